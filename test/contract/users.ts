import { describe, expect, test } from 'vitest';
import { TAGGED_DEVICES_ID, TAGGED_DEVICES_NAME, type User } from '../../src/domain/user.ts';
import { ascending, refused, type Subject } from './subject.ts';

/** A user that no server has. */
export const NOBODY: User = {
  id: '4242',
  name: 'nobody',
  displayName: '',
  email: '',
  provider: '',
  providerId: '',
  profilePicUrl: '',
  createdAt: null,
};

export const PSEUDO_USER: User = { ...NOBODY, id: TAGGED_DEVICES_ID, name: TAGGED_DEVICES_NAME };

export function usersContract(subject: Subject): void {
  describe('users', () => {
    test('an empty server lists none', async () => {
      expect(await subject.api.listUsers()).toEqual([]);
    });

    test('one is made of a name alone', async () => {
      const name = subject.name('ann');
      const user = await subject.api.createUser({ name });
      expect(user).toEqual({
        ...NOBODY,
        id: expect.stringMatching(/^[1-9]\d*$/),
        name,
        createdAt: expect.objectContaining({ seconds: expect.any(Number) }),
      });
      expect(Math.abs((user.createdAt?.seconds ?? 0) - Date.now() / 1000)).toBeLessThan(120);
    });

    test('what was made is what is listed', async () => {
      const user = await subject.user();
      expect((await subject.api.listUsers()).filter(({ id }) => id === user.id)).toEqual([user]);
    });

    test('a profile is kept as it was given, or refused where the release keeps none', async () => {
      const profile = {
        displayName: ' Zoë "Z" O\'Neil \u{1F331}\t',
        email: 'zoe@example.com',
        pictureUrl: 'https://example.com/z?a=1&b=2',
      };
      const create = () => subject.api.createUser({ name: subject.name('zoe'), ...profile });
      expect(await subject.api.can('usersKeepProfiles')).toBe(subject.since('0.24'));
      if (!subject.since('0.24')) return await subject.refusedUnsent(create, 'unsupported');
      const user = await create();
      const { pictureUrl: profilePicUrl, ...rest } = profile;
      expect(user).toMatchObject({ ...rest, profilePicUrl });
      expect((await subject.api.listUsers()).find(({ id }) => id === user.id)).toEqual(user);
    });

    test('they are listed by id, 10 after 9', async () => {
      for (let made = 0; made < 10; made += 1) await subject.user();
      const ids = (await subject.api.listUsers()).map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(10);
      expect(ids).toEqual(ascending(ids));
    });

    test('a name that somebody has is a conflict', async () => {
      const { name } = await subject.user();
      await refused(subject.api.createUser({ name }), 'conflict');
    });

    test('up to 0.26 a name that is none is refused', async () => {
      const call = subject.api.createUser({ name: `a@b@${subject.name('c')}` });
      if (subject.since('0.27.0')) expect((await call).name).toMatch(/^a@b@/);
      else await refused(call, 'invalid_value');
    });

    test('an empty name is never sent', async () => {
      await subject.refusedUnsent(() => subject.api.createUser({ name: '' }), 'invalid_value');
    });

    test('a new name leaves the id', async () => {
      const user = await subject.user();
      const name = subject.name('new');
      const renamed = await subject.api.renameUser(user, name);
      expect(renamed).toEqual({ ...user, name });
      expect((await subject.api.listUsers()).find(({ id }) => id === user.id)).toEqual(renamed);
    });

    test('a new name that another has is a conflict', async () => {
      const [one, other] = [await subject.user(), await subject.user()];
      await refused(subject.api.renameUser(one, other.name), 'conflict');
      expect((await subject.api.listUsers()).find(({ id }) => id === one.id)?.name).toBe(one.name);
    });

    test('renaming one that does not exist', async () => {
      await refused(subject.api.renameUser(NOBODY, subject.name('new')), 'not_found');
    });

    test('renaming to nothing is never sent', async () => {
      const user = await subject.user();
      await subject.refusedUnsent(() => subject.api.renameUser(user, ''), 'invalid_value');
    });

    test('a deleted one is gone, the others stay', async () => {
      const [one, other] = [await subject.user(), await subject.user()];
      await subject.api.deleteUser(one);
      const ids = (await subject.api.listUsers()).map(({ id }) => id);
      expect(ids).not.toContain(one.id);
      expect(ids).toContain(other.id);
    });

    test('deleting one that does not exist', async () => {
      await refused(subject.api.deleteUser(NOBODY), 'not_found');
    });

    test('one that owns nodes is not deleted', async () => {
      const user = await subject.user();
      await subject.node(user);
      await refused(subject.api.deleteUser(user), 'conflict');
      expect((await subject.api.listUsers()).map(({ id }) => id)).toContain(user.id);
    });

    test("its keys go with it, and on 0.28 everybody's", async () => {
      const [one, other] = [await subject.user(), await subject.user()];
      await subject.key(one);
      const kept = await subject.key(other);
      await subject.api.deleteUser(one);
      const everything = (await subject.api.hazard('deletingUserDeletesAllPreAuthKeys')) !== undefined;
      expect(everything).toBe(subject.release === '0.28');
      const keys = await subject.api.listPreAuthKeys({ users: [other] });
      expect(keys.filter(({ id }) => id === kept.id)).toHaveLength(everything ? 0 : 1);
    });

    test('the pseudo user of tagged nodes is never sent', async () => {
      await subject.refusedUnsent(() => subject.api.deleteUser(PSEUDO_USER), 'invalid_value');
      await subject.refusedUnsent(() => subject.api.renameUser(PSEUDO_USER, 'real'), 'invalid_value');
    });
  });
}
