import type { Node } from '../../../domain/node.ts';
import { routesOf } from '../../../domain/route.ts';
import { HsError } from '../../../errors.ts';
import type { HeadscaleApi } from '../../../headscale/port.ts';

/** A route of one node as 0.25 and older keep it. */
export interface NumberedRoute {
  /** 0 where the release gives routes no ids. */
  readonly id: string;
  readonly node: Node;
  readonly prefix: string;
  readonly advertised: boolean;
  readonly enabled: boolean;
  readonly primary: boolean;
}

/** What is said where an id of a route is of no use. */
export const NO_IDS = 'Headscale from 0.26 on gives routes no ids';

/** All routes, with their ids where the release has some. */
export async function allRoutes(api: HeadscaleApi): Promise<NumberedRoute[]> {
  const routes = routesOf(await api.listNodes()).map(({ node, prefix, advertised, approved, serving }) => ({
    id: '0',
    node,
    prefix,
    advertised,
    enabled: approved,
    primary: serving,
  }));
  if (await api.can('routesAreLists')) return routes;
  const ids = routeIds(await api.raw('GetRoutes', {}, { change: false }));
  return routes.map((route) => ({ ...route, id: ids.get(keyOf(route.node.id, route.prefix)) ?? '0' }));
}

/**
 * The route of that id.
 * @throws HsError `unsupported` where the release has no ids, `not_found`
 */
export async function routeOfId(api: HeadscaleApi, id: bigint): Promise<NumberedRoute> {
  if (await api.can('routesAreLists')) {
    throw new HsError('unsupported', NO_IDS, {
      hint: '`headscale nodes approve-routes -i NODE -r PREFIX,…` approves by prefix, all that there will be; `hs routes approve NODE PREFIX` adds one.',
    });
  }
  const route = (await allRoutes(api)).find((one) => id !== 0n && one.id === String(id));
  if (route) return route;
  throw new HsError('not_found', `There is no route with the id ${id}`, {
    hint: '`headscale routes list` shows what there is.',
  });
}

function routeIds({ routes }: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const rows: readonly unknown[] = Array.isArray(routes) ? routes : [];
  return new Map(
    rows.map((row) => [keyOf(textAt(fieldOf(row, 'node'), 'id'), textAt(row, 'prefix')), textAt(row, 'id')]),
  );
}

function keyOf(nodeId: string, prefix: string): string {
  return `${nodeId} ${prefix}`;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function textAt(value: unknown, name: string): string {
  const text = fieldOf(value, name);
  return typeof text === 'string' ? text : '';
}
