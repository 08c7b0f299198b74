import { expect } from 'vitest';
import { type Hazard, holdHazards, releases, type Stage } from './stage.ts';

async function aliceAndBob(stage: Stage): Promise<void> {
  await stage.user('alice');
  await stage.user('bob');
  await stage.key('alice', 1);
}

const deleteBob = (stage: Stage) =>
  stage.talk.call('DeleteUser', stage.since('0.24') ? { id: 2 } : { name: 'bob' });

const DELETED: readonly Hazard[] = [
  {
    call: 'DeleteUser of a user without keys or nodes',
    releases: ['0.28'],
    outcome: 'OK, and every pre-auth key of every user is gone',
    async naive(stage) {
      await aliceAndBob(stage);
      await deleteBob(stage);
      expect(stage.sandbox.store.preAuthKeys.size).toBe(0);
    },
    async hs(stage) {
      await aliceAndBob(stage);
      const warning = 'deletes every pre-auth key of every user';
      await stage.refused('users delete bob', 2, /nobody to ask/);
      const asked = await stage.hs('users delete bob', { tty: true, answers: ['no'] });
      expect(asked).toMatchObject({ code: 1, changes: [], asked: ['Type bob to go on'] });
      expect(asked.err).toContain(warning);
      const planned = await stage.hs('users delete bob --dry-run');
      expect(planned).toMatchObject({ code: 0, changes: [] });
      expect(planned.err).toContain(warning);
      expect(stage.sandbox.store.preAuthKeys.size).toBe(1);
      expect((await stage.hs('users delete bob --yes')).err).toContain(warning);
    },
  },
  {
    call: 'DeleteUser of a user without keys or nodes',
    releases: [...releases('0.23', '0.27.1'), '0.29'],
    outcome: "other users' keys stay",
    async naive(stage) {
      await aliceAndBob(stage);
      await deleteBob(stage);
      expect(stage.sandbox.store.preAuthKeys.size).toBe(1);
    },
    async hs(stage) {
      await aliceAndBob(stage);
      const deleted = await stage.hs('users delete bob --yes');
      expect(deleted).toMatchObject({ code: 0, changes: ['DeleteUser'] });
      expect(deleted.err).not.toContain('Warning');
      expect(stage.sandbox.store.preAuthKeys.size).toBe(1);
    },
  },
];

async function refusesTheNameless(stage: Stage): Promise<void> {
  await stage.user('alice');
  const key = stage.sandbox.devices.knock({ hostname: 'laptop' });
  await stage.refused(['nodes', 'register', `--key=${key}`, '--user', ''], 2, /./);
  const rpc = stage.since('0.29') ? 'AuthRegister' : 'RegisterNode';
  const field = stage.since('0.29') ? 'authId' : 'key';
  const message = JSON.stringify({ [field]: key, user: '' });
  await stage.refused(['api', rpc, message, '--yes'], 2, /needs "user"/);
  if (stage.since('0.24')) {
    stage.sandbox.store.users.update(1, { name: '', provider: 'oidc', providerId: 'https://idp/1' });
    await stage.refused(['nodes', 'register', `--key=${key}`, '--user', 'id:1'], 7, /has no name/);
  }
  expect(stage.nodeIds()).toEqual([]);
}

const REGISTERED: readonly Hazard[] = [
  {
    call: 'RegisterNode with user "", one user exists',
    releases: releases('0.24', '0.29'),
    outcome: 'OK, the node belongs to that user',
    async naive(stage) {
      await stage.user('alice');
      const key = stage.sandbox.devices.knock({ hostname: 'laptop' });
      await stage.talk.call('RegisterNode', { user: '', key });
      expect(stage.sandbox.store.nodes.all()).toMatchObject([{ userId: 1 }]);
    },
    hs: refusesTheNameless,
  },
  {
    call: 'RegisterNode with user "", two users',
    releases: releases('0.24', '0.29'),
    outcome: 'refused: expected exactly one user, found 2',
    async naive(stage) {
      await aliceAndBob(stage);
      const key = stage.sandbox.devices.knock({ hostname: 'laptop' });
      expect(await stage.talk.call('RegisterNode', { user: '', key })).toMatch(
        /expected exactly one user, found 2$/,
      );
    },
    async hs(stage) {
      await aliceAndBob(stage);
      const key = stage.sandbox.devices.knock({ hostname: 'laptop' });
      await stage.refused(
        ['nodes', 'register', `--key=${key}`],
        2,
        /There are 2 users, so --user must say which/,
      );
    },
  },
  {
    call: 'RegisterNode with user ""',
    releases: ['0.23'],
    outcome: 'refused: user not found',
    async naive(stage) {
      await stage.user('alice');
      const key = stage.sandbox.devices.knock({ hostname: 'laptop' });
      expect(await stage.talk.call('RegisterNode', { user: '', key })).toMatch(/user not found$/);
    },
    hs: refusesTheNameless,
  },
];

