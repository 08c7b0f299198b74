import { afterEach, describe, expect, test } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import { RELEASES } from '../../src/domain/release.ts';
import type { Era } from '../../src/headscale/eras/era.ts';
import { since } from '../../src/sandbox/release.ts';
import type { Talk } from './talk.ts';
import { talkTo } from './talk.ts';

/** 2026-11-24, some time in the morning. */
const NOW_MS = 1_795_480_000_000;
const NOW = { seconds: NOW_MS / 1000, nanos: 0 };
const IN_48_HOURS = { seconds: NOW_MS / 1000 + 48 * 3600, nanos: 0 };
const GRPC = RELEASES.filter((release) => release !== '0.30');

let talk: Talk;

async function start(release: Release): Promise<Talk> {
  talk = await talkTo({ release, now: () => NOW_MS });
  return talk;
}

afterEach(() => talk.end());

/** A user, by the ways of every release. */
async function user(name: string): Promise<void> {
  expect(await talk.call('CreateUser', { name })).toBeTypeOf('object');
}

/** A node of the user, who is the only one of that name. */
async function node(owner: string, hostname: string): Promise<number> {
  const id = talk.sandbox.devices.knock({ hostname });
  expect(await talk.call('RegisterNode', { user: owner, key: id })).toBeTypeOf('object');
  return talk.sandbox.store.nodes.all().at(-1)?.id ?? 0;
}

async function key(owner: string | number, expiration = IN_48_HOURS): Promise<string> {
  expect(await talk.call('CreatePreAuthKey', { user: owner, expiration })).toBeTypeOf('object');
  return talk.sandbox.store.preAuthKeys.all().at(-1)?.secret ?? '';
}

function expiryOf(nodeId: number): unknown {
  return talk.sandbox.store.nodes.get(nodeId)?.expiry;
}

function keyExpirations(): unknown[] {
  return talk.sandbox.store.preAuthKeys.all().map((row) => row.expiration);
}

function releases(from: Release, to: Release): Release[] {
  return GRPC.filter((release) => since(release, from) && since(to, release));
}

describe('ExpireNode in the words of 0.29', () => {
  test.each(GRPC)('`disable_expiry` at %s', async (release) => {
    await start(release);
    await user('alice');
    const id = await node('alice', 'laptop');
    expect(await talk.callAs('0.29', 'ExpireNode', { nodeId: id, disableExpiry: true })).toBeTypeOf('object');
    expect(expiryOf(id)).toEqual(release === '0.29' ? null : NOW);
  });

  test.each(GRPC)('`expiry` in 48 hours at %s', async (release) => {
    await start(release);
    await user('alice');
    const id = await node('alice', 'laptop');
    expect(await talk.callAs('0.29', 'ExpireNode', { nodeId: id, expiry: IN_48_HOURS })).toBeTypeOf('object');
    expect(expiryOf(id)).toEqual(since(release, '0.27.1') ? IN_48_HOURS : NOW);
  });
});

describe('ExpirePreAuthKey of another release', () => {
  async function twoKeys(release: Release): Promise<string> {
    await start(release);
    await user('alice');
    await user('bob');
    const owner = (name: string, id: number) => (since(release, '0.26') ? id : name);
    await key(owner('bob', 2));
    return key(owner('alice', 1));
  }

  test.each(releases('0.28', '0.29'))('`{user: 1, key}` expires key number 1 at %s', async (release) => {
    const second = await twoKeys(release);
    expect(await talk.callAs('0.26', 'ExpirePreAuthKey', { user: 1, key: second })).toEqual({});
    expect(keyExpirations()).toEqual([NOW, IN_48_HOURS]);
  });

  test.each([
    ['0.24', '2 user mismatch'],
    ['0.25', '2 preauth key does not belong to user'],
    ['0.26', '2 preauth key does not belong to user'],
    ['0.27.1', '2 preauth key does not belong to user'],
  ] as const)('`{user: 2, key}` of somebody else is refused at %s', async (release, refusal) => {
    const second = await twoKeys(release);
    expect(await talk.callAs('0.26', 'ExpirePreAuthKey', { user: 2, key: second })).toBe(refusal);
    expect(keyExpirations()).toEqual([IN_48_HOURS, IN_48_HOURS]);
  });

  test.each(releases('0.23', '0.27.1'))('`{id: 2}` is refused at %s', async (release) => {
    await twoKeys(release);
    expect(await talk.callAs('0.28', 'ExpirePreAuthKey', { id: 2 })).toBe('2 AuthKey not found');
  });

  test.each(releases('0.28', '0.29'))('`{user: "alice", key}` expires nothing at %s', async (release) => {
    const second = await twoKeys(release);
    expect(await talk.callAs('0.24', 'ExpirePreAuthKey', { user: 'alice', key: second })).toEqual({});
    expect(keyExpirations()).toEqual([IN_48_HOURS, IN_48_HOURS]);
  });

  test.each(releases('0.28', '0.29'))('an unknown id is OK at %s', async (release) => {
    await twoKeys(release);
    expect(await talk.call('ExpirePreAuthKey', { id: 99 })).toEqual({});
    expect(await talk.call('DeletePreAuthKey', { id: 99 })).toEqual({});
    expect(keyExpirations()).toEqual([IN_48_HOURS, IN_48_HOURS]);
  });
});

