import type { Node } from '../../domain/node.ts';
import { countRoutes, type NodeState, nodeState } from '../../domain/node-state.ts';
import { isTaggedDevices } from '../../domain/user.ts';
import type { Tone } from '../style.ts';
import { knownTime, showTime } from '../times.ts';
import type { CellContext, Column, Shown } from '../view.ts';
import { shownNodeExpiry } from './expiration.ts';
import { preAuthKeyText } from './preauthkeys.ts';
import { userLabel } from './users.ts';

/** What there is to see of a node, in the order that csv keeps. */
export const nodeColumns: readonly Column<Node>[] = [
  { id: 'id', header: 'ID', description: 'number of the node', value: (node) => node.id, shrink: 'never' },
  {
    id: 'givenName',
    header: 'Name',
    description: "name in the tailnet's DNS",
    value: (node) => node.givenName,
    least: 10,
  },
  {
    id: 'user',
    header: 'User',
    description: 'who it belongs to',
    value: (node) => userLabel(node.user),
    // What belongs to its tags has them in a column of their own.
    shown: ({ user }) => ({ text: user === null || isTaggedDevices(user) ? '' : userLabel(user) }),
    shrink: 'first',
    least: 10,
    drop: 4,
  },
  {
    id: 'address',
    header: 'Address',
    description: 'the IPv4 address in the tailnet, else the first there is',
    value: firstAddress,
    appears: 'table',
    shrink: 'never',
    drop: 5,
  },
  {
    id: 'ipAddresses',
    header: 'Addresses',
    description: 'addresses in the tailnet',
    value: (node) => node.ipAddresses,
    appears: 'wide',
  },
  {
    id: 'state',
    header: 'State',
    description: 'online, offline (since when), expired or never connected',
    value: (node, { now }) => nodeState(node, now),
    shown: shownState,
    appears: 'lists',
    shrink: 'never',
  },
  {
    id: 'online',
    header: 'Status',
    description: 'whether it is connected now',
    value: (node) => node.online,
    shown: (node) => (node.online ? { text: 'online', tone: 'good' } : { text: 'offline', tone: 'dim' }),
    appears: 'asked',
    shrink: 'never',
  },
  {
    id: 'lastSeen',
    header: 'Last seen',
    description: 'when it was last connected',
    value: (node) => knownTime(node.lastSeen),
    shown: shownLastSeen,
    appears: 'wide',
  },
  {
    id: 'expiry',
    header: 'Expires',
    description: 'when it must log in again',
    value: (node) => knownTime(node.expiry),
    shown: (node, context) => shownNodeExpiry(node.expiry, context),
    shrink: 'never',
    drop: 1,
  },
  {
    id: 'tags',
    header: 'Tags',
    description: 'tags it bears',
    value: (node) => node.tags,
    shrink: 'first',
    least: 10,
    drop: 3,
    hideEmpty: true,
  },
  {
    id: 'routes',
    header: 'Routes',
    description: 'how many routes it announces, and how many of them wait for approval',
    value: routesText,
    shown: (node) => ({
      text: routesText(node),
      ...(countRoutes(node).waiting > 0 ? { tone: 'warning' } : {}),
    }),
    appears: 'table',
    shrink: 'never',
    drop: 2,
    hideEmpty: true,
  },
  {
    id: 'name',
    header: 'Host name',
    description: 'what the device calls itself',
    value: (node) => node.name,
    appears: 'wide',
  },
  {
    id: 'approvedRoutes',
    header: 'Approved routes',
    description: 'routes that an admin or the policy allowed',
    value: (node) => node.approvedRoutes,
    appears: 'wide',
  },
  {
    id: 'availableRoutes',
    header: 'Announced routes',
    description: 'routes that the device announces',
    value: (node) => node.availableRoutes,
    appears: 'wide',
  },
  {
    id: 'subnetRoutes',
    header: 'Serving',
    description: 'routes that it serves now',
    value: (node) => node.subnetRoutes,
    appears: 'wide',
  },
  {
    id: 'registerMethod',
    header: 'Registered by',
    description: 'how it came in',
    value: (node) => node.registerMethod,
    shown: (node) => ({ text: REGISTERED_BY[node.registerMethod] }),
    appears: 'wide',
  },
  {
    id: 'createdAt',
    header: 'Created',
    description: 'when it was registered',
    value: (node) => knownTime(node.createdAt),
    appears: 'wide',
  },
  {
    id: 'preAuthKey',
    header: 'Pre-auth key',
    description: 'the key it joined with, masked unless --reveal',
    value: ({ preAuthKey: key }, context) => (key === null ? null : preAuthKeyText(key, context)),
    shown: ({ preAuthKey: key }, context) => ({
      text: key === null ? '' : `id ${key.id}, ${preAuthKeyText(key, context)}`,
    }),
    appears: 'asked',
    secret: true,
  },
  {
    id: 'machineKey',
    header: 'Machine key',
    description: 'key of the device',
    value: (node) => node.machineKey,
    appears: 'asked',
  },
  {
    id: 'nodeKey',
    header: 'Node key',
    description: 'key of the present login',
    value: (node) => node.nodeKey,
    appears: 'asked',
  },
  {
    id: 'discoKey',
    header: 'Disco key',
    description: 'key for finding paths',
    value: (node) => node.discoKey,
    appears: 'asked',
  },
];

const REGISTERED_BY: Readonly<Record<Node['registerMethod'], string>> = {
  REGISTER_METHOD_UNSPECIFIED: '',
  REGISTER_METHOD_AUTH_KEY: 'pre-auth key',
  REGISTER_METHOD_CLI: 'command line',
  REGISTER_METHOD_OIDC: 'OIDC',
};

function firstAddress({ ipAddresses }: Node): string {
  return ipAddresses.find((address) => !address.includes(':')) ?? ipAddresses[0] ?? '';
}

const STATE_TONES: Readonly<Record<NodeState, Tone>> = {
  online: 'good',
  offline: 'dim',
  expired: 'bad',
  'never connected': 'dim',
};

/** `offline 45d` where times are relative, else `offline since 2026-11-24T12:00:00Z`. */
function shownState(node: Node, context: CellContext): Shown {
  const state = nodeState(node, context.now);
  const tone = STATE_TONES[state];
  const since = knownTime(node.lastSeen);
  if (state !== 'offline' || since === null) return { text: state, tone };
  const time = showTime(since, context);
  const ago = time.replace(/ ago$/, '');
  return { text: context.timeFormat === 'iso' ? `offline since ${time}` : `offline ${ago}`, tone };
}

/** `2`, `2, 1 waiting`, `1 waiting`, `exit`, `2 + exit`. */
function routesText(node: Node): string {
  const { subnets, exit, waiting } = countRoutes(node);
  const all = [...(subnets > 0 ? [String(subnets)] : []), ...(exit ? ['exit'] : [])].join(' + ');
  if (waiting === 0) return all;
  return waiting === subnets + (exit ? 1 : 0) ? `${all} waiting` : `${all}, ${waiting} waiting`;
}

function shownLastSeen(node: Node, context: CellContext): Shown {
  const lastSeen = knownTime(node.lastSeen);
  return { text: lastSeen === null ? 'never' : showTime(lastSeen, context) };
}
