import type { Instant } from '../../domain/instant.ts';
import { fromMillis } from '../../domain/instant.ts';
import type { Context } from '../context.ts';
import { from } from '../context.ts';
import { unsetExpiry } from '../rules/node-admission.ts';
import type { NodeRow, UserRow } from '../store/rows.ts';
import { seededRandom } from './seeded-random.ts';

/** How many nodes a user of a large tailnet has. */
const NODES_PER_USER = 50;
const DAY_MS = 24 * 3_600_000;
const ROUTE_OWNERS = 20;

/** Fills an empty store with so many nodes, the same in every run but for the clock. */
export function seedMany(context: Context, count: number): void {
  const nowMs = context.now();
  const users = Array.from({ length: Math.max(1, Math.ceil(count / NODES_PER_USER)) }, (_, index) =>
    context.store.users.insert({
      name: `user${index + 1}`,
      displayName: from(context, '0.24') ? `User ${index + 1}` : '',
      email: from(context, '0.24') ? `user${index + 1}@example.com` : '',
      providerId: '',
      provider: '',
      profilePicUrl: '',
      createdAt: fromMillis(nowMs - 400 * DAY_MS),
    }),
  );
  const random = seededRandom(count);
  const expiry = unsetExpiry(context.release, false);
  for (let index = 0; index < count; index++) {
    const owner = users[index % users.length];
    if (owner) addNode(context, { index, owner, nowMs, expiry, keys: random.bytes(96) });
  }
}

interface Plan {
  readonly index: number;
  readonly owner: UserRow;
  readonly nowMs: number;
  readonly expiry: Instant | null;
  readonly keys: Uint8Array;
}

function addNode(context: Context, { index, owner, nowMs, expiry, keys }: Plan): NodeRow {
  const digits = Buffer.from(keys).toString('hex');
  const name = `node-${String(index + 1).padStart(6, '0')}`;
  const online = index % 3 !== 0;
  const route = index % ROUTE_OWNERS === 0 ? [`10.${(index >> 8) & 255}.${index & 255}.0/24`] : [];
  const seen = online ? nowMs - (index % 60) * 1000 : nowMs - (1 + (index % 90)) * DAY_MS;
  return context.store.nodes.insert({
    machineKey: `mkey:${digits.slice(0, 64)}`,
    nodeKey: `nodekey:${digits.slice(64, 128)}`,
    discoKey: `discokey:${digits.slice(128)}`,
    hostname: name,
    givenName: name,
    announcedRoutes: route,
    requestedTags: [],
    expiry,
    ipv4: context.addresses.nextV4(),
    ipv6: context.addresses.nextV6(),
    userId: owner.id,
    ownerName: owner.name,
    registerMethod: 'REGISTER_METHOD_CLI',
    tags: [],
    preAuthKeyId: null,
    lastSeen: fromMillis(seen),
    createdAt: fromMillis(nowMs - (100 + (index % 250)) * DAY_MS),
    online,
    approvedRoutes: [],
  });
}
