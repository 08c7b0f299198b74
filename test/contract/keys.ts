import { describe, expect, test } from 'vitest';
import { compareInstants, fromMillis } from '../../src/domain/instant.ts';
import type { PreAuthKey } from '../../src/domain/pre-auth-key.ts';
import { apiKeyPrefix, rawPrefix } from '../../src/domain/resolve-api-key.ts';
import { findPreAuthKey } from '../../src/domain/resolve-pre-auth-key.ts';
import { ascending, inAnHour, refused, type Subject } from './subject.ts';
import { NOBODY, PSEUDO_USER } from './users.ts';

export function preAuthKeysContract(subject: Subject): void {
  // Up to 0.27 each user costs a call, and each call the server some time.
  const listed = async ({ id, user }: PreAuthKey) =>
    (await subject.api.listPreAuthKeys(user ? { users: [user] } : {})).find((key) => key.id === id);
  const hasEnded = (key: PreAuthKey | undefined) =>
    key?.expiration != null && compareInstants(key.expiration, fromMillis(Date.now() + 1000)) <= 0;

  describe('pre-auth keys', () => {
    test('a new one is what was asked for', async () => {
      const user = await subject.user();
      const expiration = inAnHour();
      const key = await subject.key(user, { reusable: true, ephemeral: true, expiration });
      expect(key).toMatchObject({
        id: expect.stringMatching(/^[1-9]\d*$/),
        key: expect.stringMatching(/^[\w-]{40,}$/),
        user: { id: user.id, name: user.name },
        aclTags: [],
        createdAt: { seconds: expect.any(Number) },
        ...{ reusable: true, ephemeral: true, used: false, expiration },
      });
    });

    test('what was made is what is listed, in clear up to 0.27', async () => {
      const user = await subject.user();
      const made = await subject.key(user);
      const key = await listed(made);
      const { key: secret, user: owner, ...rest } = made;
      expect(key).toMatchObject({ ...rest, user: { id: owner?.id } });
      const inClear = (await subject.api.hazard('listsSecretsInClear')) !== undefined;
      expect(inClear).toBe(!subject.since('0.28'));
      expect(key?.key === secret).toBe(inClear);
      expect(findPreAuthKey(secret, key ? [key] : []).key.id).toBe(made.id);
    });

    test('the keys of all users are listed by id, each with its owner', async () => {
      const [one, other] = [await subject.user(), await subject.user()];
      const owners = [one, other, one];
      const made = [await subject.key(one), await subject.key(other), await subject.key(one)];
      const keys = await subject.api.listPreAuthKeys();
      expect(keys.map(({ id }) => id)).toEqual(ascending(keys.map(({ id }) => id)));
      const mine = keys.filter(({ id }) => made.some((key) => key.id === id));
      expect(mine.map(({ user }) => user?.id)).toEqual(owners.map(({ id }) => id));
    });

    test('asked for one user, the keys of that user are among those listed', async () => {
      const user = await subject.user();
      const made = await subject.key(user);
      const keys = await subject.api.listPreAuthKeys({ users: [user] });
      expect(keys.filter((key) => key.user?.id === user.id).map(({ id }) => id)).toEqual([made.id]);
    });

    test("after the owner's new name they are the owner's", async () => {
      const user = await subject.user();
      const made = await subject.key(user);
      const renamed = await subject.api.renameUser(user, subject.name('new'));
      expect((await listed({ ...made, user: renamed }))?.user?.id).toBe(user.id);
    });

    test('tags are kept, each once and in one order', async () => {
      const made = await subject.key(await subject.user(), { aclTags: ['tag:web', 'tag:db', 'tag:web'] });
      expect(made.aclTags).toEqual(['tag:db', 'tag:web']);
      expect((await listed(made))?.aclTags).toEqual(['tag:db', 'tag:web']);
    });

    test('what is no tag', async () => {
      await refused(subject.key(await subject.user(), { aclTags: ['web'] }), 'invalid_value');
    });

    test('a user that does not exist', async () => {
      await refused(subject.key(NOBODY), 'not_found');
    });

    test('the pseudo user is never sent', async () => {
      await subject.refusedUnsent(() => subject.key(PSEUDO_USER), 'invalid_value');
    });

    test('without an owner, where the release can', async () => {
      const make = () => subject.key(null, { aclTags: ['tag:web'] });
      expect(await subject.api.can('preAuthKeysNeedNoOwner')).toBe(subject.since('0.28'));
      if (!subject.since('0.28')) return await subject.refusedUnsent(make, 'unsupported');
      const made = await make();
      expect(made).toMatchObject({ user: null, aclTags: ['tag:web'] });
      expect(await listed(made)).toMatchObject({ user: null, aclTags: ['tag:web'] });
    });

    test('an expired one has ended, the others have not', async () => {
      const [one, other] = [await subject.user(), await subject.user()];
      const [mine, theirs] = [await subject.key(one), await subject.key(other)];
      expect(hasEnded(await listed(mine))).toBe(false);
      await subject.api.expirePreAuthKey((await listed(mine)) ?? mine);
      expect(hasEnded(await listed(mine))).toBe(true);
      expect(hasEnded(await listed(theirs))).toBe(false);
    });

    test('expiring one that does not exist says OK at 0.28 and 0.29 alone', async () => {
      const key = await subject.key(await subject.user());
      const expire = subject.api.expirePreAuthKey({ ...key, id: '4242', key: 'nothing'.repeat(8) });
      const silent = (await subject.api.hazard('expiringUnknownPreAuthKeySaysOk')) !== undefined;
      expect(silent).toBe(subject.release === '0.28' || subject.release === '0.29');
      if (silent) expect(await expire).toBeUndefined();
      else await refused(expire, 'not_found');
      expect(hasEnded(await listed(key))).toBe(false);
    });

    test('a deleted one is gone, where the release can', async () => {
      const user = await subject.user();
      const [one, other] = [await subject.key(user), await subject.key(user)];
      const remove = () => subject.api.deletePreAuthKey(one);
      expect(await subject.api.can('preAuthKeysCanBeDeleted')).toBe(subject.since('0.28'));
      if (!subject.since('0.28')) return await subject.refusedUnsent(remove, 'unsupported');
      await remove();
      expect(await listed(one)).toBeUndefined();
      expect(await listed(other)).toBeDefined();
    });
  });
}

