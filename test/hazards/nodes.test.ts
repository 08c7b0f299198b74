import { expect } from 'vitest';
import { type Hazard, holdHazards, IN_48_HOURS, NOW, releases, type Stage } from './stage.ts';

async function laptop(stage: Stage): Promise<number> {
  await stage.user('alice');
  return await stage.node('alice', 'laptop');
}

async function twoNodes(stage: Stage): Promise<void> {
  await stage.user('alice');
  await stage.node('alice', 'first');
  await stage.node('alice', 'second');
}

const EXPIRY: readonly Hazard[] = [
  {
    call: 'ExpireNode with disable_expiry',
    releases: releases('0.23', '0.28'),
    outcome: 'OK, and the node is expired now',
    async naive(stage) {
      const nodeId = await laptop(stage);
      expect(await stage.send('0.29', 'ExpireNode', { nodeId, disableExpiry: true })).toBeTypeOf('object');
      expect(stage.expiryOf(nodeId)).toEqual(NOW);
    },
    async hs(stage) {
      const nodeId = await laptop(stage);
      const before = stage.expiryOf(nodeId);
      await stage.refused(
        'nodes expire laptop --never --yes',
        7,
        /before 0\.29 cannot switch a node's expiry off/,
      );
      expect(stage.expiryOf(nodeId)).toEqual(before);
    },
  },
  {
    call: 'ExpireNode with disable_expiry',
    releases: releases('0.29', '0.29'),
    outcome: 'expiry cleared',
    async naive(stage) {
      const nodeId = await laptop(stage);
      await stage.send('0.29', 'ExpireNode', { nodeId, disableExpiry: true });
      expect(stage.expiryOf(nodeId)).toBeNull();
    },
    async hs(stage) {
      const nodeId = await laptop(stage);
      await stage.hs('nodes expire laptop --in 9d --yes');
      const done = await stage.hs('nodes expire laptop --never --yes');
      expect(done).toMatchObject({ code: 0, changes: ['ExpireNode'] });
      expect(done.calls.at(-1)?.request).toMatchObject({ nodeId: String(nodeId), disableExpiry: true });
      expect(stage.expiryOf(nodeId)).toBeNull();
    },
  },
  {
    call: 'ExpireNode with expiry in 48 h',
    releases: releases('0.23', '0.27.0'),
    outcome: 'OK, and the node is expired now',
    async naive(stage) {
      const nodeId = await laptop(stage);
      expect(await stage.send('0.29', 'ExpireNode', { nodeId, expiry: IN_48_HOURS })).toBeTypeOf('object');
      expect(stage.expiryOf(nodeId)).toEqual(NOW);
    },
    async hs(stage) {
      const nodeId = await laptop(stage);
      const before = stage.expiryOf(nodeId);
      await stage.refused('nodes expire laptop --in 48h --yes', 7, /before 0\.27\.1 cannot set when/);
      expect(stage.expiryOf(nodeId)).toEqual(before);
    },
  },
  {
    call: 'ExpireNode with expiry in 48 h',
    releases: releases('0.27.1', '0.29'),
    outcome: 'expiry set',
    async naive(stage) {
      const nodeId = await laptop(stage);
      await stage.send('0.29', 'ExpireNode', { nodeId, expiry: IN_48_HOURS });
      expect(stage.expiryOf(nodeId)).toEqual(IN_48_HOURS);
    },
    async hs(stage) {
      const nodeId = await laptop(stage);
      const done = await stage.hs('nodes expire laptop --in 48h --yes');
      expect(done).toMatchObject({ code: 0, changes: ['ExpireNode'] });
      expect(stage.expiryOf(nodeId)).toEqual(IN_48_HOURS);
    },
  },
];

