import type { Context, Rule } from '../context.ts';
import { from, present } from '../context.ts';
import type { Message } from '../message.ts';
import { idOf } from '../message.ts';
import { bareError } from '../status.ts';
import type { NodeRow, RouteRow } from '../store/rows.ts';
import { findNode } from './node-lookup.ts';
import { nodeMessage } from './node-message.ts';
import { isExitRoute } from './prefixes.ts';

/** GetRoutes, up to 0.25: one row for every prefix of every node. */
export const getRoutes: Rule = (context) => ({
  routes: context.store.routes.all().map((route) => routeMessage(context, route)),
});

/** GetNodeRoutes. */
export const getNodeRoutes: Rule = (context, request) => {
  const node = findNode(context, request);
  if (!node) throw bareError('record not found', 'node_not_found');
  const routes = context.store.routes.filter((route) => route.nodeId === node.id);
  return { routes: routes.map((route) => routeMessage(context, route)) };
};

/** EnableRoute: only what is announced. Exit routes go in pairs. */
export const enableRoute: Rule = (context, request) => {
  const route = routeOf(context, request);
  if (!route.advertised) {
    const node = context.store.nodes.get(route.nodeId);
    // The server has the two arguments the wrong way round.
    throw bareError(
      `route (${node?.hostname ?? ''}) is not available on node ${route.prefix}: route is not available on node`,
      'other',
    );
  }
  for (const each of pairOf(context, route)) {
    if (each.advertised) change(context, each, { enabled: true, isPrimary: becomesPrimary(context, each) });
  }
  return {};
};

/** DisableRoute. A route that served goes on being called primary. */
export const disableRoute: Rule = (context, request) => {
  for (const each of pairOf(context, routeOf(context, request))) change(context, each, { enabled: false });
  return {};
};

/** DeleteRoute. */
export const deleteRoute: Rule = (context, request) => {
  for (const each of pairOf(context, routeOf(context, request))) context.store.routes.delete(each.id);
  return {};
};

/** Makes a row for every prefix a node announces now, and marks those it announces no longer. Up to 0.25. */
export function syncRouteRows(context: Context, node: NodeRow): void {
  if (from(context, '0.26')) return;
  const { routes } = context.store;
  const rows = routes.filter((route) => route.nodeId === node.id);
  for (const row of rows) {
    const advertised = node.announcedRoutes.includes(row.prefix);
    if (row.advertised !== advertised) change(context, row, { advertised });
  }
  const now = present(context);
  for (const prefix of node.announcedRoutes) {
    if (rows.some((row) => row.prefix === prefix)) continue;
    routes.insert({
      nodeId: node.id,
      prefix,
      advertised: true,
      enabled: false,
      isPrimary: false,
      createdAt: now,
      updatedAt: now,
    });
  }
}

/** Takes the rows of a node away. */
export function removeRoutesOf(context: Context, node: NodeRow): void {
  for (const route of context.store.routes.filter((row) => row.nodeId === node.id)) {
    context.store.routes.delete(route.id);
  }
}

function routeOf(context: Context, request: Message): RouteRow {
  const route = context.store.routes.get(idOf(request, 'routeId'));
  if (!route) throw bareError('record not found', 'other');
  return route;
}

function pairOf(context: Context, route: RouteRow): RouteRow[] {
  if (!isExitRoute(route.prefix)) return [route];
  return context.store.routes.filter((other) => other.nodeId === route.nodeId && isExitRoute(other.prefix));
}

function becomesPrimary(context: Context, route: RouteRow): boolean {
  if (isExitRoute(route.prefix)) return false;
  const rival = context.store.routes.find(
    (other) => other.id !== route.id && other.prefix === route.prefix && other.isPrimary && other.enabled,
  );
  return rival === undefined;
}

function change(context: Context, route: RouteRow, changes: Partial<Omit<RouteRow, 'id'>>): void {
  context.store.routes.update(route.id, { ...changes, updatedAt: present(context) });
}

/** The node inside a route is shown without its key and never online. */
function routeMessage(context: Context, { nodeId, ...route }: RouteRow): Message {
  const node = context.store.nodes.get(nodeId);
  return { ...route, node: node && { ...nodeMessage(context, node, 'change'), preAuthKey: null } };
}
