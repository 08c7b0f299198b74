import type { Rule } from '../context.ts';
import { from } from '../context.ts';
import { idOf, textsOf } from '../message.ts';
import { asOf } from '../release.ts';
import { bareError, invalidArgument } from '../status.ts';
import { nodeForChange } from './node-lookup.ts';
import { nodeMessage } from './node-message.ts';
import { changedInMemory, changedOnDisk } from './on-disk.ts';
import { badPrefix, canonicalPrefix, EXIT_ROUTES, isExitRoute, sortPrefixes } from './prefixes.ts';
import { servableRoutes } from './served-routes.ts';

/** SetApprovedRoutes (0.26 and later): replaces the whole set; one exit route brings the other. */
export const setApprovedRoutes: Rule = (context, request) => {
  const routes = approved(context.release, textsOf(request, 'routes'));
  const node = nodeForChange(context, request, (id) => {
    const text = asOf(context.release, {
      '0.26': 'record not found',
      '0.27.0': `node not found in NodeStore: ${id}`,
      '0.28': `node no longer exists in NodeStore: ${id}`,
    });
    return invalidArgument(text, 'node_not_found');
  });
  // Node id 0 finds a node in 0.26, but then changes none.
  if (idOf(request, 'nodeId') === 0) return { node: nodeMessage(context, node, 'approval') };
  const change = { approvedRoutes: routes };
  const changed =
    routes.length === 0 ? changedInMemory(context, node, change) : changedOnDisk(context, node, change);
  // Up to 0.28 a subnet is served from its approval on, even by a node that is offline.
  if (changed.online || !from(context, '0.29')) {
    context.store.primaryRoutes.set(node.id, servableRoutes(changed));
  }
  return { node: nodeMessage(context, changed, 'approval') };
};

function approved(release: Parameters<typeof sortPrefixes>[0], routes: readonly string[]): string[] {
  const set = new Set<string>();
  for (const route of routes) {
    const wrong = badPrefix(route);
    if (wrong !== undefined) throw bareError(`parsing route: ${wrong}`, 'bad_route');
    const prefix = canonicalPrefix(route);
    for (const each of isExitRoute(prefix) ? EXIT_ROUTES : [prefix]) set.add(each);
  }
  return sortPrefixes(release, [...set]);
}
