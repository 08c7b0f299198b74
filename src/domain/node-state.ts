import { isZeroTime, toMillis } from './instant.ts';
import type { Node } from './node.ts';
import { isExitRoute, isWaiting, routesOf } from './route.ts';

/** Where a node stands, in a word or two. */
export type NodeState = 'online' | 'offline' | 'expired' | 'never connected';

/**
 * `expired` goes first: whether it is online or not, such a node has to log in again before it reaches anything.
 * @param now milliseconds since 1970
 */
export function nodeState({ online, expiry, lastSeen }: Node, now: number): NodeState {
  if (expiry !== null && !isZeroTime(expiry) && toMillis(expiry) <= now) return 'expired';
  if (online) return 'online';
  return lastSeen === null || isZeroTime(lastSeen) ? 'never connected' : 'offline';
}

/** How many routes a node announces, the pair of an exit node apart, and how many of them wait for approval. */
export interface RouteCount {
  readonly subnets: number;
  readonly exit: boolean;
  /** The pair of an exit node counts as one. */
  readonly waiting: number;
}

/** What a node announces, counted. */
export function countRoutes(node: Node): RouteCount {
  if (node.availableRoutes.length === 0) return { subnets: 0, exit: false, waiting: 0 };
  const announced = routesOf([node]).filter(({ advertised }) => advertised);
  const exits = announced.filter(({ prefix }) => isExitRoute(prefix));
  const subnets = announced.filter(({ prefix }) => !isExitRoute(prefix));
  return {
    subnets: subnets.length,
    exit: exits.length > 0,
    waiting: subnets.filter(isWaiting).length + (exits.some(isWaiting) ? 1 : 0),
  };
}