const NODE_ZERO: readonly Hazard[] = [
  {
    call: 'GetNode, RenameNode, DeleteNode with node id 0',
    releases: releases('0.23', '0.26'),
    outcome: 'OK on the node with the lowest id: DeleteNode deletes it',
    async naive(stage) {
      await twoNodes(stage);
      expect(await stage.talk.call('GetNode', { nodeId: 0 })).toMatchObject({ node: { id: '1' } });
      // It answers with that node, and changes none.
      expect(await stage.talk.call('RenameNode', { nodeId: 0, newName: 'other' })).toMatchObject({
        node: { id: '1' },
      });
      expect(await stage.talk.call('DeleteNode', { nodeId: 0 })).toEqual({});
      expect(stage.nodeIds()).toEqual([2]);
    },
    hs: zeroIsNeverSent,
  },
  {
    call: 'GetNode, RenameNode, DeleteNode with node id 0',
    releases: releases('0.27.0', '0.29'),
    outcome: 'not found',
    async naive(stage) {
      await twoNodes(stage);
      expect(await stage.talk.call('GetNode', { nodeId: 0 })).toMatch(/not found$/);
      expect(await stage.talk.call('RenameNode', { nodeId: 0, newName: 'other' })).toMatch(
        /not found|no longer exists/,
      );
      expect(await stage.talk.call('DeleteNode', { nodeId: 0 })).toBe('5 node not found');
      expect(stage.nodeIds()).toEqual([1, 2]);
    },
    hs: zeroIsNeverSent,
  },
  {
    call: 'ExpireNode with node id 0, when that node has no expiry',
    releases: releases('0.23', '0.26'),
    outcome: 'the server process dies',
    async naive(stage) {
      await twoNodes(stage);
      stage.sandbox.store.nodes.update(1, { expiry: null });
      expect(await stage.talk.call('ExpireNode', { nodeId: 0 })).toMatch(/^14 /);
      expect(await stage.talk.call('ListUsers')).toMatch(/^14 /);
    },
    async hs(stage) {
      await twoNodes(stage);
      stage.sandbox.store.nodes.update(1, { expiry: null });
      await stage.refused('nodes expire 0 --yes', 2, /ids begin with 1/);
      await stage.refused(['api', 'ExpireNode', '{"nodeId": "0"}', '--yes'], 2, /0 is none/);
      expect(await stage.hs('nodes list -o name')).toMatchObject({ code: 0, out: '1\n2\n' });
    },
  },
];

async function zeroIsNeverSent(stage: Stage): Promise<void> {
  await twoNodes(stage);
  await stage.refused('nodes delete 0 --yes', 2, /ids begin with 1/);
  await stage.refused('nodes delete id:0 --yes', 2, /ids begin with 1/);
  await stage.refused('nodes rename 0 other', 2, /ids begin with 1/);
  await stage.refused('nodes show 0', 2, /ids begin with 1/);
  await stage.refused(['api', 'DeleteNode', '{"nodeId": "0"}', '--yes'], 2, /0 is none/);
  await stage.refused(['api', 'DeleteNode', '{"nodeId": "00"}', '--yes'], 2, /0 is none/);
  await stage.refused(['api', 'DeleteNode', '{}', '--yes'], 2, /needs "nodeId"/);
  expect(stage.nodeIds()).toEqual([1, 2]);
}

