import type { ShapeOf } from '../../domain/json-shape.ts';
import type { Node } from '../../domain/node.ts';
import { shapedJson } from '../shaped-json.ts';
import type { View } from '../view.ts';
import { nodeColumns } from './node-columns.ts';
import { preAuthKeyShape } from './preauthkeys.ts';
import { userShape } from './users.ts';

const nodeShape = {
  id: 'as it is',
  machineKey: 'as it is',
  nodeKey: 'as it is',
  discoKey: 'as it is',
  ipAddresses: 'as it is',
  name: 'as it is',
  user: userShape,
  lastSeen: 'time',
  expiry: 'time',
  preAuthKey: preAuthKeyShape,
  createdAt: 'time',
  registerMethod: 'as it is',
  givenName: 'as it is',
  online: 'as it is',
  approvedRoutes: 'as it is',
  availableRoutes: 'as it is',
  subnetRoutes: 'as it is',
  tags: 'set',
} satisfies ShapeOf<Node>;

/** Nodes in every format. */
export const nodeView: View<Node> = {
  one: 'node',
  many: 'nodes',
  columns: nodeColumns,
  shape: nodeShape,
  toJson: (node, options) => shapedJson(node, nodeShape, options),
  id: (node) => node.id,
  name: (node) => node.givenName,
  // Servers note it at every sign of life.
  restless: ['lastSeen'],
};
