import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import { RELEASES } from '../../src/domain/release.ts';
import { since } from '../../src/sandbox/release.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { WriteBatches } from '../../src/sandbox/write-batches.ts';

const TRUSTED = { trusted: true } as const;
const LATER = { seconds: 4_000_000_000, nanos: 0 };

let sandbox: RunningSandbox;
afterEach(() => sandbox?.stop());

async function start(release: Release): Promise<void> {
  sandbox = await startSandbox({ release });
}

/** The answer, or the text of the refusal. */
async function call(rpc: string, request: Record<string, unknown> = {}): Promise<unknown> {
  return sandbox.core.call(rpc, request, TRUSTED).catch((error: Error) => error.message);
}

function oidcUser(name: string): number {
  return sandbox.store.users.insert({
    name,
    displayName: '',
    email: 'sso@example.com',
    provider: 'oidc',
    providerId: 'https://sso.example.com/1',
    profilePicUrl: '',
    createdAt: { seconds: 1, nanos: 0 },
  }).id;
}

describe('users that single sign-on brought', () => {
  test.each([
    ['0.24', 'object'],
    ['0.25', 'cannot edit OIDC user'],
    ['0.26', 'cannot edit OIDC user'],
    ['0.27.0', 'object'],
    ['0.29', 'object'],
  ] as const)('can be renamed at %s: %s', async (release, expected) => {
    await start(release);
    const answer = await call('RenameUser', { oldId: oidcUser('sso'), newName: 'other' });
    if (expected === 'object') expect(answer).toMatchObject({ user: { name: 'other' } });
    else expect(answer).toBe(expected);
  });

  test('may share a name: the rename is done, and its answer fails', async () => {
    await start('0.29');
    await call('CreateUser', { name: 'alice' });
    oidcUser('bob');
    expect(await call('RenameUser', { oldId: 1, newName: 'bob' })).toBe('expected exactly one user, found 2');
    expect(sandbox.store.users.get(1)?.name).toBe('bob');
    expect(await call('ListUsers', { name: 'bob' })).toMatchObject({ users: [{ id: 1 }, { id: 2 }] });
  });

  test.each(['0.27.1', '0.28'] as const)(
    'are shown by e-mail where they have no name, from 0.28 on: %s',
    async (release) => {
      await start(release);
      oidcUser('');
      const name = release === '0.28' ? 'sso@example.com' : '';
      expect(await call('ListUsers')).toMatchObject({ users: [{ name }] });
      expect(await call('ListNodes', { user: 'sso@example.com' })).toBe('user not found');
    },
  );
});

test.each([
  ['0.24', 'expected exactly one user, found 2', ''],
  ['0.27.0', 'expected exactly one user, found 2', ''],
  ['0.27.1', 'expected exactly one user, found 2', 'alice'],
] as const)('renaming to an empty name at %s', async (release, answer, stored) => {
  await start(release);
  await call('CreateUser', { name: 'alice' });
  await call('CreateUser', { name: 'bob' });
  expect(await call('RenameUser', { oldId: 1, newName: '' })).toBe(answer);
  expect(sandbox.store.users.get(1)?.name).toBe(stored);
});

describe('a machine that registers again', () => {
  async function registerAgain(release: Release, secondUser: string): Promise<unknown> {
    await start(release);
    await call('CreateUser', { name: 'alice' });
    await call('CreateUser', { name: 'bob' });
    const first = sandbox.devices.knock({ hostname: 'laptop' });
    const machine = sandbox.store.registrations.get(first, Date.now());
    await call('RegisterNode', { user: 'alice', key: first });
    const second = sandbox.devices.knock({ hostname: 'laptop' });
    if (machine)
      sandbox.store.registrations.add(
        second,
        { ...machine, nodeKey: `nodekey:${'1'.repeat(64)}` },
        Date.now(),
      );
    return call('RegisterNode', { user: secondUser, key: second });
  }

  test.each(RELEASES)('stays the same node for its own user at %s', async (release) => {
    expect(await registerAgain(release, 'alice')).toMatchObject({
      node: { id: 1, nodeKey: `nodekey:${'1'.repeat(64)}` },
    });
    expect(sandbox.store.nodes.size).toBe(1);
  });

  test.each(RELEASES)('is refused, or a second node, for another user at %s', async (release) => {
    const answer = await registerAgain(release, 'bob');
    if (since(release, '0.25')) expect(answer).toMatchObject({ node: { id: 2 } });
    else expect(answer).toBe('node was previously registered with a different user');
  });

  test.each(['0.28', '0.29'] as const)(
    'is owned by a user again when it was tagged, at %s',
    async (release) => {
      await registerAgain(release, 'nobody');
      sandbox.store.nodes.update(1, { tags: ['tag:web'], userId: null });
      const [waiting] = sandbox.store.registrations.ids(Date.now());
      const method = release === '0.28' ? 'REGISTER_METHOD_UNSPECIFIED' : 'REGISTER_METHOD_CLI';
      expect(await call('RegisterNode', { user: 'bob', key: waiting })).toMatchObject({
        node: { id: 1, tags: [], user: { name: 'bob' }, registerMethod: method },
      });
    },
  );
});

test('a registration is forgotten after 15 minutes', async () => {
  let nowMs = 1_795_480_000_000;
  sandbox = await startSandbox({ release: '0.29', now: () => nowMs });
  await call('CreateUser', { name: 'alice' });
  const authId = sandbox.devices.knock({ hostname: 'laptop' });
  nowMs += 15 * 60_000;
  expect(await call('AuthRegister', { user: 'alice', authId })).toBe('node not found in registration cache');
});

