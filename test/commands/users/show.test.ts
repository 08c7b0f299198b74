import { describe, expect, test } from 'vitest';
import { RELEASES } from '../../../src/domain/release.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

interface Thing {
  readonly id: string;
}

test.each(['alice', '1', 'id:1', 'name:alice', 'alice@example.com', 'ALICE@example.com'])(
  'finds a user as %s',
  async (reference) => {
    const shown = await net.hs(['users', 'show', reference, '-o', 'json']);
    expect(shown).toMatchObject({ code: 0, err: '', changes: [] });
    expect(shown.json()).toMatchObject({ id: '1', name: 'alice', email: 'alice@example.com' });
  },
);

test('shows every column, a line each', async () => {
  const { out } = await net.hs('users show alice');
  expect(out).toContain('ID\t1\nNAME\talice\nDISPLAY NAME\tAlice Example\nE-MAIL\talice@example.com\n');
  expect((await net.hs('users show alice', { tty: true, env: { NO_COLOR: '1' } })).out).toMatch(
    /Display name: +Alice Example/,
  );
  expect((await net.hs('users show alice -o name')).out).toBe('1\n');
});

describe.each(RELEASES)('on %s', (release) => {
  test('with the nodes and the keys it has, and nobody else has', async () => {
    await net.start({ release, seed: 'demo' });
    const shown = (await net.hs('users show alice -o json')).json() as Record<
      'nodes' | 'preAuthKeys',
      Thing[]
    >;
    const ids = async (line: string) =>
      ((await net.hs(`${line} -o json`)).json() as Thing[]).map(({ id }) => id);
    expect(shown.nodes.map(({ id }) => id)).toEqual(await ids('nodes list --user alice'));
    expect(shown.preAuthKeys.map(({ id }) => id)).toEqual(await ids('preauthkeys list --user alice'));
    expect(shown.nodes.length * shown.preAuthKeys.length).toBeGreaterThan(0);
    const { out } = await net.hs('users show alice');
    expect(out).toMatch(/^NODES\trouter-berlin \(id 1\), .*laptop \(id 6\)$/m);
    expect(out).toMatch(/^PRE-AUTH KEYS\tid 1, .*id 5$/m);
  });
});

test('old releases are not asked for the keys of a name that two users have', async () => {
  await net.start({ release: '0.24', seed: 'demo' });
  net.sandbox.store.users.update(2, { name: 'alice', provider: 'oidc' });
  const shown = await net.hs('users show id:1 -o json');
  expect(shown.json()).toMatchObject({ id: '1', preAuthKeys: [] });
  expect(shown.errorJson()).toEqual({
    notices: [
      expect.stringMatching(/^Headscale up to 0\.25 does not list .*: alice \(id 1, .*\), alice \(id 2, /),
    ],
  });
  expect(shown.calls.map(({ rpc }) => rpc)).not.toContain('ListPreAuthKeys');
});

test('of very many nodes the first are named to people', async () => {
  await net.start({ seed: 100 });
  const [{ name }] = (await net.hs('users list -o json')).json() as { name: string }[] as [{ name: string }];
  const { nodes } = (await net.hs(`users show ${name} -o json`)).json() as { nodes: Thing[] };
  expect(nodes.length).toBeGreaterThan(20);
  expect((await net.hs(`users show ${name}`)).out).toMatch(
    new RegExp(`^NODES\\t.* and ${nodes.length - 20} more$`, 'm'),
  );
});

test.each([
  ['alcie', 3, 'Did you mean alice?'],
  ['99', 3, 'There is no user with the id or name 99'],
  ['id:99', 3, 'There is no user with the id 99'],
  ['', 2, 'empty'],
  ['0', 2, 'ids begin with 1'],
  ['tagged-devices', 2, 'not a user'],
])('"%s" is refused with %d', async (reference, code, said) => {
  const shown = await net.hs(['users', 'show', reference]);
  expect(shown).toMatchObject({ code, out: '' });
  expect(shown.err).toContain(said);
});

test('a number that is the id of one and the name of another is ambiguous', async () => {
  await net.user('2');
  const { code, err } = await net.hs('users show 2');
  expect(code).toBe(2);
  expect(err).toContain('2 users answer to 2: bob (id 2, bob@example.com), 2 (id 4)');
  expect(await net.hs('users show name:2 -o name')).toMatchObject({ code: 0, out: '4\n' });
});

test('a machine format has its error as one JSON object', async () => {
  const { out, errorJson } = await net.hs('users show alcie -o json');
  expect(out).toBe('');
  expect(errorJson()).toEqual({
    error: {
      code: 'not_found',
      message: 'There is no user "alcie"',
      hint: 'Did you mean alice?',
      details: [],
      exitCode: 3,
    },
    notices: [],
  });
});

test('wants a user', async () => {
  const { code, err, calls } = await net.hs('users show');
  expect({ code, calls }).toEqual({ code: 2, calls: [] });
  expect(err).toContain('USER is missing');
});
