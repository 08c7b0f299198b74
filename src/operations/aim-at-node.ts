import type { Node } from '../domain/node.ts';
import { describeNode, findNode } from '../domain/resolve-node.ts';
import { HsError } from '../errors.ts';

/**
 * The node a change is aimed at. Devices choose their host names, so one that is named by host name alone has to be
 * asked about: `byHostName` says so.
 */
export function aimAtNode(reference: string, nodes: readonly Node[]): { node: Node; byHostName: boolean } {
  const { node, matchedBy } = findNode(reference, nodes);
  return { node, byHostName: matchedBy === 'hostName' };
}

/** @throws HsError `nobody_to_ask`: --yes does not say that this node is meant, its given name or id does */
export function refuseHostName(node: Node): never {
  throw new HsError(
    'nobody_to_ask',
    `Only the host name fits, which devices choose themselves: ${describeNode(node)}`,
    {
      hint: `If that is the one, name it by its given name or id: id:${node.id}.`,
    },
  );
}
