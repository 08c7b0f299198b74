import type { Instant } from '../../domain/instant.ts';
import type { Release } from '../../domain/release.ts';
import type { Context } from '../context.ts';
import { from, present } from '../context.ts';
import { asOf } from '../release.ts';
import type { Device, NodeRow, PreAuthKeyRow, RegisterMethod, UserRow } from '../store/rows.ts';
import { nameNode } from './given-names.ts';
import { syncRouteRows } from './route-rows.ts';
import { ZERO_TIME } from './zero-time.ts';

/** Who lets a device in, and how. */
export interface Admission {
  readonly owner: UserRow | null;
  readonly method: RegisterMethod;
  readonly tags?: readonly string[];
  readonly key?: PreAuthKeyRow;
  /** Addresses that were taken before. */
  readonly addresses?: { readonly ipv4: string; readonly ipv6: string };
}

/** The expiry of a node nobody expired: Go's zero time in some releases, none in others. */
export function unsetExpiry(release: Release, tagged: boolean): Instant | null {
  if (release === '0.28' && tagged) return null;
  return asOf<Instant | null>(release, {
    '0.23': ZERO_TIME,
    '0.25': null,
    '0.27.0': ZERO_TIME,
    '0.29': null,
  });
}

/** Makes a node of a device. */
export function addNode(context: Context, device: Device, admission: Admission): NodeRow {
  const { owner, method, tags = [], key } = admission;
  const names = nameNode(context, device.hostname, device.machineKey);
  const addresses = admission.addresses ?? {
    ipv4: context.addresses.nextV4(),
    ipv6: context.addresses.nextV6(),
  };
  const node = context.store.nodes.insert({
    ...device,
    ...names,
    ...addresses,
    userId: owner?.id ?? null,
    ownerName: owner?.name ?? '',
    registerMethod: method,
    tags,
    preAuthKeyId: key?.id ?? null,
    lastSeen: from(context, '0.27.0') ? present(context) : ZERO_TIME,
    createdAt: present(context),
    online: false,
    approvedRoutes: [],
  });
  // 0.23 and 0.24 make the rows when the device connects.
  if (from(context, '0.25')) syncRouteRows(context, node);
  return node;
}

/**
 * A machine that is known comes in again with new keys. A tagged node becomes user-owned again in 0.28 and later,
 * and loses its tags.
 */
export function relogin(context: Context, node: NodeRow, device: Device, user: UserRow): NodeRow {
  const untagged = from(context, '0.28') && node.tags.length > 0 && device.requestedTags.length === 0;
  const { hostname: _name, announcedRoutes: _routes, ...keys } = device;
  return context.store.nodes.update(node.id, {
    ...keys,
    onDisk: {},
    ...(untagged ? { tags: [] } : {}),
    userId: user.id,
    ownerName: user.name,
    registerMethod:
      untagged && context.release === '0.28' ? 'REGISTER_METHOD_UNSPECIFIED' : 'REGISTER_METHOD_CLI',
  });
}