describe('CreatePreAuthKey with a user by name', () => {
  const request = { user: 'alice', aclTags: ['tag:web'], expiration: IN_48_HOURS };

  test.each(releases('0.28', '0.29'))('makes a tagged key without an owner at %s', async (release) => {
    await start(release);
    await user('alice');
    expect(await talk.callAs('0.24', 'CreatePreAuthKey', request)).toMatchObject({
      preAuthKey: { user: null },
    });
  });

  test.each(releases('0.26', '0.27.1'))('is refused at %s', async (release) => {
    await start(release);
    await user('alice');
    expect(await talk.callAs('0.24', 'CreatePreAuthKey', request)).toBe('2 user not found');
  });
});

test.each(GRPC)('keys without an expiration are born expired at %s', async (release) => {
  await start(release);
  await user('alice');
  const owner = since(release, '0.26') ? 1 : 'alice';
  const zero = { expiration: { seconds: '-62135596800', nanos: 0 } };
  expect(await talk.call('CreatePreAuthKey', { user: owner })).toMatchObject({ preAuthKey: zero });
  await talk.call('CreateApiKey');
  const { apiKeys } = (await talk.call('ListApiKeys')) as { apiKeys: unknown[] };
  expect(apiKeys.at(-1)).toMatchObject(zero);
});

test.each(GRPC)('DeleteUser at %s takes the keys it should, or all', async (release) => {
  await start(release);
  await user('alice');
  await user('bob');
  await key(since(release, '0.26') ? 1 : 'alice');
  await talk.call('DeleteUser', release === '0.23' ? { name: 'bob' } : { id: 2 });
  expect(talk.sandbox.store.preAuthKeys.size).toBe(release === '0.28' ? 0 : 1);
});

describe('RegisterNode with an empty user', () => {
  test.each(releases('0.24', '0.29'))('takes the only one at %s, and none of two', async (release) => {
    await start(release);
    await user('alice');
    await node('', 'laptop');
    expect(talk.sandbox.store.nodes.get(1)?.userId).toBe(1);
    await user('bob');
    const id = talk.sandbox.devices.knock({ hostname: 'phone' });
    const answer = await talk.call('RegisterNode', { user: '', key: id });
    expect(answer).toBe('2 looking up user: expected exactly one user, found 2');
  });

  test('finds nobody at 0.23', async () => {
    await start('0.23');
    await user('alice');
    const id = talk.sandbox.devices.knock({ hostname: 'phone' });
    expect(await talk.call('RegisterNode', { user: '', key: id })).toMatch(/user not found$/);
  });
});

describe('node id 0', () => {
  test.each(releases('0.23', '0.26'))('is the node with the lowest id at %s', async (release) => {
    await start(release);
    await user('alice');
    await node('alice', 'first');
    await node('alice', 'second');
    expect(await talk.call('GetNode', { nodeId: 0 })).toMatchObject({ node: { id: '1' } });
    expect(await talk.call('RenameNode', { nodeId: 0, newName: 'other' })).toMatchObject({
      node: { id: '1' },
    });
    expect(talk.sandbox.store.nodes.get(1)?.givenName).toBe('first');
    expect(await talk.call('DeleteNode', { nodeId: 0 })).toEqual({});
    expect(talk.sandbox.store.nodes.all().map((row) => row.id)).toEqual([2]);
  });

  test.each(releases('0.27.0', '0.29'))('is nobody at %s', async (release) => {
    await start(release);
    await user('alice');
    await node('alice', 'first');
    expect(await talk.call('DeleteNode', { nodeId: 0 })).toBe('5 node not found');
    expect(talk.sandbox.store.nodes.size).toBe(1);
  });

  test.each(releases('0.23', '0.26'))('without an expiry brings the server down at %s', async (release) => {
    await start(release);
    await user('alice');
    const id = await node('alice', 'first');
    talk.sandbox.store.nodes.update(id, { expiry: null });
    expect(await talk.call('ExpireNode', { nodeId: 0 })).toMatch(/^14 /);
    expect(await talk.call('ListUsers')).toMatch(/^14 /);
    await talk.sandbox.restart();
    expect(await talk.sandbox.core.call('ListUsers', {}, { trusted: true })).toMatchObject({ users: [{}] });
  });
});

