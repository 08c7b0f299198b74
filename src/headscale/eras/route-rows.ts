import type { Node } from '../../domain/node.ts';
import { HsError } from '../../errors.ts';
import type { Fields } from './read.ts';

/** A route as Headscale up to 0.25 keeps it: one row for each node and prefix. */
export interface RouteRow {
  readonly id: string;
  /** Undefined where the row outlived its node. */
  readonly nodeId: string | undefined;
  readonly prefix: string;
  readonly advertised: boolean;
  readonly enabled: boolean;
  readonly primary: boolean;
}

export function readRouteRow(fields: Fields): RouteRow {
  return {
    id: fields.id('id'),
    nodeId: fields.optionalChild('node')?.optionalId('id'),
    prefix: fields.someText('prefix'),
    advertised: fields.flag('advertised'),
    enabled: fields.flag('enabled'),
    primary: fields.flag('isPrimary'),
  };
}

/** True for the default routes, which servers approve and revoke as a pair. */
function isExitRoute(prefix: string): boolean {
  return prefix === '0.0.0.0/0' || prefix === '::/0';
}

/**
 * A node with its rows as the lists that 0.26 and later give: announced, enabled, and served now. Rows stay primary
 * when they are disabled or no longer announced, and exit routes never are (measured on 0.23 to 0.25).
 */
export function withRoutes(node: Node, rows: readonly RouteRow[]): Node {
  const prefixes = (wanted: (row: RouteRow) => boolean) => rows.filter(wanted).map((row) => row.prefix);
  return {
    ...node,
    availableRoutes: prefixes((row) => row.advertised),
    approvedRoutes: prefixes((row) => row.enabled),
    subnetRoutes: prefixes(
      (row) => row.advertised && row.enabled && (row.primary || isExitRoute(row.prefix)),
    ),
  };
}

/** Every node with its own rows; rows without a node are left out. */
export function mergeRoutes(nodes: readonly Node[], rows: readonly RouteRow[]): Node[] {
  const byNode = Map.groupBy(rows, (row) => row.nodeId);
  return nodes.map((node) => withRoutes(node, byNode.get(node.id) ?? []));
}

/** One EnableRoute or DisableRoute. */
export interface RouteChange {
  readonly rpc: 'EnableRoute' | 'DisableRoute';
  readonly routeId: string;
  readonly prefix: string;
}

/**
 * The calls that turn the rows of a node into the wanted set. An exit route means both of them, and one call
 * changes the pair. Throws `unsupported` for a prefix the node does not announce: it has no row to enable.
 */
export function routeChanges(rows: readonly RouteRow[], wanted: readonly string[]): RouteChange[] {
  const exit = wanted.some(isExitRoute);
  const isWanted = (prefix: string) => (isExitRoute(prefix) ? exit : wanted.includes(prefix));
  const enable = rows.filter((row) => isWanted(row.prefix) && !row.enabled);
  const disable = rows.filter((row) => !isWanted(row.prefix) && row.enabled);
  const canHave = new Set(rows.filter((row) => row.enabled || row.advertised).map((row) => row.prefix));
  const missing = wanted.filter((prefix) => !canHave.has(prefix));
  if (missing.length > 0) {
    throw new HsError('unsupported', `The node does not announce ${missing.join(', ')}`, {
      hint: 'Headscale before 0.26 approves announced routes alone: `tailscale set --advertise-routes=…` first.',
    });
  }
  return [
    ...oneOfThePair(enable).map((row) => change('EnableRoute', row)),
    ...oneOfThePair(disable).map((row) => change('DisableRoute', row)),
  ];
}

function change(rpc: RouteChange['rpc'], row: RouteRow): RouteChange {
  return { rpc, routeId: row.id, prefix: row.prefix };
}

function oneOfThePair(rows: readonly RouteRow[]): RouteRow[] {
  const firstExit = rows.find((row) => isExitRoute(row.prefix));
  return rows.filter((row) => row === firstExit || !isExitRoute(row.prefix));
}
