import type { Context } from '../context.ts';
import { from } from '../context.ts';
import type { Message } from '../message.ts';
import { permittedTags } from '../policy/tag-owners.ts';
import { since } from '../release.ts';
import type { NodeRow, UserRow } from '../store/rows.ts';
import { preAuthKeyMessage } from './pre-auth-key-message.ts';
import { servedRoutes } from './served-routes.ts';
import { TAGGED_DEVICES, userMessage } from './user-message.ts';

/** Where a node is shown: releases fill in different fields at each place. */
export type Place = 'get' | 'list' | 'filtered-list' | 'change' | 'approval';

/** A node as the release sends it at this place. */
export function nodeMessage(context: Context, node: NodeRow, place: Place): Message {
  const { release } = context;
  return {
    id: node.id,
    machineKey: node.machineKey,
    nodeKey: node.nodeKey,
    discoKey: node.discoKey,
    ipAddresses: [node.ipv4, node.ipv6].filter((address) => address !== null),
    name: node.hostname,
    user: ownerMessage(context, node, place),
    lastSeen: node.lastSeen,
    expiry: node.expiry,
    preAuthKey: keyMessage(context, node),
    createdAt: node.createdAt,
    registerMethod: node.registerMethod,
    givenName: node.givenName,
    online: node.online && (since(release, '0.27.0') || place === 'get' || isList(place)),
    ...tagFields(context, node, place),
    ...routeFields(context, node, place),
  };
}

function isList(place: Place): boolean {
  return place === 'list' || place === 'filtered-list';
}

/** From 0.28 on lists show a pseudo user for tagged nodes. From 0.27 on a rename does not reach the owner's name. */
function ownerMessage(context: Context, node: NodeRow, place: Place): Message | null {
  const { release } = context;
  if (since(release, '0.28') && node.tags.length > 0 && isList(place)) return TAGGED_DEVICES;
  const owner = ownerOf(context, node);
  if (!owner) return null;
  return userMessage(release, since(release, '0.27.0') ? { ...owner, name: node.ownerName } : owner);
}

function ownerOf(context: Context, node: NodeRow): UserRow | undefined {
  return node.userId === null ? undefined : context.store.users.get(node.userId);
}

function keyMessage(context: Context, node: NodeRow): Message | null {
  const { store } = context;
  if (node.preAuthKeyId === null) return null;
  const key = store.preAuthKeys.get(node.preAuthKeyId) ?? store.deletedPreAuthKeys.get(node.preAuthKeyId);
  return key ? preAuthKeyMessage(context, key, 'node') : null;
}

function tagFields(context: Context, node: NodeRow, place: Place): Message {
  if (from(context, '0.28')) return { tags: node.tags };
  const forcedTags = node.tags;
  if (!isList(place) || (place === 'filtered-list' && !from(context, '0.24'))) return { forcedTags };
  const requested = node.requestedTags;
  const valid = permittedTags(context.store.activePolicy, requested, ownerOf(context, node));
  if (from(context, '0.24')) return { forcedTags, validTags: [...new Set([...valid, ...forcedTags])] };
  return { forcedTags, validTags: valid, invalidTags: requested.filter((tag) => !valid.includes(tag)) };
}

function routeFields(context: Context, node: NodeRow, place: Place): Message {
  if (!from(context, '0.26')) return {};
  const { primary, exit } = servedRoutes(context, node);
  const subnetRoutes = isList(place) ? [...primary, ...exit] : place === 'approval' ? primary : [];
  return { approvedRoutes: node.approvedRoutes, availableRoutes: node.announcedRoutes, subnetRoutes };
}
