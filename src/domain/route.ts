import type { Node } from './node.ts';
import { canonicalCidr, networkOf, parsePrefix, prefixesOverlap } from './prefix.ts';

/** A prefix of one node and where it stands. */
export interface Route {
  readonly node: Node;
  /** As the server wrote it. */
  readonly prefix: string;
  /** The device announces it. */
  readonly advertised: boolean;
  /** An admin or the policy allowed it. */
  readonly approved: boolean;
  /** The node serves it now. */
  readonly serving: boolean;
}

/** The routes of an exit node. Servers approve and revoke them as a pair (measured on 0.23 to 0.30). */
export const EXIT_ROUTES = ['0.0.0.0/0', '::/0'] as const;

/** True for either route of an exit node, in any spelling. */
export function isExitRoute(prefix: string): boolean {
  return networkOf(prefix)?.length === 0;
}

/** True where the device announces a route that nobody approved yet. */
export function isWaiting(route: Route): boolean {
  return route.advertised && !route.approved;
}

/**
 * Reads routes of a command line, several of which may stand in one value, separated by commas.
 * @returns canonical prefixes, each once; an exit route brings the other one along
 * @throws HsError `invalid_value`
 */
export function parseRoutes(values: readonly string[]): string[] {
  const prefixes = values.flatMap((value) => value.split(',')).map((value) => parsePrefix(value.trim()).text);
  return [...new Set(withExitPair(prefixes))];
}

/** Every route of every node: by node, first the announced ones in the server's order, then what else it lists. */
export function routesOf(nodes: readonly Node[]): Route[] {
  return nodes.flatMap((node) => {
    const advertised = keysOf(node.availableRoutes);
    const approved = keysOf(node.approvedRoutes);
    const serving = keysOf(node.subnetRoutes);
    const texts = new Map<string, string>();
    for (const text of [...node.availableRoutes, ...node.approvedRoutes, ...node.subnetRoutes]) {
      const key = canonicalCidr(text);
      if (!texts.has(key)) texts.set(key, text);
    }
    return [...texts].map(([key, prefix]) => ({
      node,
      prefix,
      advertised: advertised.has(key),
      approved: approved.has(key),
      serving: serving.has(key),
    }));
  });
}

/**
 * The approved routes of a node after some more were approved: those it had, as the server wrote them, then the
 * new ones. An exit route brings the other one along.
 */
export function mergeRoutes(approved: readonly string[], add: readonly string[]): string[] {
  return uniqueRoutes([...approved, ...withExitPair(add)]);
}

/**
 * The approved routes of a node after some were revoked. Exit routes go as a pair. What a server keeps with host
 * bits set (`10.1.0.5/24`) goes with its network, since it could not be named otherwise.
 */
export function removeRoutes(approved: readonly string[], remove: readonly string[]): string[] {
  const gone = new Set(withExitPair(remove).map(networkKey));
  return uniqueRoutes(approved.filter((text) => !gone.has(networkKey(text))));
}

/** True where two lists hold the same routes, whatever their order and spelling. */
export function sameRoutes(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [keysOf(a), keysOf(b)];
  return left.size === right.size && [...left].every((key) => right.has(key));
}

/**
 * The routes whose networks share addresses with a prefix without being the same. Exit routes are left out: they
 * overlap with everything, by intent.
 */
export function overlappingRoutes(prefix: string, routes: readonly Route[]): Route[] {
  const network = networkOf(prefix);
  if (network === undefined || network.length === 0) return [];
  return routes.filter((route) => {
    const other = networkOf(route.prefix);
    if (other === undefined || other.length === 0 || other.text === network.text) return false;
    return prefixesOverlap(network, other);
  });
}

function withExitPair(prefixes: readonly string[]): string[] {
  return prefixes.some(isExitRoute) ? [...prefixes, ...EXIT_ROUTES] : [...prefixes];
}

function uniqueRoutes(texts: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const text of texts) if (!byKey.has(canonicalCidr(text))) byKey.set(canonicalCidr(text), text);
  return [...byKey.values()];
}

function keysOf(texts: readonly string[]): Set<string> {
  return new Set(texts.map(canonicalCidr));
}

function networkKey(text: string): string {
  return networkOf(text)?.text ?? text;
}