test('0.23 takes addresses before it looks at anything', async () => {
  await start('0.23');
  await call('CreateUser', { name: 'alice' });
  await call('RegisterNode', { user: 'alice', key: `mkey:${'0'.repeat(64)}` });
  const key = sandbox.devices.knock({ hostname: 'laptop' });
  expect(await call('RegisterNode', { user: 'alice', key })).toMatchObject({
    node: { ipAddresses: ['100.64.0.2', 'fd7a:115c:a1e0::2'] },
  });
});

describe('route rows', () => {
  async function router(release: Release): Promise<void> {
    await start(release);
    await call('CreateUser', { name: 'alice' });
    await call('CreatePreAuthKey', { user: 'alice', expiration: LATER });
    const secret = sandbox.store.preAuthKeys.get(1)?.secret ?? '';
    sandbox.devices.join(secret, { hostname: 'router', routes: ['10.1.0.0/24', '0.0.0.0/0', '::/0'] });
  }
  const rows = () => sandbox.store.routes.all().map((row) => [row.prefix, row.enabled, row.isPrimary]);

  test.each(['0.23', '0.25'] as const)('of an exit node go in pairs at %s', async (release) => {
    await router(release);
    await call('EnableRoute', { routeId: 2 });
    expect(rows()).toEqual([
      ['10.1.0.0/24', false, false],
      ['0.0.0.0/0', true, false],
      ['::/0', true, false],
    ]);
    await call('DisableRoute', { routeId: 3 });
    expect(rows().map(([, enabled]) => enabled)).toEqual([false, false, false]);
    await call('DeleteRoute', { routeId: 2 });
    expect(rows()).toEqual([['10.1.0.0/24', false, false]]);
  });

  test('stay primary when they are disabled, and cannot be enabled when nobody announces them', async () => {
    await router('0.24');
    await call('EnableRoute', { routeId: 1 });
    await call('DisableRoute', { routeId: 1 });
    expect(rows()[0]).toEqual(['10.1.0.0/24', false, true]);
    sandbox.devices.announce(1, []);
    expect(await call('EnableRoute', { routeId: 1 })).toBe(
      'route (router) is not available on node 10.1.0.0/24: route is not available on node',
    );
  });
});

describe('deleted and used pre-auth keys', () => {
  test.each(['0.28', '0.29'] as const)('are shown by their nodes until a restart at %s', async (release) => {
    await start(release);
    await call('CreatePreAuthKey', { aclTags: ['tag:web'], expiration: LATER });
    sandbox.devices.join(sandbox.store.preAuthKeys.get(1)?.secret ?? '', { hostname: 'web' });
    await call('DeletePreAuthKey', { id: 1 });
    expect(await call('GetNode', { nodeId: 1 })).toMatchObject({
      node: { preAuthKey: { id: 1, used: true } },
    });
    await sandbox.restart();
    expect(await call('GetNode', { nodeId: 1 })).toMatchObject({ node: { preAuthKey: null } });
  });

  test('cannot be used again', async () => {
    await start('0.29');
    await call('CreatePreAuthKey', { aclTags: ['tag:web'], expiration: LATER });
    await call('CreatePreAuthKey', { aclTags: ['tag:web'] });
    const [once, lapsed] = sandbox.store.preAuthKeys.all().map((key) => key.secret);
    sandbox.devices.join(once ?? '', { hostname: 'web' });
    expect(() => sandbox.devices.join(once ?? '', { hostname: 'web' })).toThrow('authkey already used');
    expect(() => sandbox.devices.join(lapsed ?? '', { hostname: 'web' })).toThrow('authkey expired');
  });
});

test('addresses that nodes lack are given, and named line by line', async () => {
  await start('0.29');
  await call('CreateUser', { name: 'alice' });
  await call('RegisterNode', { user: 'alice', key: sandbox.devices.knock({ hostname: 'host' }) });
  sandbox.store.nodes.update(1, { ipv6: null });
  expect(await call('BackfillNodeIPs', { confirmed: true })).toEqual({
    changes: ['assigned IPv6 "fd7a:115c:a1e0::2" to Node(1) "host"'],
  });
});

describe('an API key', () => {
  test('is found by its prefix, with and without its decoration', async () => {
    await start('0.29');
    const prefix = sandbox.apiKey.slice('hskey-api-'.length, 'hskey-api-'.length + 12);
    for (const given of [prefix, `hskey-api-${prefix}`, `hskey-api-${prefix}-***`]) {
      expect(await call('ExpireApiKey', { prefix: given })).toEqual({});
    }
    expect(await call('ExpireApiKey', { prefix: 'hskey-api-short' })).toBe(
      'failed to parse ApiKey: prefix too short',
    );
    expect(await call('ExpireApiKey', { prefix: 'hskey-api-abc+efghijkl' })).toBe(
      'failed to parse ApiKey: prefix contains invalid characters',
    );
  });

  test('may end itself: the next call is refused', async () => {
    await start('0.28');
    const caller = { trusted: false, authorization: `Bearer ${sandbox.apiKey}` } as const;
    await sandbox.core.call('ExpireApiKey', { id: 1 }, caller);
    sandbox.store.apiKeys.update(1, { expiration: { seconds: 1, nanos: 0 } });
    await expect(sandbox.core.call('ListUsers', {}, caller)).rejects.toMatchObject({
      code: 16,
      message: 'invalid token',
    });
  });
});

describe('the node store', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  test('writes what came together in one batch', async () => {
    const batches = new WriteBatches(500);
    const done: string[] = [];
    const write = (name: string) => batches.written().then(() => done.push(name));
    const all = [write('a'), write('b')];
    await vi.advanceTimersByTimeAsync(499);
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toEqual(['a', 'b']);
    all.push(write('c'));
    batches.flush();
    await Promise.all(all);
    expect(done).toEqual(['a', 'b', 'c']);
  });
});
