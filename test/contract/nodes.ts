import { describe, expect, test } from 'vitest';
import { toMillis } from '../../src/domain/instant.ts';
import type { Node } from '../../src/domain/node.ts';
import { ascending, inAnHour, refused, type Subject } from './subject.ts';
import { NOBODY, PSEUDO_USER } from './users.ts';

/** A node that no server has. */
export const NO_NODE = { id: '4242', givenName: 'nothing' } as Node;

const NODE_ZERO = { ...NO_NODE, id: '0' };

export function nodesContract(subject: Subject): void {
  describe('registering', () => {
    test('a waiting device becomes a node of the user', async () => {
      const user = await subject.user();
      const hostname = subject.name('host');
      const node = await subject.node(user, hostname);
      expect(node).toMatchObject({
        id: expect.stringMatching(/^[1-9]\d*$/),
        name: hostname,
        givenName: hostname,
        user: { id: user.id, name: user.name },
        tags: [],
        online: false,
        registerMethod: 'REGISTER_METHOD_CLI',
        approvedRoutes: [],
        machineKey: expect.stringMatching(/^mkey:[0-9a-f]{64}$/),
        nodeKey: expect.stringMatching(/^nodekey:[0-9a-f]{64}$/),
        preAuthKey: null,
      });
      expect(node.ipAddresses).toEqual([expect.stringMatching(/^100\./), expect.stringMatching(/^fd7a:/)]);
    });

    test('what was registered is what is listed', async () => {
      const user = await subject.user();
      const node = await subject.node(user);
      const { id, name, givenName, ipAddresses, machineKey, nodeKey } = node;
      expect(await subject.listed(node)).toMatchObject({
        ...{ id, name, givenName, ipAddresses, machineKey, nodeKey },
        user: { id: user.id },
      });
    });

    test('nodes are listed by id, with addresses of their own', async () => {
      const user = await subject.user();
      for (let made = 0; made < 3; made += 1) await subject.node(user);
      const nodes = await subject.api.listNodes();
      expect(nodes.map(({ id }) => id)).toEqual(ascending(nodes.map(({ id }) => id)));
      const addresses = nodes.flatMap(({ ipAddresses }) => ipAddresses);
      expect(new Set(addresses).size).toBe(addresses.length);
    });

    test('two devices of one host name have given names of their own', async () => {
      const user = await subject.user();
      const hostname = subject.name('twin');
      const [one, other] = [await subject.node(user, hostname), await subject.node(user, hostname)];
      expect([one.name, other.name]).toEqual([hostname, hostname]);
      expect(one.givenName).not.toBe(other.givenName);
    });

    test('an id under which nobody waits', async () => {
      const user = await subject.user();
      await refused(subject.api.registerNode(user, subject.registrationId()), 'not_found');
    });

    test('an id that is none', async () => {
      await refused(subject.api.registerNode(await subject.user(), 'what'), 'invalid_value');
    });

    test('a user that does not exist', async () => {
      const id = await subject.waiting(await subject.user(), subject.name('host'));
      await refused(subject.api.registerNode(NOBODY, id), 'not_found');
    });

    test('a user without a name, the pseudo user and no id are never sent', async () => {
      const user = await subject.user();
      const id = await subject.waiting(user, subject.name('host'));
      const register = (who: typeof user, what: string) => () => subject.api.registerNode(who, what);
      await subject.refusedUnsent(register({ ...user, name: '' }, id), 'unsupported');
      await subject.refusedUnsent(register(PSEUDO_USER, id), 'invalid_value');
      await subject.refusedUnsent(register(user, ''), 'invalid_value');
    });
  });

  describe('nodes', () => {
    test('a new given name leaves the host name', async () => {
      const node = await subject.node(await subject.user());
      const givenName = subject.name('given');
      expect(await subject.api.renameNode(node, givenName)).toMatchObject({ id: node.id, givenName });
      expect(await subject.listed(node)).toMatchObject({ givenName, name: node.name });
    });

    test('a given name that another node has', async () => {
      const user = await subject.user();
      const [one, other] = [await subject.node(user), await subject.node(user)];
      await refused(subject.api.renameNode(one, other.givenName), 'conflict');
    });

    test('a given name that is none', async () => {
      const node = await subject.node(await subject.user());
      await refused(subject.api.renameNode(node, 'Has Space'), 'invalid_value');
      expect((await subject.listed(node))?.givenName).toBe(node.givenName);
    });

    test('a deleted one is gone, the others stay', async () => {
      const user = await subject.user();
      const [one, other] = [await subject.node(user), await subject.node(user)];
      await subject.api.deleteNode(one);
      expect(await subject.listed(one)).toBeUndefined();
      expect(await subject.listed(other)).toMatchObject({ id: other.id });
      await refused(subject.api.deleteNode(one), 'not_found');
    });

    test('one that does not exist is not found by any change', async () => {
      await refused(subject.api.renameNode(NO_NODE, subject.name('given')), 'not_found');
      await refused(subject.api.deleteNode(NO_NODE), 'not_found');
      await refused(subject.api.expireNode(NO_NODE, 'now'), 'not_found');
      await refused(subject.api.setTags(NO_NODE, ['tag:web']), 'not_found');
    });

    test('node 0 is never sent', async () => {
      const { api } = subject;
      await subject.refusedUnsent(() => api.renameNode(NODE_ZERO, 'other'), 'invalid_value');
      await subject.refusedUnsent(() => api.deleteNode(NODE_ZERO), 'invalid_value');
      await subject.refusedUnsent(() => api.expireNode(NODE_ZERO, 'now'), 'invalid_value');
      await subject.refusedUnsent(() => api.setTags(NODE_ZERO, ['tag:web']), 'invalid_value');
      await subject.refusedUnsent(() => api.setApprovedRoutes(NODE_ZERO, ['10.0.0.0/24']), 'invalid_value');
    });

    test("after the owner's new name it is the owner's by id", async () => {
      const user = await subject.user();
      const node = await subject.node(user);
      const name = subject.name('new');
      await subject.api.renameUser(user, name);
      const keepsOldName = await subject.api.hazard('renamedUserKeepsOldNameInNodes');
      expect(keepsOldName !== undefined).toBe(subject.since('0.27.0'));
      const owner = (await subject.listed(node))?.user;
      expect(owner).toMatchObject({ id: user.id, name: keepsOldName ? user.name : name });
    });

    test('a move gives it to another user, where the release can', async () => {
      const [from, to] = [await subject.user(), await subject.user()];
      const node = await subject.node(from);
      const move = () => subject.api.moveNode(node, to);
      expect(await subject.api.can('nodesCanMove')).toBe(!subject.since('0.28'));
      if (subject.since('0.28')) return await subject.refusedUnsent(move, 'unsupported');
      expect((await move()).user?.id).toBe(to.id);
      expect((await subject.listed(node))?.user?.id).toBe(to.id);
      await refused(subject.api.moveNode(node, NOBODY), 'not_found');
      await refused(subject.api.moveNode(NO_NODE, to), 'not_found');
    });

    test('a backfill gives no address to who has one', async () => {
      const node = await subject.node(await subject.user());
      expect(await subject.api.backfillNodeIps()).toEqual([]);
      expect((await subject.listed(node))?.ipAddresses).toEqual(node.ipAddresses);
    });
  });

  describe('expiry', () => {
    test('now', async () => {
      const node = await subject.node(await subject.user());
      const { expiry } = await subject.api.expireNode(node, 'now');
      expect(Math.abs(Date.now() - toMillis(expiry ?? { seconds: 0, nanos: 0 }))).toBeLessThan(60_000);
      expect((await subject.listed(node))?.expiry).toEqual(expiry);
    });

    test('at a time, to the millisecond, where the release can', async () => {
      const node = await subject.node(await subject.user());
      const at = inAnHour();
      const set = () => subject.api.expireNode(node, { at });
      expect(await subject.api.can('nodeExpiryCanBeSet')).toBe(subject.since('0.27.1'));
      if (!subject.since('0.27.1')) await subject.refusedUnsent(set, 'unsupported');
      else expect((await set()).expiry).toEqual(at);
      expect((await subject.listed(node))?.expiry).toEqual(subject.since('0.27.1') ? at : node.expiry);
    });

    test('never, where the release can', async () => {
      const node = await subject.node(await subject.user());
      const set = () => subject.api.expireNode(node, 'never');
      expect(await subject.api.can('nodeExpiryCanBeDisabled')).toBe(subject.since('0.29'));
      if (!subject.since('0.29')) return await subject.refusedUnsent(set, 'unsupported');
      await subject.api.expireNode(node, 'now');
      expect((await set()).expiry).toBeNull();
      expect((await subject.listed(node))?.expiry).toBeNull();
    });
  });
}
