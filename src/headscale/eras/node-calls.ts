import type { LazyList } from '../../domain/lazy-list.ts';
import type { Node } from '../../domain/node.ts';
import type { User } from '../../domain/user.ts';
import type { CallOptions, NodeExpiry } from '../port.ts';
import type { Message } from '../wire.ts';
import type { EraCalls } from './calls.ts';
import { readNode } from './node-codec.ts';
import { mergeRoutes, readRouteRow } from './route-rows.ts';
import type { Sender } from './sender.ts';
import { idOf, someText, timestampOf, unique, userIdOf, userNameOf, withoutDefaults } from './write.ts';

type NodeCalls = Pick<
  EraCalls,
  | 'listNodes'
  | 'eachNode'
  | 'registerNode'
  | 'renameNode'
  | 'deleteNode'
  | 'expireNode'
  | 'setTags'
  | 'moveNode'
  | 'backfillNodeIps'
>;

/** Nodes, but for their routes. */
export function nodeCalls(sender: Sender): NodeCalls {
  const { schema } = sender;
  const nodeId = (node: Node) => idOf(node, 'node');

  async function changeNode(rpc: string, message: Message, options: CallOptions | undefined): Promise<Node> {
    return readNode((await sender.change(rpc, message, options)).child('node'), schema);
  }

  function expiryFields(expiry: NodeExpiry): Message {
    if (expiry === 'now') return {};
    if (expiry === 'never') {
      sender.require('nodeExpiryCanBeDisabled');
      return { disableExpiry: true };
    }
    sender.require('nodeExpiryCanBeSet');
    return { expiry: timestampOf(expiry.at) };
  }

  function registration(user: User, registrationId: string): [rpc: string, message: Message] {
    const rpc = schema.auth ? 'AuthRegister' : 'RegisterNode';
    const id = someText(registrationId, 'registration id');
    const name = userNameOf(user, rpc, schema);
    return [rpc, schema.auth ? { user: name, authId: id } : { user: name, key: id }];
  }

  async function eachNode(options: CallOptions | undefined): Promise<LazyList<Node>> {
    const each = sender.each('ListNodes', 'nodes', (node) => readNode(node, schema), options);
    if (schema.routes === 'lists') return await each;
    const rows = async () =>
      (await sender.read('GetRoutes', {}, options)).children('routes').map(readRouteRow);
    const [nodes, routes] = await Promise.all([each, rows()]);
    return mergeRoutes([...nodes], routes);
  }

  return {
    eachNode,
    listNodes: async (options) => [...(await eachNode(options))],

    async registerNode(user, registrationId, options) {
      return await changeNode(...registration(user, registrationId), options);
    },

    async renameNode(node, newName, options) {
      const message = { nodeId: nodeId(node), newName: someText(newName, 'new node name') };
      return await changeNode('RenameNode', message, options);
    },

    async deleteNode(node, options) {
      await sender.change('DeleteNode', { nodeId: nodeId(node) }, options);
    },

    async expireNode(node, expiry, options) {
      return await changeNode('ExpireNode', { nodeId: nodeId(node), ...expiryFields(expiry) }, options);
    },

    async setTags(node, tags, options) {
      if (tags.length === 0) sender.require('tagsCanBeCleared');
      const message = withoutDefaults({ nodeId: nodeId(node), tags: unique(tags) });
      return await changeNode('SetTags', message, options);
    },

    async moveNode(node, user, options) {
      sender.require('nodesCanMove');
      const owner = schema.ownersBy === 'id' ? userIdOf(user) : userNameOf(user, 'MoveNode', schema);
      return await changeNode('MoveNode', { nodeId: nodeId(node), user: owner }, options);
    },

    async backfillNodeIps(options) {
      return (await sender.change('BackfillNodeIPs', { confirmed: true }, options)).texts('changes');
    },
  };
}
