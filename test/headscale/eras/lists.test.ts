import { describe, expect, test } from 'vitest';
import { TAGGED_DEVICES_ID, TAGGED_DEVICES_NAME } from '../../../src/domain/user.ts';
import { eraCalls } from '../../../src/headscale/eras/calls.ts';
import { ERAS } from '../../../src/headscale/eras/era.ts';
import { fakeWire } from './fake-wire.ts';
import { aUser } from './things.ts';

const users = [
  { id: '1', name: 'alice', email: 'alice@example.com' },
  { id: '2', name: 'twin' },
  { id: '3', name: '' },
  { id: '4', name: 'twin' },
  { id: '10', name: 'bob' },
];

/** Keys by what a release lists them for; ids over nine show how they are sorted. */
function keyServer(keysOf: Readonly<Record<string, readonly object[]>>) {
  return fakeWire((rpc, { user }) =>
    rpc === 'ListUsers' ? { users } : { preAuthKeys: keysOf[String(user ?? 'all')] ?? [] },
  );
}

const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id);

describe('pre-auth keys of all users', () => {
  test.each(['0.23', '0.24'] as const)(
    'era %s asks by name, and leaves out names that do not tell',
    async (era) => {
      const wire = keyServer({
        alice: [
          { id: '12', user: 'alice@example.com', key: 'a' },
          { id: '3', user: 'alice@example.com', key: 'b' },
        ],
        bob: [{ id: '4', user: 'bob', key: 'c' }],
      });
      const keys = await eraCalls(era, wire).listPreAuthKeys();
      expect(wire.calls).toEqual([
        { rpc: 'ListUsers', message: {} },
        { rpc: 'ListPreAuthKeys', message: { user: 'alice' } },
        { rpc: 'ListPreAuthKeys', message: { user: 'bob' } },
      ]);
      expect(keys.map(({ id, user }) => [id, user?.id])).toEqual([
        ['3', '1'],
        ['4', '10'],
        ['12', '1'],
      ]);
    },
  );

  test('era 0.26 asks by id, four users at a time', async () => {
    const wire = keyServer({ 1: [{ id: '2', user: users[0] }], 10: [{ id: '1', user: users[4] }] });
    const keys = await eraCalls('0.26', wire).listPreAuthKeys();
    expect(wire.calls.slice(1).map(({ message }) => message)).toEqual(
      ['1', '2', '3', '4', '10'].map((user) => ({ user })),
    );
    expect(keys.map(({ id, user }) => [id, user?.name])).toEqual([
      ['1', 'bob'],
      ['2', 'alice'],
    ]);
  });

  test('users that are known already are not asked for again, and the pseudo user never', async () => {
    const wire = keyServer({ 1: [{ id: '2', user: users[0] }] });
    const given = [aUser({ id: '1' }), aUser({ id: TAGGED_DEVICES_ID, name: TAGGED_DEVICES_NAME })];
    expect(ids(await eraCalls('0.26', wire).listPreAuthKeys({ users: given }))).toEqual(['2']);
    expect(wire.calls).toEqual([{ rpc: 'ListPreAuthKeys', message: { user: '1' } }]);
  });

  test.each(['0.28', '0.29'] as const)('era %s lists all in one call', async (era) => {
    const wire = keyServer({ all: [{ id: '10' }, { id: '9', user: users[0] }] });
    const keys = await eraCalls(era, wire).listPreAuthKeys({ users: [aUser()] });
    expect(keys.map(({ id, user }) => [id, user?.name ?? null])).toEqual([
      ['9', 'alice'],
      ['10', null],
    ]);
    expect(wire.calls).toEqual([{ rpc: 'ListPreAuthKeys', message: {} }]);
  });
});

describe.each(ERAS)('lists that are asked for before the release is known, era %s', (era) => {
  test('have an empty request', async () => {
    const wire = fakeWire(() => ({ users: [{ id: '10' }, { id: '9' }], nodes: [], routes: [], apiKeys: [] }));
    const calls = eraCalls(era, wire);
    expect(ids(await calls.listUsers())).toEqual(['9', '10']);
    await calls.listNodes();
    await calls.listApiKeys();
    const early = wire.calls.filter(({ rpc }) => rpc !== 'GetRoutes');
    expect(early).toEqual(['ListUsers', 'ListNodes', 'ListApiKeys'].map((rpc) => ({ rpc, message: {} })));
  });

  test('hand on how a call may end', async () => {
    const seen: unknown[] = [];
    const wire = {
      call: async (_rpc: string, _message: object, options: object) => {
        seen.push(options);
        return { users: [], user: { id: '1' } };
      },
    };
    const { signal } = new AbortController();
    await eraCalls(era, wire).listUsers({ signal, timeoutMs: 5 });
    await eraCalls(era, wire).createUser({ name: 'a' }, { signal, timeoutMs: 7 });
    expect(seen).toEqual([
      { signal, timeoutMs: 5, change: false },
      { signal, timeoutMs: 7, change: true },
    ]);
  });
});
