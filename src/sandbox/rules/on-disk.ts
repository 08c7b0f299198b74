import type { Context } from '../context.ts';
import type { NodeRow, OnDisk } from '../store/rows.ts';

/** The releases whose node store loses writes: gorm's `Updates(struct)` skips zero values and leaves out `expiry`. */
const FORGETFUL = ['0.27.1', '0.28'];

type Kept = Pick<NodeRow, 'expiry' | 'tags' | 'approvedRoutes'>;

/** Changes a node in memory; the forgetful releases keep the old values on disk, all others write them. */
export function changedInMemory(context: Context, node: NodeRow, changes: Partial<Kept>): NodeRow {
  const { nodes } = context.store;
  if (!FORGETFUL.includes(context.release)) return changedOnDisk(context, node, changes);
  const before: Partial<Kept> = Object.fromEntries(
    (Object.keys(changes) as (keyof Kept)[]).map((field) => [field, node[field]]),
  );
  return nodes.update(node.id, { ...changes, onDisk: { ...before, ...node.onDisk } });
}

/** Changes a node in memory and on disk. */
export function changedOnDisk(context: Context, node: NodeRow, changes: Partial<Kept>): NodeRow {
  const onDisk: OnDisk = Object.fromEntries(
    Object.entries(node.onDisk ?? {}).filter(([field]) => !Object.hasOwn(changes, field)),
  );
  return context.store.nodes.update(node.id, { ...changes, onDisk });
}

/** What a restart makes of a node: what never reached the disk is gone. */
export function asOnDisk(node: NodeRow): NodeRow {
  const { onDisk, ...rest } = node;
  return { ...rest, ...onDisk };
}
