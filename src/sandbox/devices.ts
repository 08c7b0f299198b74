import type { Instant } from '../domain/instant.ts';
import { compareInstants } from '../domain/instant.ts';
import type { Release } from '../domain/release.ts';
import type { Context } from './context.ts';
import { from, present } from './context.ts';
import { hex } from './random.ts';
import { since } from './release.ts';
import { addNode, unsetExpiry } from './rules/node-admission.ts';
import { sortPrefixes } from './rules/prefixes.ts';
import { newRegistrationId } from './rules/registration-ids.ts';
import { syncRouteRows } from './rules/route-rows.ts';
import { servableRoutes } from './rules/served-routes.ts';
import { ZERO_TIME } from './rules/zero-time.ts';
import type { Device, NodeRow, PreAuthKeyRow } from './store/rows.ts';

/** What a Tailscale client says of itself. */
export interface NewDevice {
  readonly hostname: string;
  readonly routes?: readonly string[];
  readonly requestedTags?: readonly string[];
}

/** The expiry of a device that was let in by its login page: Go's zero time up to 0.24, none later. */
function loginExpiry(release: Release): Instant | null {
  return since(release, '0.25') ? null : ZERO_TIME;
}

/** Tailscale clients of the tailnet: what they do, no call of the API can do. */
export class Devices {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** A device that opened the login page and waits; answers the registration id that its page shows. */
  knock(device: NewDevice): string {
    const { store, release, random, now } = this.#context;
    const id = newRegistrationId(release, random);
    const machineKey = id.startsWith('mkey:') ? id : undefined;
    store.registrations.add(id, this.#device(device, loginExpiry(release), machineKey), now());
    return id;
  }

  /** A device that registers itself with a pre-auth key and comes online. Throws when the key is refused. */
  join(secret: string, device: NewDevice): NodeRow {
    const { release, store } = this.#context;
    const key = this.#usableKey(secret);
    const tagged = key.tags.length > 0;
    // From 0.28 on a tagged key makes nodes that nobody owns.
    const ownerless = tagged && from(this.#context, '0.28');
    const owner = key.userId === null || ownerless ? undefined : store.users.get(key.userId);
    const node = addNode(this.#context, this.#device(device, unsetExpiry(release, tagged)), {
      owner: owner ?? null,
      method: 'REGISTER_METHOD_AUTH_KEY',
      tags: key.tags,
      key,
    });
    // Up to 0.24 the first use marks a reusable key too.
    if (!key.reusable || !from(this.#context, '0.25')) store.preAuthKeys.update(key.id, { used: true });
    return this.online(node.id);
  }

  /** A node connects. */
  online(nodeId: number): NodeRow {
    const { store } = this.#context;
    const node = store.nodes.update(nodeId, { online: true, lastSeen: present(this.#context) });
    store.primaryRoutes.set(node.id, servableRoutes(node));
    syncRouteRows(this.#context, node);
    return node;
  }

  /** A node disconnects: it serves no subnet any longer. */
  offline(nodeId: number): NodeRow {
    const { store } = this.#context;
    store.primaryRoutes.set(nodeId, []);
    return store.nodes.update(nodeId, { online: false, lastSeen: present(this.#context) });
  }

  /** A node announces other routes than before. */
  announce(nodeId: number, routes: readonly string[]): NodeRow {
    const { store } = this.#context;
    const node = store.nodes.update(nodeId, { announcedRoutes: this.#announced(routes) });
    syncRouteRows(this.#context, node);
    if (node.online) store.primaryRoutes.set(nodeId, servableRoutes(node));
    return node;
  }

  #device(device: NewDevice, expiry: Instant | null, machineKey?: string): Device {
    const { hostname, routes = [], requestedTags = [] } = device;
    const { random } = this.#context;
    return {
      machineKey: machineKey ?? `mkey:${hex(random, 64)}`,
      nodeKey: `nodekey:${hex(random, 64)}`,
      discoKey: `discokey:${hex(random, 64)}`,
      hostname,
      announcedRoutes: this.#announced(routes),
      requestedTags,
      expiry,
    };
  }

  /** 0.26 to 0.28 sort what a client announces. */
  #announced(routes: readonly string[]): readonly string[] {
    const { release } = this.#context;
    return from(this.#context, '0.26') && !from(this.#context, '0.29')
      ? sortPrefixes(release, routes)
      : routes;
  }

  #usableKey(secret: string): PreAuthKeyRow {
    const key = this.#context.store.preAuthKeys.find((candidate) => candidate.secret === secret);
    if (!key) throw new Error('AuthKey not found');
    if (compareInstants(key.expiration, present(this.#context)) < 0) throw new Error('authkey expired');
    if (key.used && !key.reusable) throw new Error('authkey already used');
    return key;
  }
}
