import type { Context } from '../context.ts';
import type { NodeRow } from '../store/rows.ts';
import { isExitRoute, sortPrefixes } from './prefixes.ts';

/** What a node serves: subnets it is primary for, and the exit routes, which stay while it is offline. */
export function servedRoutes(context: Context, node: NodeRow): { primary: string[]; exit: string[] } {
  if (node.approvedRoutes.length === 0) return { primary: [], exit: [] };
  const both = node.approvedRoutes.filter((prefix) => node.announcedRoutes.includes(prefix));
  return {
    primary: sortPrefixes(context.release, context.store.primaryRoutes.of(node.id)),
    exit: sortPrefixes(context.release, both.filter(isExitRoute)),
  };
}

/** The subnets a node could serve: announced, approved, and no exit route. */
export function servableRoutes(node: NodeRow): string[] {
  return node.approvedRoutes.filter(
    (prefix) => node.announcedRoutes.includes(prefix) && !isExitRoute(prefix),
  );
}
