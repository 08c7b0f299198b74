import type { Node } from '../domain/node.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { EXIT_ROUTES, mergeRoutes, parseRoutes, removeRoutes, sameRoutes } from '../domain/route.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { unchangedSince } from './unchanged-since.ts';

/** The routes a person named: CIDRs, and `--exit-node` for the pair that makes one. */
export function wishedRoutes(typed: readonly string[] | undefined, exitNode: boolean): string[] {
  const routes = [...parseRoutes(typed ?? []), ...(exitNode ? EXIT_ROUTES : [])];
  if (routes.length > 0) return [...new Set(routes)];
  throw new HsError('usage', 'No route is given', { hint: 'Name one (10.1.0.0/24), or add --exit-node.' });
}

/** What approving or revoking comes to: the whole list there will be, which is what servers are sent. */
interface RouteChange {
  readonly wished: readonly string[];
  readonly unchanged: boolean;
  /** What a person should know, a line each. */
  readonly consequences: readonly string[];
}

/** What is done to the approval of routes; those that are not named stay as they are. */
export type RouteVerb = 'approve' | 'revoke';

/** Works out the new list. */
export async function planRoutes(
  api: HeadscaleApi,
  node: Node,
  verb: RouteVerb,
  routes: readonly string[],
): Promise<RouteChange> {
  return verb === 'approve' ? approveRoutes(node, routes) : await revokeRoutes(api, node, routes);
}

/** Adds to what is approved; never replaces. */
function approveRoutes(node: Node, routes: readonly string[]): RouteChange {
  const wished = mergeRoutes(node.approvedRoutes, routes);
  const announced = mergeRoutes(node.availableRoutes, []);
  const silent = routes.filter((route) => !announced.includes(route));
  return {
    wished,
    unchanged: sameRoutes(wished, node.approvedRoutes),
    consequences: silent.length > 0 ? [`The device does not announce ${silent.join(', ')}`] : [],
  };
}

/** Takes from what is approved; the rest stays. */
async function revokeRoutes(api: HeadscaleApi, node: Node, routes: readonly string[]): Promise<RouteChange> {
  const wished = removeRoutes(node.approvedRoutes, routes);
  const hazard = wished.length === 0 ? await api.hazard('clearedRoutesForgottenAtRestart') : undefined;
  return {
    wished,
    unchanged: sameRoutes(wished, node.approvedRoutes),
    consequences: hazard ? [`${hazard.sentence}. ${hazard.instead}`] : [],
  };
}

/** Sends the whole list, once nobody has changed it in between; answers the words for it. */
export async function applyRoutes(api: HeadscaleApi, node: Node, wished: readonly string[]): Promise<string> {
  const now = await unchangedSince(api, node, (a, b) => sameRoutes(a.approvedRoutes, b.approvedRoutes));
  const { approvedRoutes } = await api.setApprovedRoutes(now, wished);
  const list = approvedRoutes.length === 0 ? 'no routes' : approvedRoutes.join(', ');
  return `Node ${describeNode(node)} has approved: ${list}`;
}
