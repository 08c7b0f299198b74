import { expect } from 'vitest';
import { type Hazard, holdHazards, IN_48_HOURS, releases, type Stage } from './stage.ts';

/** A call by hand that is agreed to beforehand. */
const byHand = (rpc: string, message: Record<string, unknown>) => [
  'api',
  rpc,
  JSON.stringify(message),
  '--yes',
];

const expiration = new Date(IN_48_HOURS.seconds * 1000).toISOString();

async function twoNodes(stage: Stage): Promise<void> {
  await stage.user('alice');
  await stage.node('alice', 'first');
  await stage.node('alice', 'second');
}

const READ: readonly Hazard[] = [
  {
    call: 'GetNode without a node id',
    releases: releases('0.23', '0.26'),
    outcome: 'OK, the node with the lowest id',
    async naive(stage) {
      await twoNodes(stage);
      expect(await stage.talk.call('GetNode', {})).toMatchObject({ node: { id: '1' } });
    },
    async hs(stage) {
      await twoNodes(stage);
      await stage.refused(['api', 'GetNode', '{}'], 2, /needs "nodeId", and 0 is none/);
      await stage.refused(['api', 'GetNode', '{"nodeId": "0"}'], 2, /needs "nodeId", and 0 is none/);
      expect(stage.sandbox.calls.map(({ rpc }) => rpc)).not.toContain('GetNode');
    },
  },
];

const STORED: readonly Hazard[] = [
  {
    call: 'RenameNode with an empty name',
    releases: releases('0.23', '0.24'),
    outcome: 'OK, the node has no name',
    async naive(stage) {
      await twoNodes(stage);
      await stage.talk.call('RenameNode', { nodeId: 1, newName: '' });
      expect(stage.sandbox.store.nodes.get(1)?.givenName).toBe('');
    },
    async hs(stage) {
      await twoNodes(stage);
      await stage.refused(byHand('RenameNode', { nodeId: '1', newName: '' }), 2, /needs "newName"/);
    },
  },
  {
    call: 'RenameUser with a name that no policy can express',
    releases: releases('0.27.0', '0.29'),
    outcome: 'OK, it is stored',
    async naive(stage) {
      await stage.user('alice');
      await stage.talk.call('RenameUser', { oldId: 1, newName: 'John Doe' });
      expect(stage.sandbox.store.users.get(1)?.name).toBe('John Doe');
    },
    async hs(stage) {
      await stage.user('alice');
      await stage.refused(byHand('RenameUser', { oldId: '1', newName: '' }), 2, /needs "newName"/);
      const planned = await stage.hs([...byHand('RenameUser', { oldId: '1', newName: 'John Doe' }), '-n']);
      expect(planned).toMatchObject({ code: 0, changes: [] });
      expect(planned.err).toContain('Warning: "John Doe" is no good user name: it has upper-case letters');
      expect(planned.err).toContain("the nodes still show their owner's old name");
    },
  },
];

const KEYS: readonly Hazard[] = [
  {
    call: 'ExpirePreAuthKey, DeletePreAuthKey of no key',
    releases: releases('0.28', '0.29'),
    outcome: 'OK, nothing happened',
    async naive(stage) {
      expect(await stage.talk.call('ExpirePreAuthKey', { id: 99 })).toEqual({});
      expect(await stage.talk.call('DeletePreAuthKey', {})).toEqual({});
    },
    async hs(stage) {
      await stage.user('alice');
      await stage.key('alice', 1);
      for (const rpc of ['ExpirePreAuthKey', 'DeletePreAuthKey']) {
        await stage.refused(byHand(rpc, { id: '99' }), 3, /no pre-auth key with the id "99"/);
        await stage.refused(byHand(rpc, {}), 2, /needs "id"/);
        await stage.refused(byHand(rpc, { id: 0 }), 2, /"id" 0 means nothing/);
      }
      expect(await stage.hs(byHand('ExpirePreAuthKey', { id: '1' }))).toMatchObject({
        code: 0,
        changes: ['ExpirePreAuthKey'],
      });
    },
  },
  {
    call: 'CreatePreAuthKey without a user',
    releases: releases('0.28', '0.29'),
    outcome: 'OK, a key without an owner',
    async naive(stage) {
      await stage.user('alice');
      await stage.talk.call('CreatePreAuthKey', { aclTags: ['tag:web'], expiration: IN_48_HOURS });
      expect(stage.sandbox.store.preAuthKeys.all()).toMatchObject([{ userId: null }]);
    },
    async hs(stage) {
      await stage.user('alice');
      const tagged = { aclTags: ['tag:web'], expiration };
      await stage.refused(byHand('CreatePreAuthKey', { user: '0', ...tagged }), 2, /"user" 0 means nothing/);
      const made = await stage.hs(byHand('CreatePreAuthKey', tagged));
      expect(made).toMatchObject({ code: 0, changes: ['CreatePreAuthKey'] });
      expect(made.err).toContain('Warning: without "user" the key belongs to nobody');
    },
  },
  {
    call: 'CreatePreAuthKey with user ""',
    releases: releases('0.24', '0.25'),
    outcome: 'OK, a key of the only user there is',
    async naive(stage) {
      await stage.user('alice');
      await stage.talk.call('CreatePreAuthKey', { user: '', expiration: IN_48_HOURS });
      expect(stage.sandbox.store.preAuthKeys.all()).toMatchObject([{ userId: 1 }]);
    },
    async hs(stage) {
      await stage.user('alice');
      await stage.refused(
        byHand('CreatePreAuthKey', { user: '', expiration }),
        7,
        /before 0\.28 has no pre-auth key without a user/,
      );
    },
  },
];

const FORGOTTEN: readonly Hazard[] = [
  {
    call: 'ExpireNode and SetApprovedRoutes without routes, before a restart',
    releases: ['0.27.1', '0.28'],
    outcome: 'both forgotten',
    async naive(stage) {
      await twoNodes(stage);
      const before = stage.expiryOf(1);
      await stage.talk.call('ExpireNode', { nodeId: 1 });
      await stage.sandbox.restart();
      expect(stage.expiryOf(1)).toEqual(before);
    },
    async hs(stage) {
      await twoNodes(stage);
      const expired = await stage.hs(byHand('ExpireNode', { nodeId: '1' }));
      expect(expired).toMatchObject({ code: 0, changes: ['ExpireNode'] });
      expect(expired.err).toContain('forget the new expiry at their next restart');
      const kept = await stage.hs(byHand('SetApprovedRoutes', { nodeId: '1', routes: ['10.1.0.0/24'] }));
      expect(kept.err).not.toContain('restart');
      const cleared = await stage.hs(byHand('SetApprovedRoutes', { nodeId: '1', routes: [] }));
      expect(cleared.err).toContain('forget at their next restart that all routes were revoked');
    },
  },
];

const ELSEWHERE: readonly Hazard[] = [
  {
    call: 'A call of another release',
    releases: ['0.26'],
    outcome: 'UNIMPLEMENTED',
    async naive(stage) {
      expect(await stage.send('0.28', 'DeletePreAuthKey', { id: 1 })).toMatch(/^12 /);
    },
    async hs(stage) {
      await stage.refused(byHand('DeletePreAuthKey', { id: '1' }), 7, /has no call DeletePreAuthKey; others/);
      await stage.refused(byHand('DeleteEverything', {}), 2, /has no call "DeleteEverything"/);
    },
  },
];

holdHazards([...READ, ...STORED, ...KEYS, ...FORGOTTEN, ...ELSEWHERE]);
