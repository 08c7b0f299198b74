import type { Node } from '../domain/node.ts';
import { describeNode, findNode } from '../domain/resolve-node.ts';
import { HsError } from '../errors.ts';

/** A node that a change is aimed at. Devices choose their host names: one named by that alone has to be asked about. */
export interface AimedNode {
  readonly node: Node;
  readonly byHostName: boolean;
}

/** The node a change is aimed at. Throws as `findNode` does. */
export function aimAtNode(reference: string, nodes: readonly Node[]): AimedNode {
  const { node, matchedBy } = findNode(reference, nodes);
  return { node, byHostName: matchedBy === 'hostName' };
}

/** @throws HsError `nobody_to_ask`: --yes does not say that these nodes are meant, their given names or ids do */
export function refuseHostNames(nodes: readonly Node[]): never {
  const [first] = nodes;
  const which = nodes.length > 1 ? 'If those are the ones, name them by their given names or ids' : undefined;
  throw new HsError('nobody_to_ask', onlyHostNames(nodes), {
    hint: which ?? `If that is the one, name it by its given name or id: id:${first?.id}.`,
  });
}

/** What is said of nodes that only their host names lead to. */
export function onlyHostNames(nodes: readonly Node[]): string {
  return `Only the host name fits, which devices choose themselves: ${nodes.map(describeNode).join(', ')}`;
}
