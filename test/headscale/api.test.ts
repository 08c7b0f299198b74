import { describe, expect, test } from 'vitest';
import { HsError } from '../../src/errors.ts';
import { headscaleApi, type Spoken, type Transport } from '../../src/headscale/api.ts';
import { eraCalls } from '../../src/headscale/eras/calls.ts';
import type { ServerRelease } from '../../src/headscale/port.ts';
import type { Wire } from '../../src/headscale/wire.ts';

/** A transport that notes what it is asked for, in the order of it. */
function transport(range: ServerRelease['range']) {
  const log: string[] = [];
  const wire: Wire = {
    call: async (rpc, message, { change }) => {
      log.push(`${change ? 'change' : 'read'} ${rpc} ${JSON.stringify(message)}`);
      return { users: [], nodes: [], apiKeys: [], preAuthKeys: [], user: { id: '1', name: 'john' } };
    },
  };
  const spoken: Spoken = { era: '0.29', wire, calls: eraCalls('0.29', wire, range) };
  const noted: Transport = {
    name: 'a test',
    release: async () => ({ range, version: undefined, foundBy: [], contradiction: undefined }),
    sendEarly: (call) => log.push(`early ${call}`),
    underWay: async () => {},
    reading: async () => {
      log.push('reading');
      return spoken;
    },
    changing: async (_, call) => {
      log.push('changing');
      if (!range) throw new HsError('unknown_release', 'unknown');
      return await call(spoken);
    },
    close: () => log.push('close'),
  };
  return { log, api: headscaleApi(noted) };
}

const V29 = { oldest: '0.29', newest: '0.29' } as const;

describe('what is read', () => {
  test('is asked for before the release is known, where every release is asked in the same words', async () => {
    const { log, api } = transport(V29);
    await api.listUsers();
    await api.listNodes();
    await api.listApiKeys();
    expect(log).toEqual([
      'early ListUsers',
      'reading',
      'read ListUsers {}',
      'early ListNodes',
      'reading',
      'read ListNodes {}',
      'early ListApiKeys',
      'reading',
      'read ListApiKeys {}',
    ]);
  });

  test('waits for the release where the words differ', async () => {
    const { log, api } = transport(V29);
    await api.listPreAuthKeys();
    await api.checkPolicy('{}');
    expect(log).toEqual([
      'reading',
      'read ListPreAuthKeys {}',
      'reading',
      'read CheckPolicy {"policy":"{}"}',
    ]);
  });
});

test('what changes goes over the guarded connection, and nowhere else', async () => {
  const { log, api } = transport(V29);
  const user = await api.createUser({ name: 'john' });
  await api.deleteUser(user);
  await api.expireApiKey({ id: '1', prefix: 'x', expiration: null, createdAt: null, lastSeen: null });
  await api.raw('SetPolicy', { policy: '{}' }, { change: true });
  expect(log).toEqual([
    'changing',
    'change CreateUser {"name":"john"}',
    'changing',
    'change DeleteUser {"id":"1"}',
    'changing',
    expect.stringMatching(/^change ExpireApiKey/),
    'changing',
    'change SetPolicy {"policy":"{}"}',
  ]);
});

test('a change that cannot be sent is not', async () => {
  const { log, api } = transport(undefined);
  await expect(api.createUser({ name: 'john' })).rejects.toMatchObject({ exitCode: 7 });
  expect(log).toEqual(['changing']);
});

describe('what a release can do', () => {
  test('is asked by name', async () => {
    const { api } = transport(V29);
    expect(await api.can('preAuthKeysCanBeDeleted')).toBe(true);
    expect(await api.can('nodesCanMove')).toBe(false);
    await expect(api.require('nodesCanMove')).rejects.toMatchObject({ code: 'unsupported', exitCode: 7 });
    await expect(api.require('preAuthKeysCanBeDeleted')).resolves.toBeUndefined();
    expect(await api.hazard('deletingUserDeletesAllPreAuthKeys')).toBeUndefined();
    expect(await api.hazard('taggingIsOneWay')).toMatchObject({ sentence: expect.stringContaining('tags') });
    expect(await api.cannot()).toContainEqual(expect.stringContaining('cannot move a node'));
  });

  test('is nothing where it is not known, and every hazard may be', async () => {
    const { api } = transport(undefined);
    expect(await api.can('preAuthKeysCanBeDeleted')).toBe(false);
    await expect(api.require('preAuthKeysCanBeDeleted')).rejects.toMatchObject({ code: 'unknown_release' });
    expect(await api.hazard('deletingUserDeletesAllPreAuthKeys')).toBeDefined();
    expect(await api.cannot()).toEqual([]);
  });
});

test('raw calls are those of the release, and a read by hand is no change', async () => {
  const { log, api } = transport(V29);
  expect(await api.rawCalls()).toEqual(expect.arrayContaining(['ListUsers', 'AuthApprove', 'CheckPolicy']));
  await api.raw('ListUsers', {}, { change: false });
  expect(log).toEqual(['reading', 'reading', 'read ListUsers {}']);
  await expect(api.raw('Nonsense', {}, { change: false })).rejects.toMatchObject({ exitCode: 2 });
});

test('closing closes the transport', () => {
  const { log, api } = transport(V29);
  api.close();
  expect(log).toEqual(['close']);
});