const RESTART: readonly Hazard[] = [
  {
    call: 'Set an expiry and clear approved routes, then restart the server',
    releases: ['0.27.1', '0.28'],
    outcome: 'both forgotten',
    async naive(stage) {
      const nodeId = await laptop(stage);
      const before = stage.expiryOf(nodeId);
      await stage.talk.call('SetApprovedRoutes', { nodeId, routes: ['10.1.0.0/24'] });
      await stage.talk.call('SetApprovedRoutes', { nodeId, routes: [] });
      await stage.talk.call('ExpireNode', { nodeId });
      await stage.sandbox.restart();
      expect(stage.expiryOf(nodeId)).toEqual(before);
      expect(stage.sandbox.store.nodes.get(nodeId)?.approvedRoutes).toEqual(['10.1.0.0/24']);
    },
    async hs(stage) {
      await laptop(stage);
      const expired = await stage.hs('nodes expire laptop --yes');
      expect(expired).toMatchObject({ code: 0, changes: ['ExpireNode'] });
      expect(expired.err).toContain('forget the new expiry at their next restart');
      await stage.hs('routes approve laptop 10.1.0.0/24 10.2.0.0/24');
      const one = await stage.hs('routes revoke laptop 10.1.0.0/24');
      expect(one).toMatchObject({ code: 0, changes: ['SetApprovedRoutes'] });
      expect(one.err).not.toContain('restart');
      const last = await stage.hs('routes revoke laptop 10.2.0.0/24');
      expect(last).toMatchObject({ code: 0, changes: ['SetApprovedRoutes'] });
      expect(last.err).toContain('forget at their next restart that all routes were revoked');
    },
  },
  {
    call: 'Clear tags, then restart the server',
    releases: ['0.27.1'],
    outcome: 'forgotten: the cleared tags are back',
    async naive(stage) {
      const nodeId = await laptop(stage);
      await stage.talk.call('SetTags', { nodeId, tags: ['tag:web'] });
      await stage.talk.call('SetTags', { nodeId, tags: [] });
      await stage.sandbox.restart();
      expect(stage.sandbox.store.nodes.get(nodeId)?.tags).toEqual(['tag:web']);
    },
    async hs(stage) {
      await laptop(stage);
      await stage.hs('nodes tag add laptop tag:web');
      const cleared = await stage.hs('nodes tag remove laptop tag:web --yes');
      expect(cleared).toMatchObject({ code: 0, changes: ['SetTags'] });
      expect(cleared.err).toContain('forgets at its next restart that tags were cleared');
    },
  },
  {
    call: 'Set an expiry and clear approved routes, then restart the server',
    releases: ['0.26', '0.27.0', '0.29'],
    outcome: 'kept',
    async naive(stage) {
      const nodeId = await laptop(stage);
      await stage.talk.call('SetApprovedRoutes', { nodeId, routes: ['10.1.0.0/24'] });
      await stage.talk.call('SetApprovedRoutes', { nodeId, routes: [] });
      await stage.talk.call('ExpireNode', { nodeId });
      await stage.sandbox.restart();
      expect(stage.expiryOf(nodeId)).toEqual(NOW);
      expect(stage.sandbox.store.nodes.get(nodeId)?.approvedRoutes).toEqual([]);
    },
    async hs(stage) {
      await laptop(stage);
      const expired = await stage.hs('nodes expire laptop --yes');
      await stage.hs('routes approve laptop 10.1.0.0/24');
      const revoked = await stage.hs('routes revoke laptop 10.1.0.0/24');
      expect([expired.code, revoked.code]).toEqual([0, 0]);
      expect(expired.err + revoked.err).not.toContain('restart');
    },
  },
];

const RESTART_WITH_ROWS: readonly Hazard[] = [
  {
    call: 'Expire a node and revoke its routes one by one, then restart the server',
    releases: releases('0.23', '0.25'),
    outcome: 'kept',
    async naive(stage) {
      const nodeId = await router(stage);
      await stage.talk.call('EnableRoute', { routeId: 1 });
      await stage.talk.call('DisableRoute', { routeId: 1 });
      await stage.talk.call('ExpireNode', { nodeId });
      await stage.sandbox.restart();
      expect(stage.expiryOf(nodeId)).toEqual(NOW);
      expect(await stage.behind('GetRoutes', {})).toMatchObject({ routes: [{ enabled: false }] });
    },
    async hs(stage) {
      await router(stage);
      await stage.hs('routes approve router 10.1.0.0/24');
      const revoked = await stage.hs('routes revoke router 10.1.0.0/24');
      expect(revoked).toMatchObject({ code: 0, changes: ['DisableRoute'] });
      const expired = await stage.hs('nodes expire router --yes');
      expect(expired).toMatchObject({ code: 0, changes: ['ExpireNode'] });
      expect(expired.err + revoked.err).not.toContain('restart');
    },
  },
];

async function router(stage: Stage): Promise<number> {
  await stage.user('alice');
  const key = await stage.key('alice', 1);
  stage.sandbox.devices.join(key, { hostname: 'router', routes: ['10.1.0.0/24'] });
  return 1;
}

holdHazards([...EXPIRY, ...NODE_ZERO, ...RESTART, ...RESTART_WITH_ROWS]);
