import type { PolicyNode } from './hujson.ts';

/** A member of an object of the policy. */
export interface Member {
  readonly name: string;
  readonly key: PolicyNode;
  readonly value: PolicyNode;
}

/** The members of an object; none of what is no object. */
export function membersOf(node: PolicyNode | undefined): Member[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children = [] }) => {
    const [key, value] = children;
    return key && value ? [{ name: String(key.value), key, value }] : [];
  });
}

/** The value of a member, whatever its case: servers read the names of fields so. */
export function fieldOf(node: PolicyNode | undefined, name: string): PolicyNode | undefined {
  const wanted = name.toLowerCase();
  return membersOf(node).find((member) => member.name.toLowerCase() === wanted)?.value;
}

/** The items of an array; none of what is no array. */
export function itemsOf(node: PolicyNode | undefined): readonly PolicyNode[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** Every value below a node, and the node itself; the names of members are among them. */
export function* nodesBelow(node: PolicyNode | undefined): Generator<PolicyNode> {
  if (!node) return;
  yield node;
  for (const child of node.children ?? []) yield* nodesBelow(child);
}
