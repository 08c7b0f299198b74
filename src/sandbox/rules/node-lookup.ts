import type { Context } from '../context.ts';
import { from } from '../context.ts';
import type { Message } from '../message.ts';
import { digitsOf, idOf } from '../message.ts';
import { asOf } from '../release.ts';
import type { SandboxStatus } from '../status.ts';
import { bareError, notFound } from '../status.ts';
import type { NodeRow } from '../store/rows.ts';

/** GetNode's and DeleteNode's way of saying that there is no such node. */
export function nodeNotFound(context: Context): SandboxStatus {
  return from(context, '0.27.0')
    ? notFound('node not found', 'node_not_found')
    : bareError('record not found', 'node_not_found');
}

/** What the node store says when a change finds no node; `id` is in decimal. */
export function noNodeToChange(context: Context, id: string): SandboxStatus {
  const text = asOf(context.release, {
    '0.23': 'record not found',
    '0.27.0': `node not found in NodeStore: ${id}`,
    '0.28': `node no longer exists in NodeStore: ${id}`,
  });
  return bareError(text, 'node_not_found');
}

/** The node a request names; undefined when there is none. Up to 0.26 id 0 finds the node with the lowest id. */
export function findNode(context: Context, request: Message): NodeRow | undefined {
  const id = idOf(request, 'nodeId');
  if (id === 0 && !from(context, '0.27.0')) return context.store.nodes.find(() => true);
  return context.store.nodes.get(id);
}

/** The node a request names; throws what `otherwise` makes of the id. */
export function nodeForChange(
  context: Context,
  request: Message,
  otherwise: (id: string) => SandboxStatus,
): NodeRow {
  const node = findNode(context, request);
  if (!node) throw otherwise(digitsOf(request, 'nodeId'));
  return node;
}
