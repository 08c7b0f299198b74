import type { Node } from './node.ts';
import { networkOf, type Prefix, prefixesOverlap } from './prefix.ts';
import type { Route } from './route.ts';

/** What the routes of other nodes have to do with one. */
export interface RouteNeighbours {
  /** The node that traffic for these addresses goes to now; undefined where none does, and for exit routes. */
  readonly servedBy: Node | undefined;
  /** Approved routes of other nodes that share addresses with it and are not the same. */
  readonly overlaps: readonly Route[];
}

/** A route with its network, which is parsed once. */
interface Placed {
  readonly route: Route;
  readonly network: Prefix;
}

/**
 * Finds the neighbours of every route of a tailnet. Exit routes have none: they overlap with everything, and each device
 * picks the exit it wants. Networks lie inside each other or apart, so that in their order each has to be compared with
 * those alone that are open around it.
 */
export function neighboursOf(routes: readonly Route[]): (route: Route) => RouteNeighbours {
  const placed = routes.flatMap((route): Placed[] => {
    const network = networkOf(route.prefix);
    return network === undefined || network.length === 0 ? [] : [{ route, network }];
  });
  const servers = new Map<string, Node>();
  const overlaps = new Map<Route, Route[]>();
  const note = (one: Placed, other: Placed) => {
    if (!other.route.approved || one.route.node.id === other.route.node.id) return;
    if (one.network.text === other.network.text) return;
    const known = overlaps.get(one.route);
    if (known) known.push(other.route);
    else overlaps.set(one.route, [other.route]);
  };
  const open: Placed[] = [];
  for (const each of placed.sort((a, b) => inOrder(a.network, b.network))) {
    if (each.route.serving) servers.set(each.network.text, each.route.node);
    for (let around = open.at(-1); around; around = open.at(-1)) {
      if (prefixesOverlap(around.network, each.network)) break;
      open.pop();
    }
    for (const around of open) {
      note(each, around);
      note(around, each);
    }
    open.push(each);
  }
  return (route) => ({
    servedBy: servers.get(networkOf(route.prefix)?.text ?? ''),
    overlaps: overlaps.get(route) ?? [],
  });
}

/** By address, the wider of two before what lies in it. */
function inOrder(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.length - b.length;
}