export function apiKeysContract(subject: Subject): void {
  const keyOf = async (secret: string) => {
    const prefix = apiKeyPrefix(secret);
    const key = (await subject.api.listApiKeys()).find((one) => rawPrefix(one.prefix) === prefix);
    if (!key) throw new Error('the key is not listed');
    return key;
  };
  const NO_KEY = { id: '4242', prefix: 'nothing', expiration: null, createdAt: null, lastSeen: null };

  describe('API keys', () => {
    test('the one in use is listed', async () => {
      const { expiration, createdAt } = await keyOf(subject.apiKey);
      expect(expiration?.seconds).toBeGreaterThan(Date.now() / 1000);
      expect(createdAt?.seconds).toBeLessThan(Date.now() / 1000 + 60);
    });

    test('a new one works, and ends when it was meant to', async () => {
      const expiration = inAnHour();
      const secret = await subject.api.createApiKey(expiration);
      expect((await keyOf(secret)).expiration).toEqual(expiration);
      expect(await subject.with(secret, (api) => api.listUsers())).toEqual(await subject.api.listUsers());
    });

    test('they are listed by id', async () => {
      await subject.api.createApiKey(inAnHour());
      const ids = (await subject.api.listApiKeys()).map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(1);
      expect(ids).toEqual(ascending(ids));
    });

    test('an expired one opens nothing', async () => {
      const secret = await subject.api.createApiKey(inAnHour());
      await subject.api.expireApiKey(await keyOf(secret));
      const { expiration } = await keyOf(secret);
      expect(expiration?.seconds).toBeLessThanOrEqual(Date.now() / 1000);
      await subject.with(secret, (api) => refused(api.listUsers(), 'credentials'));
    });

    test('a deleted one is gone and opens nothing', async () => {
      const secret = await subject.api.createApiKey(inAnHour());
      await subject.api.deleteApiKey(await keyOf(secret));
      await expect(keyOf(secret)).rejects.toThrow('not listed');
      await subject.with(secret, (api) => refused(api.listNodes(), 'credentials'));
    });

    test('one that does not exist', async () => {
      await refused(subject.api.expireApiKey(NO_KEY), 'not_found');
      await refused(subject.api.deleteApiKey(NO_KEY), 'not_found');
    });

    test('a wrong one reads nothing and changes nothing', async () => {
      const wrong = `${subject.apiKey.slice(0, -4)}xxxx`;
      await subject.with(wrong, async (api) => {
        await refused(api.listUsers(), 'credentials');
        await refused(api.createUser({ name: 'intruder' }), 'credentials');
      });
      expect((await subject.api.listUsers()).map(({ name }) => name)).not.toContain('intruder');
    });
  });
}
