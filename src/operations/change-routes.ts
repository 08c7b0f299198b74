import type { Node } from '../domain/node.ts';
import { describeNode } from '../domain/resolve-node.ts';
import {
  EXIT_ROUTES,
  isExitRoute,
  mergeRoutes,
  overlappingRoutes,
  parseRoutes,
  type Route,
  removeRoutes,
  routesOf,
  sameRoutes,
} from '../domain/route.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { unchangedSince } from './unchanged-since.ts';

/** What a command line wishes for: routes by their names, or all that there are to approve or revoke. */
export type WishedRoutes = readonly string[] | 'all';

/**
 * The routes a person named: CIDRs, `--exit-node` for the pair that makes one, `--all`.
 * @throws HsError `usage`, `invalid_value`
 */
export function wishedRoutes(
  typed: readonly string[],
  { exitNode, all }: { readonly exitNode: boolean; readonly all: boolean },
): WishedRoutes {
  const routes = [...parseRoutes(typed), ...(exitNode ? EXIT_ROUTES : [])];
  if (all && routes.length > 0)
    throw new HsError('usage', '--all stands for every route, so none is named beside it');
  if (all) return 'all';
  if (routes.length > 0) return [...new Set(routes)];
  throw new HsError('usage', 'No route is given', {
    hint: 'Name one (10.1.0.0/24), or add --exit-node or --all.',
  });
}

/** The routes of a node that wait to be approved. */
export function waitingRoutes({ availableRoutes, approvedRoutes }: Node): string[] {
  return removeRoutes(availableRoutes, approvedRoutes);
}

/** What approving or revoking comes to: the whole list there will be, which is what servers are sent. */
interface RouteChange {
  /** What is approved or revoked. */
  readonly routes: readonly string[];
  readonly wished: readonly string[];
  readonly unchanged: boolean;
  /** What a person should know of this node, a line each. */
  readonly facts: readonly string[];
  /** What a person should know of this release. */
  readonly warnings: readonly string[];
}

/** What is done to the approval of routes; those that are not named stay as they are. */
export type RouteVerb = 'approve' | 'revoke';

/**
 * Works out the new list.
 * @param nodes all there are: other nodes may serve the same addresses
 */
export async function planRoutes(
  api: HeadscaleApi,
  node: Node,
  nodes: readonly Node[],
  { verb, wished }: { readonly verb: RouteVerb; readonly wished: WishedRoutes },
): Promise<RouteChange> {
  if (verb === 'approve') return approveRoutes(node, wished === 'all' ? waitingRoutes(node) : wished, nodes);
  return await revokeRoutes(api, node, wished === 'all' ? mergeRoutes(node.approvedRoutes, []) : wished);
}

/** Adds to what is approved; never replaces. */
function approveRoutes(node: Node, routes: readonly string[], nodes: readonly Node[]): RouteChange {
  const wished = mergeRoutes(node.approvedRoutes, routes);
  const announced = mergeRoutes(node.availableRoutes, []);
  const silent = routes.filter((route) => !announced.includes(route));
  const others = routesOf(nodes.filter(({ id }) => id !== node.id)).filter(({ approved }) => approved);
  return {
    routes,
    wished,
    unchanged: sameRoutes(wished, node.approvedRoutes),
    facts: [
      ...(silent.length > 0 ? [`The device does not announce ${silent.join(', ')}`] : []),
      ...removeRoutes(routes, node.approvedRoutes).flatMap((route) => neighbourFacts(route, others)),
    ],
    warnings: [],
  };
}

/** What other nodes have to do with a route: one serves it already, or has a part of it. */
function neighbourFacts(route: string, others: readonly Route[]): string[] {
  // Exit routes are served by all that have them: each device picks one.
  const serving = isExitRoute(route)
    ? []
    : others.filter((other) => other.serving && sameRoutes([other.prefix], [route]));
  const overlapping = overlappingRoutes(route, others);
  return [
    ...serving.map(({ node }) => `${describeNode(node)} serves ${route} already`),
    ...overlapping.map(({ node, prefix }) => `${route} overlaps ${prefix} of ${describeNode(node)}`),
  ];
}

/** Takes from what is approved; the rest stays. */
async function revokeRoutes(api: HeadscaleApi, node: Node, routes: readonly string[]): Promise<RouteChange> {
  const wished = removeRoutes(node.approvedRoutes, routes);
  const hazard = wished.length === 0 ? await api.hazard('clearedRoutesForgottenAtRestart') : undefined;
  return {
    routes,
    wished,
    unchanged: sameRoutes(wished, node.approvedRoutes),
    facts: [],
    warnings: hazard ? [`${hazard.sentence}. ${hazard.instead}`] : [],
  };
}

/** Sends the whole list, once nobody has changed it in between; answers the words for it. */
export async function applyRoutes(api: HeadscaleApi, node: Node, wished: readonly string[]): Promise<string> {
  const now = await unchangedSince(api, node, (a, b) => sameRoutes(a.approvedRoutes, b.approvedRoutes));
  const { approvedRoutes } = await api.setApprovedRoutes(now, wished);
  const list = approvedRoutes.length === 0 ? 'no routes' : approvedRoutes.join(', ');
  return `Node ${describeNode(node)} has approved: ${list}`;
}
