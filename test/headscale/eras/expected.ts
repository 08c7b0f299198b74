import type { ApiKey } from '../../../src/domain/api-key.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Node } from '../../../src/domain/node.ts';
import type { PreAuthKey } from '../../../src/domain/pre-auth-key.ts';
import type { User } from '../../../src/domain/user.ts';
import type { Era } from '../../../src/headscale/eras/era.ts';
import type { Recorded } from './recorded.ts';

// What a recorded answer means, derived from the decoded recording alone: no reader of the product is used here.

const ZERO = -62_135_596_800;

export function expectedUser(user: Recorded): User {
  return {
    id: String(user['id']),
    name: text(user['name']),
    displayName: text(user['displayName']),
    email: text(user['email']),
    provider: text(user['provider']),
    providerId: text(user['providerId']),
    profilePicUrl: text(user['profilePicUrl']),
    createdAt: unlessZero(user['createdAt']),
  };
}

/** `owner` is whom the keys were asked for, which is all that is known up to 0.25. */
export function expectedKey(key: Recorded, owner: User | null): PreAuthKey {
  const named = typeof key['user'] === 'object' && key['user'] !== null;
  return {
    id: String(key['id']),
    user: named ? expectedUser(object(key['user'])) : owner,
    key: text(key['key']),
    reusable: key['reusable'] === true,
    ephemeral: key['ephemeral'] === true,
    used: key['used'] === true,
    expiration: time(key['expiration']),
    createdAt: unlessZero(key['createdAt']),
    aclTags: set(key['aclTags']),
  };
}

export function expectedNode(node: Recorded, era: Era): Node {
  const user = node['user'] ? expectedUser(object(node['user'])) : null;
  const key = node['preAuthKey'] ? object(node['preAuthKey']) : undefined;
  const keyOwner = user && key && (key['user'] === user.name || key['user'] === user.email) ? user : null;
  const old = era === '0.23' || era === '0.24' || era === '0.26';
  return {
    id: String(node['id']),
    name: text(node['name']),
    givenName: text(node['givenName']),
    user,
    ipAddresses: list(node['ipAddresses']),
    tags: old ? set([...list(node['validTags']), ...list(node['forcedTags'])]) : set(node['tags']),
    online: node['online'] === true,
    lastSeen: unlessZero(node['lastSeen']),
    expiry: unlessZero(node['expiry']),
    ...(time(node['expiry'])?.seconds === ZERO ? { expiryIsZero: true } : {}),
    createdAt: unlessZero(node['createdAt']),
    registerMethod: node['registerMethod'] as Node['registerMethod'],
    approvedRoutes: list(node['approvedRoutes']),
    availableRoutes: list(node['availableRoutes']),
    subnetRoutes: list(node['subnetRoutes']),
    machineKey: text(node['machineKey']),
    nodeKey: text(node['nodeKey']),
    discoKey: text(node['discoKey']),
    preAuthKey: key ? expectedKey(key, typeof key['user'] === 'string' ? keyOwner : null) : null,
  };
}

export function expectedApiKey(key: Recorded): ApiKey {
  return {
    id: String(key['id']),
    prefix: text(key['prefix']),
    expiration: time(key['expiration']),
    createdAt: unlessZero(key['createdAt']),
    lastSeen: unlessZero(key['lastSeen']),
  };
}

export function objects(value: unknown): Recorded[] {
  return (value as readonly Recorded[]).slice();
}

export function object(value: unknown): Recorded {
  return value as Recorded;
}

/** A recorded time: seconds as text or number, or RFC 3339 from the gateway. */
export function time(value: unknown): Instant | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') {
    const fraction = /\.(\d+)Z$/.exec(value)?.[1] ?? '';
    return {
      seconds: Date.parse(value.replace(/\.\d+Z$/, 'Z')) / 1000,
      nanos: Number(fraction.padEnd(9, '0')),
    };
  }
  const { seconds, nanos } = value as { seconds: string | number; nanos: number };
  return { seconds: Number(seconds), nanos };
}

export function unlessZero(value: unknown): Instant | null {
  const instant = time(value);
  return instant?.seconds === ZERO ? null : instant;
}

export function list(value: unknown): string[] {
  return [...((value ?? []) as readonly string[])];
}

export function sortedById<T extends { id: string }>(things: readonly T[]): T[] {
  return [...things].sort((a, b) => Number(a.id) - Number(b.id));
}

function set(value: unknown): string[] {
  return [...new Set(list(value))].sort();
}

function text(value: unknown): string {
  return (value ?? '') as string;
}