describe('a restart', () => {
  const CLEARED = ['0.27.1', '0.28'];

  test.each(GRPC)('keeps or forgets an expiry at %s', async (release) => {
    await start(release);
    await user('alice');
    const id = await node('alice', 'laptop');
    const before = expiryOf(id);
    await talk.call('ExpireNode', { nodeId: id });
    await talk.call('RenameNode', { nodeId: id, newName: 'renamed' });
    expect(expiryOf(id)).toEqual(NOW);
    await talk.sandbox.restart();
    expect(expiryOf(id)).toEqual(CLEARED.includes(release) ? before : NOW);
    expect(talk.sandbox.store.nodes.get(id)?.givenName).toBe('renamed');
  });

  test.each(releases('0.26', '0.29'))('keeps or forgets cleared routes at %s', async (release) => {
    await start(release);
    await user('alice');
    const id = await node('alice', 'laptop');
    await talk.call('SetApprovedRoutes', { nodeId: id, routes: ['10.1.0.0/24'] });
    await talk.call('SetApprovedRoutes', { nodeId: id, routes: [] });
    expect(talk.sandbox.store.nodes.get(id)?.approvedRoutes).toEqual([]);
    await talk.sandbox.restart();
    const kept = CLEARED.includes(release) ? ['10.1.0.0/24'] : [];
    expect(talk.sandbox.store.nodes.get(id)?.approvedRoutes).toEqual(kept);
  });

  test.each(releases('0.23', '0.27.1'))('keeps or forgets cleared tags at %s', async (release) => {
    await start(release);
    await user('alice');
    const id = await node('alice', 'laptop');
    await talk.call('SetTags', { nodeId: id, tags: ['tag:web'] });
    await talk.call('SetTags', { nodeId: id, tags: [] });
    await talk.sandbox.restart();
    expect(talk.sandbox.store.nodes.get(id)?.tags).toEqual(release === '0.27.1' ? ['tag:web'] : []);
  });

  test.each(GRPC)('loses who waits to be registered at %s', async (release) => {
    await start(release);
    await user('alice');
    const id = talk.sandbox.devices.knock({ hostname: 'laptop' });
    await talk.sandbox.restart();
    talk.reconnect();
    const answer = await talk.call('RegisterNode', { user: 'alice', key: id });
    expect(answer).toBe('2 node not found in registration cache');
  });
});

test.each(releases('0.27.0', '0.29'))('any user name is accepted at %s', async (release) => {
  await start(release);
  for (const name of ['', 'John Doe', 'UPPER', 'a@b@c', 'a'.repeat(64)]) await user(name);
  expect(talk.sandbox.store.users.size).toBe(5);
});

test('a rejection does not stop a registration at 0.29', async () => {
  await start('0.29');
  await user('alice');
  const authId = talk.sandbox.devices.knock({ hostname: 'laptop' });
  expect(await talk.call('AuthReject', { authId })).toEqual({});
  expect(await talk.call('AuthRegister', { user: 'alice', authId })).toMatchObject({ node: { id: '1' } });
  expect(await talk.call('AuthApprove', { authId })).toBe(`5 no pending auth session for auth_id ${authId}`);
});

test.each(GRPC)('nodes show the new or the old name of their owner after a rename at %s', async (release) => {
  await start(release);
  await user('alice');
  await node('alice', 'laptop');
  await talk.call(
    'RenameUser',
    release === '0.23' ? { oldName: 'alice', newName: 'eve' } : { oldId: 1, newName: 'eve' },
  );
  const shown = since(release, '0.27.0') ? 'alice' : 'eve';
  expect(await talk.call('ListNodes')).toMatchObject({ nodes: [{ user: { id: '1', name: shown } }] });
});

describe('a list of nodes in the schema of another era', () => {
  test.each([
    ['0.25', '0.26'],
    ['0.26', '0.24'],
  ] as const)('of %s cannot be read as %s once one came with a pre-auth key', async (release, era: Era) => {
    await start(release);
    await user('alice');
    talk.sandbox.devices.join(await key(since(release, '0.26') ? 1 : 'alice'), { hostname: 'laptop' });
    expect(await talk.call('ListNodes')).toMatchObject({ nodes: [{ name: 'laptop' }] });
    await expect(talk.readAs(era, 'ListNodes')).rejects.toThrow();
  });
});
