import type { Node } from '../../domain/node.ts';
import { jsonTime, knownTime } from '../times.ts';
import type { JsonObject, JsonOptions, View } from '../view.ts';
import { nodeColumns } from './node-columns.ts';
import { preAuthKeyJson } from './preauthkeys.ts';
import { userJson } from './users.ts';

/** Nodes in every format. */
export const nodeView: View<Node> = {
  one: 'node',
  many: 'nodes',
  columns: nodeColumns,
  toJson: nodeJson,
  id: (node) => node.id,
  name: (node) => node.givenName,
  // Servers note it at every sign of life.
  restless: ['lastSeen'],
};

function nodeJson(node: Node, options: JsonOptions): JsonObject {
  return {
    id: node.id,
    machineKey: node.machineKey,
    nodeKey: node.nodeKey,
    discoKey: node.discoKey,
    ipAddresses: node.ipAddresses,
    name: node.name,
    user: node.user === null ? null : userJson(node.user),
    lastSeen: jsonTime(knownTime(node.lastSeen)),
    expiry: jsonTime(knownTime(node.expiry)),
    preAuthKey: node.preAuthKey === null ? null : preAuthKeyJson(node.preAuthKey, options),
    createdAt: jsonTime(knownTime(node.createdAt)),
    registerMethod: node.registerMethod,
    givenName: node.givenName,
    online: node.online,
    approvedRoutes: node.approvedRoutes,
    availableRoutes: node.availableRoutes,
    subnetRoutes: node.subnetRoutes,
    tags: node.tags,
  };
}