const BAD_NAMES = ['', 'John Doe', 'UPPER', 'a@b@c', 'a'.repeat(64)];

const NAMED: readonly Hazard[] = [
  {
    call: `CreateUser with name ${BAD_NAMES.slice(0, 4)
      .map((name) => `"${name}"`)
      .join(', ')}, 64 characters`,
    releases: releases('0.27.0', '0.30'),
    outcome: 'accepted',
    async naive(stage) {
      for (const name of BAD_NAMES) {
        if (stage.since('0.30')) expect((await stage.http('POST', 'user', { name })).status).toBe(200);
        else expect(await stage.talk.call('CreateUser', { name })).toBeTypeOf('object');
      }
      expect(stage.sandbox.store.users.size).toBe(BAD_NAMES.length);
    },
    async hs(stage) {
      await stage.user('alice');
      for (const name of BAD_NAMES) {
        await stage.refused(['users', 'create', name], 2, /./);
        await stage.refused(['users', 'rename', 'alice', name], 2, /./);
      }
      expect(stage.sandbox.calls.map(({ rpc }) => rpc).filter((rpc) => /User$/.test(rpc))).toEqual([
        'CreateUser',
      ]);
      expect(stage.sandbox.store.users.all()).toMatchObject([{ name: 'alice' }]);
    },
  },
];

const RENAMED: readonly Hazard[] = [
  {
    call: 'RenameUser, then ListNodes',
    releases: releases('0.27.0', '0.30'),
    outcome: "the nodes still carry their owner's old name (same id)",
    async naive(stage) {
      const oldId = await stage.user('alice');
      await stage.node('alice', 'laptop');
      await stage.behind('RenameUser', { oldId, newName: 'eve' });
      expect(await stage.behind('ListNodes', {})).toMatchObject({
        nodes: [{ user: { id: 1, name: 'alice' } }],
      });
    },
    async hs(stage) {
      await stage.user('alice');
      await stage.node('alice', 'laptop');
      const renamed = await stage.hs('users rename alice eve');
      expect(renamed).toMatchObject({ code: 0, changes: ['RenameUser'] });
      expect(renamed.err).toContain("still show their owner's old name");
      // It finds what is the user's by id, whatever the node says.
      expect(await stage.hs('nodes list --user eve -o name')).toMatchObject({ code: 0, out: '1\n' });
      expect(await stage.hs('routes approve --all --user eve')).toMatchObject({ code: 0 });
      // Somebody else bears the old name now, and none of the nodes.
      await stage.user('alice');
      for (const line of [
        'nodes list --user alice -o name',
        'nodes list --filter owner=alice -o name',
        'routes list --user alice -o name',
      ]) {
        expect(await stage.hs(line), line).toMatchObject({ code: 0, out: '' });
      }
      for (const line of [
        'nodes delete --filter user=alice --yes',
        'nodes prune --filter user=alice --yes',
      ]) {
        expect(await stage.hs(line), line).toMatchObject({ code: 0, changes: [] });
      }
      await stage.refused('users delete eve --yes', 5, /owns nodes: laptop/);
      expect(stage.nodeIds()).toEqual([1]);
    },
  },
];

const REJECTED: readonly Hazard[] = [
  {
    call: 'AuthReject, then AuthRegister with the same id',
    releases: releases('0.29', '0.30'),
    outcome: 'the registration still succeeds',
    async naive(stage) {
      await stage.user('alice');
      const authId = stage.sandbox.devices.knock({ hostname: 'laptop' });
      await stage.behind('AuthReject', { authId });
      expect(await stage.behind('AuthRegister', { user: 'alice', authId })).toMatchObject({ node: {} });
      expect(stage.nodeIds()).toEqual([1]);
    },
    async hs(stage) {
      const id = stage.sandbox.devices.knock({ hostname: 'laptop' });
      const rejected = await stage.hs(['auth', 'reject', id]);
      expect(rejected).toMatchObject({ code: 0, changes: ['AuthReject'] });
      expect(rejected.err).toContain('A rejected login can still be registered with the same id');
    },
  },
];

holdHazards([...DELETED, ...REGISTERED, ...NAMED, ...RENAMED, ...REJECTED]);
