import type { Node } from '../../../domain/node.ts';
import { findNode } from '../../../domain/resolve-node.ts';
import type { HeadscaleApi } from '../../../headscale/port.ts';
import type { Call } from '../../call.ts';
import { idFlag } from '../../grammar/flag.ts';

/** `-i`, which names a node. */
export const IDENTIFIER = idFlag({
  name: 'identifier',
  char: 'i',
  summary: 'The id of the node',
  required: true,
});

/**
 * The node that a line names.
 * @throws HsError `invalid_value` for id 0, which old servers take for the first node; `not_found`
 */
export async function nodeMeant(call: Call, api: HeadscaleApi): Promise<Node> {
  const reference = `id:${call.value(IDENTIFIER)}`;
  return findNode(reference, await api.listNodes()).node;
}
