import type { Node } from '../../domain/node.ts';
import { jsonTime, knownTime, showTime } from '../times.ts';
import type { CellContext, Column, JsonObject, JsonOptions, Shown, View } from '../view.ts';
import { shownNodeExpiry } from './expiration.ts';
import { preAuthKeyJson, preAuthKeyText } from './preauthkeys.ts';
import { userJson, userLabel } from './users.ts';

const inTable: readonly Column<Node>[] = [
  { id: 'id', header: 'ID', description: 'number of the node', value: (node) => node.id, shrink: 'never' },
  {
    id: 'givenName',
    header: 'Name',
    description: "name in the tailnet's DNS",
    value: (node) => node.givenName,
  },
  { id: 'user', header: 'User', description: 'who it belongs to', value: (node) => userLabel(node.user) },
  {
    id: 'ipAddresses',
    header: 'Addresses',
    description: 'addresses in the tailnet',
    value: (node) => node.ipAddresses,
  },
  {
    id: 'online',
    header: 'Status',
    description: 'whether it is connected now',
    value: (node) => node.online,
    shown: (node) => (node.online ? { text: 'online', tone: 'good' } : { text: 'offline', tone: 'dim' }),
    shrink: 'never',
  },
  {
    id: 'lastSeen',
    header: 'Last seen',
    description: 'when it was last connected',
    value: (node) => knownTime(node.lastSeen),
    shown: shownLastSeen,
  },
  {
    id: 'expiry',
    header: 'Expires',
    description: 'when it must log in again',
    value: (node) => knownTime(node.expiry),
    shown: (node, context) => shownNodeExpiry(node.expiry, context),
  },
  { id: 'tags', header: 'Tags', description: 'tags it bears', value: (node) => node.tags },
];

const inWide: readonly Column<Node>[] = [
  {
    id: 'name',
    header: 'Host name',
    description: 'what the device calls itself',
    value: (node) => node.name,
  },
  {
    id: 'approvedRoutes',
    header: 'Approved routes',
    description: 'routes that an admin or the policy allowed',
    value: (node) => node.approvedRoutes,
  },
  {
    id: 'availableRoutes',
    header: 'Announced routes',
    description: 'routes that the device announces',
    value: (node) => node.availableRoutes,
  },
  {
    id: 'subnetRoutes',
    header: 'Serving',
    description: 'routes that it serves now',
    value: (node) => node.subnetRoutes,
  },
  {
    id: 'registerMethod',
    header: 'Registered by',
    description: 'how it came in',
    value: (node) => node.registerMethod,
    shown: (node) => ({ text: REGISTERED_BY[node.registerMethod] }),
  },
  {
    id: 'createdAt',
    header: 'Created',
    description: 'when it was registered',
    value: (node) => knownTime(node.createdAt),
  },
];

const whenAsked: readonly Column<Node>[] = [
  {
    id: 'preAuthKey',
    header: 'Pre-auth key',
    description: 'the key it joined with, masked unless --reveal',
    value: (node, context) => (node.preAuthKey === null ? null : preAuthKeyText(node.preAuthKey, context)),
  },
  {
    id: 'machineKey',
    header: 'Machine key',
    description: 'key of the device',
    value: (node) => node.machineKey,
  },
  {
    id: 'nodeKey',
    header: 'Node key',
    description: 'key of the present login',
    value: (node) => node.nodeKey,
  },
  {
    id: 'discoKey',
    header: 'Disco key',
    description: 'key for finding paths',
    value: (node) => node.discoKey,
  },
];

const REGISTERED_BY: Readonly<Record<Node['registerMethod'], string>> = {
  REGISTER_METHOD_UNSPECIFIED: '',
  REGISTER_METHOD_AUTH_KEY: 'pre-auth key',
  REGISTER_METHOD_CLI: 'command line',
  REGISTER_METHOD_OIDC: 'OIDC',
};

/** Nodes in every format. */
export const nodeView: View<Node> = {
  one: 'node',
  many: 'nodes',
  columns: [
    ...inTable,
    ...inWide.map((column) => ({ ...column, appears: 'wide' as const })),
    ...whenAsked.map((column) => ({ ...column, appears: 'asked' as const })),
  ],
  toJson: nodeJson,
  id: (node) => node.id,
};

function shownLastSeen(node: Node, context: CellContext): Shown {
  const lastSeen = knownTime(node.lastSeen);
  return { text: lastSeen === null ? 'never' : showTime(lastSeen, context) };
}

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
