import type { Route } from '../../domain/route.ts';
import type { RouteNeighbours } from '../../domain/route-neighbours.ts';
import type { Tone } from '../style.ts';
import type { JsonObject, View } from '../view.ts';

/** One route of one node, as `hs routes` lists it. */
export interface RouteRow {
  readonly nodeId: string;
  /** The given name of the node. */
  readonly node: string;
  /** A CIDR such as `10.0.0.0/24`; `0.0.0.0/0` and `::/0` make an exit node. */
  readonly route: string;
  /** The device offers it. */
  readonly announced: boolean;
  /** An admin or the policy allowed it. */
  readonly approved: boolean;
  /** Traffic goes this way now. */
  readonly serving: boolean;
  /** The node that traffic for these addresses goes to now, be it this one or another. */
  readonly servedBy: { readonly id: string; readonly name: string } | null;
  /** Approved routes of other nodes that share addresses with it. */
  readonly overlaps: readonly Overlap[];
}

/** A route of another node that shares addresses with one. */
interface Overlap {
  readonly nodeId: string;
  readonly node: string;
  readonly route: string;
}

/** Where a route stands, in one word. */
type RouteState = 'pending' | 'approved' | 'serving' | 'withdrawn';

const TONES: Readonly<Partial<Record<RouteState, Tone>>> = {
  pending: 'warning',
  serving: 'good',
  withdrawn: 'dim',
};

/**
 * `pending`: announced, waiting for approval. `approved`: announced and allowed, but another node (or none) serves
 * it. `withdrawn`: allowed, but the device does not announce it.
 */
function routeState(route: Pick<RouteRow, 'announced' | 'approved' | 'serving'>): RouteState {
  if (route.serving) return 'serving';
  if (!route.approved) return 'pending';
  return route.announced ? 'approved' : 'withdrawn';
}

/** Routes in every format. */
export const routeView: View<RouteRow> = {
  one: 'route',
  many: 'routes',
  columns: [
    {
      id: 'nodeId',
      header: 'Node ID',
      description: 'number of the node',
      value: (row) => row.nodeId,
      shrink: 'never',
      drop: 1,
    },
    { id: 'node', header: 'Node', description: 'name of the node', value: (row) => row.node, least: 10 },
    {
      id: 'route',
      header: 'Route',
      description: 'the addresses',
      value: (row) => row.route,
      shrink: 'never',
    },
    {
      id: 'state',
      header: 'State',
      description: 'pending, approved, serving or withdrawn',
      value: routeState,
      shown: (row) => shownState(routeState(row)),
      shrink: 'never',
    },
    {
      id: 'announced',
      header: 'Announced',
      description: 'whether the device offers it',
      value: (row) => row.announced,
      appears: 'wide',
    },
    {
      id: 'approved',
      header: 'Approved',
      description: 'whether it is allowed',
      value: (row) => row.approved,
      appears: 'wide',
    },
    {
      id: 'serving',
      header: 'Serving',
      description: 'whether traffic goes this way now',
      value: (row) => row.serving,
      appears: 'wide',
    },
    {
      id: 'servedBy',
      header: 'Served by',
      description: 'the node that traffic for it goes to now',
      value: ({ servedBy }) => servedBy?.name ?? null,
      // Of a route that serves itself the state says it.
      shown: ({ servedBy, nodeId }) => ({ text: servedBy && servedBy.id !== nodeId ? servedBy.name : '' }),
      hideEmpty: true,
    },
    {
      id: 'overlaps',
      header: 'Overlaps',
      description: 'approved routes of other nodes that share addresses with it',
      value: ({ overlaps }) => overlaps.map(({ route, node }) => `${route} of ${node}`),
      shrink: 'first',
      hideEmpty: true,
    },
  ],
  toJson: routeJson,
  id: (row) => `${row.nodeId} ${row.route}`,
  name: (row) => `${row.route} of ${row.node}`,
};

function shownState(state: RouteState): { text: string; tone?: Tone } {
  const tone = TONES[state];
  return tone === undefined ? { text: state } : { text: state, tone };
}

function routeJson(row: RouteRow): JsonObject {
  return {
    nodeId: row.nodeId,
    node: row.node,
    route: row.route,
    state: routeState(row),
    announced: row.announced,
    approved: row.approved,
    serving: row.serving,
    servedBy: row.servedBy === null ? null : { id: row.servedBy.id, name: row.servedBy.name },
    overlaps: row.overlaps.map(({ nodeId, node, route }) => ({ nodeId, node, route })),
  };
}

/** The row of a route beside its neighbours. */
export function routeRow(
  { node, prefix, advertised, approved, serving }: Route,
  { servedBy, overlaps }: RouteNeighbours,
): RouteRow {
  return {
    nodeId: node.id,
    node: node.givenName,
    route: prefix,
    announced: advertised,
    approved,
    serving,
    servedBy: servedBy ? { id: servedBy.id, name: servedBy.givenName } : null,
    overlaps: overlaps.map((other) => ({
      nodeId: other.node.id,
      node: other.node.givenName,
      route: other.prefix,
    })),
  };
}
