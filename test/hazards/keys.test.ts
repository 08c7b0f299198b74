import { expect } from 'vitest';
import { type Hazard, holdHazards, IN_48_HOURS, NOW, releases, type Stage } from './stage.ts';

/** Key 1 of bob, key 2 of alice, who is user 1; answers the secret of key 2. */
async function twoKeys(stage: Stage): Promise<string> {
  await stage.user('alice');
  await stage.user('bob');
  await stage.key('bob', 2);
  return await stage.key('alice', 1);
}

/** hs expires key 2, in the words of the release, and nothing else. */
async function expiresTheRightOne(stage: Stage): Promise<void> {
  const second = await twoKeys(stage);
  const done = await stage.hs('preauthkeys expire id:2 --yes');
  expect(done).toMatchObject({ code: 0, changes: ['ExpirePreAuthKey'] });
  const owner = stage.since('0.26') ? '1' : 'alice';
  expect(done.calls.at(-1)?.request).toEqual(
    stage.since('0.28') ? { id: '2' } : { user: owner, key: second },
  );
  expect(stage.keyExpirations()).toEqual([IN_48_HOURS, NOW]);
}

const MISREAD: readonly Hazard[] = [
  {
    call: 'ExpirePreAuthKey {user: 1, key: K2}',
    releases: releases('0.28', '0.29'),
    outcome: 'OK, and key number 1 is expired, K2 untouched',
    async naive(stage) {
      const key = await twoKeys(stage);
      expect(await stage.send('0.26', 'ExpirePreAuthKey', { user: 1, key })).toEqual({});
      expect(stage.keyExpirations()).toEqual([NOW, IN_48_HOURS]);
    },
    hs: expiresTheRightOne,
  },
  {
    call: 'ExpirePreAuthKey {user: 2, key: K2}',
    releases: ['0.24', '0.25', '0.26', '0.27.0', '0.27.1'],
    outcome: 'refused',
    async naive(stage) {
      const key = await twoKeys(stage);
      expect(await stage.send('0.26', 'ExpirePreAuthKey', { user: 2, key })).toMatch(
        /^2 (user mismatch|preauth key does not belong to user)$/,
      );
    },
    hs: expiresTheRightOne,
  },
  {
    call: 'ExpirePreAuthKey {id: 2}',
    releases: releases('0.23', '0.27.1'),
    outcome: 'refused: AuthKey not found',
    async naive(stage) {
      await twoKeys(stage);
      expect(await stage.send('0.28', 'ExpirePreAuthKey', { id: 2 })).toBe('2 AuthKey not found');
    },
    hs: expiresTheRightOne,
  },
  {
    call: 'ExpirePreAuthKey {user: "alice", key}',
    releases: releases('0.28', '0.29'),
    outcome: 'OK, nothing expired',
    async naive(stage) {
      const key = await twoKeys(stage);
      expect(await stage.send('0.24', 'ExpirePreAuthKey', { user: 'alice', key })).toEqual({});
      expect(stage.keyExpirations()).toEqual([IN_48_HOURS, IN_48_HOURS]);
    },
    hs: expiresTheRightOne,
  },
  {
    call: 'ExpirePreAuthKey, DeletePreAuthKey with an unknown id',
    releases: releases('0.28', '0.29'),
    outcome: 'OK, nothing happened',
    async naive(stage) {
      await twoKeys(stage);
      expect(await stage.talk.call('ExpirePreAuthKey', { id: 99 })).toEqual({});
      expect(await stage.talk.call('DeletePreAuthKey', { id: 99 })).toEqual({});
    },
    async hs(stage) {
      await twoKeys(stage);
      await stage.refused('preauthkeys expire id:99 --yes', 3, /no pre-auth key with the id 99/);
      await stage.refused('preauthkeys delete id:99 --yes', 3, /no pre-auth key with the id 99/);
    },
  },
];

const NATIVE: readonly Hazard[] = [
  {
    call: 'ExpirePreAuthKey, DeletePreAuthKey with an unknown id',
    releases: ['0.30'],
    outcome: '404',
    async naive(stage) {
      expect(await stage.http('POST', 'preauthkey/expire', { id: '99' })).toMatchObject({ status: 404 });
      expect(await stage.http('DELETE', 'preauthkey?id=99')).toMatchObject({ status: 404 });
    },
    async hs(stage) {
      await stage.refused('preauthkeys expire id:99 --yes', 3, /no pre-auth key with the id 99/);
      await stage.refused('preauthkeys delete id:99 --yes', 3, /no pre-auth key with the id 99/);
    },
  },
];

const REQUEST = { user: 'alice', aclTags: ['tag:web'], expiration: IN_48_HOURS };

async function createsOwnedKey(stage: Stage): Promise<void> {
  await stage.user('alice');
  const done = await stage.hs('preauthkeys create --user alice --tags tag:web');
  expect(done).toMatchObject({ code: 0, changes: ['CreatePreAuthKey'] });
  expect(done.calls.at(-1)?.request).toMatchObject({ user: '1', aclTags: ['tag:web'] });
  expect(stage.sandbox.store.preAuthKeys.all()).toMatchObject([{ userId: 1, tags: ['tag:web'] }]);
}

const CREATED: readonly Hazard[] = [
  {
    call: 'CreatePreAuthKey {user: "alice", tags}',
    releases: releases('0.28', '0.29'),
    outcome: 'OK, a tagged key without an owner',
    async naive(stage) {
      await stage.user('alice');
      await stage.send('0.24', 'CreatePreAuthKey', REQUEST);
      expect(stage.sandbox.store.preAuthKeys.all()).toMatchObject([{ userId: null }]);
    },
    hs: createsOwnedKey,
  },
  {
    call: 'CreatePreAuthKey {user: "alice", tags}',
    releases: releases('0.26', '0.27.1'),
    outcome: 'refused: user not found',
    async naive(stage) {
      await stage.user('alice');
      expect(await stage.send('0.24', 'CreatePreAuthKey', REQUEST)).toBe('2 user not found');
    },
    hs: createsOwnedKey,
  },
  {
    call: 'CreatePreAuthKey, CreateApiKey without expiration',
    releases: releases('0.23', '0.29'),
    outcome: 'OK, the key is expired from birth',
    async naive(stage) {
      await stage.user('alice');
      await stage.talk.call('CreatePreAuthKey', { user: stage.since('0.26') ? 1 : 'alice' });
      await stage.talk.call('CreateApiKey');
      const { preAuthKeys, apiKeys } = stage.sandbox.store;
      const [key, apiKey] = [preAuthKeys.all().at(-1), apiKeys.all().at(-1)];
      expect([key?.expiration.seconds, apiKey?.expiration.seconds]).toEqual([
        -62_135_596_800, -62_135_596_800,
      ]);
    },
    async hs(stage) {
      await stage.user('alice');
      expect(await stage.hs('preauthkeys create')).toMatchObject({ code: 0, changes: ['CreatePreAuthKey'] });
      expect(await stage.hs('apikeys create')).toMatchObject({ code: 0, changes: ['CreateApiKey'] });
      const { preAuthKeys, apiKeys } = stage.sandbox.store;
      expect(preAuthKeys.all().at(-1)?.expiration).toEqual({ seconds: NOW.seconds + 3600, nanos: 0 });
      expect(apiKeys.all().at(-1)?.expiration).toEqual({ seconds: NOW.seconds + 90 * 86_400, nanos: 0 });
      await stage.refused('api CreateApiKey {} --yes', 2, /expired from birth/);
      await stage.refused('api CreatePreAuthKey {} --yes', 2, /expired from birth/);
      await stage.refused('preauthkeys create --expiration 0s', 2, /./);
    },
  },
];

const CREDENTIALS: readonly Hazard[] = [
  {
    call: 'Any call with a wrong API key',
    releases: releases('0.23', '0.29'),
    outcome: 'INTERNAL (13), not UNAUTHENTICATED',
    async naive(stage) {
      const wrong = await stage.sandbox.core
        .call('ListUsers', {}, { trusted: false, authorization: 'Bearer wrong.key' })
        .catch((error: unknown) => error);
      expect(wrong).toMatchObject({ code: 13 });
    },
    async hs(stage) {
      const outcome = await stage.hs('users create bob', { env: { HS_API_KEY: 'wrong.key' } });
      expect(outcome).toMatchObject({ code: 4, out: '' });
      expect(outcome.err).toContain('does not know this API key');
      expect(outcome.calls.filter(({ authorised }) => authorised)).toEqual([]);
    },
  },
];

holdHazards([...MISREAD, ...NATIVE, ...CREATED, ...CREDENTIALS]);
