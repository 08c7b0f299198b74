import type { HsError } from '../errors.ts';
import { canonicalIpAddress } from './ip-address.ts';
import type { Node } from './node.ts';
import { named, quoted } from './quoted.ts';
import { ambiguous, notFound, sameButCase, uniqueById } from './resolution.ts';
import { parseSelector, type Selector, selectorText } from './selector.ts';
import { isTaggedDevices } from './user.ts';

/** A node and what about it was named. Devices choose host names: a change aimed by one alone has to be asked. */
export interface FoundNode {
  readonly node: Node;
  readonly matchedBy: 'id' | 'givenName' | 'hostName' | 'ipAddress' | 'nodeKey';
}

/**
 * Finds the one node a reference names: id, given name, host name, IP address or node key; `id:` and `name:`
 * force a meaning. What the server vouches for (id, exact given name, address, key) beats what a device says of
 * itself (its host name). Case does not count in names that have no exact match as a given name.
 * @throws HsError `invalid_value` (empty, id 0, a cut node key), `not_found`, `ambiguous`
 */
export function findNode(reference: string, nodes: readonly Node[]): FoundNode {
  const selector = parseSelector(reference, 'node');
  const matches = matchesOf(selector, nodes);
  const [first, ...others] = matches;
  if (first === undefined) throw unknownNode(selector, nodes);
  if (others.length > 0) throw severalNodes(selector, matches);
  return first;
}

/** A node as messages name it: `laptop (id 1, alice)`, or with its tags where those own it. */
export function describeNode(node: Node): string {
  const name = node.givenName || node.name;
  const owner = ownerOf(node);
  const extra = owner === '' ? '' : `, ${owner}`;
  return `${name === '' ? 'a node without a name' : named(name)} (id ${node.id}${extra})`;
}

function ownerOf({ user, tags }: Node): string {
  if (user === null || isTaggedDevices(user)) return tags.map(named).join(' ');
  const name = user.name || user.email || user.displayName;
  return name === '' ? '' : named(name);
}

/** The strongest kind of match that there is; all nodes that match in that way. */
function matchesOf(selector: Selector, nodes: readonly Node[]): FoundNode[] {
  const sure = nodes.flatMap((node) => matchSurely(selector, node));
  if (sure.length > 0 || selector.kind === 'id') return unique(sure);
  const text = selectorText(selector);
  const near = unique([
    ...pick(nodes, 'givenName', ({ givenName }) => sameButCase(givenName, text)),
    ...pick(nodes, 'hostName', ({ name }) => name === text),
  ]);
  if (near.length > 0) return near;
  return pick(nodes, 'hostName', ({ name }) => sameButCase(name, text));
}

function matchSurely(selector: Selector, node: Node): FoundNode[] {
  if (selector.kind === 'id') return node.id === selector.id ? [{ node, matchedBy: 'id' }] : [];
  const text = selectorText(selector);
  if (selector.kind === 'digits' && node.id === text) return [{ node, matchedBy: 'id' }];
  if (selector.kind === 'nodeKey' && node.nodeKey.toLowerCase() === selector.nodeKey) {
    return [{ node, matchedBy: 'nodeKey' }];
  }
  if (selector.kind === 'ipAddress' && hasAddress(node, selector.address)) {
    return [{ node, matchedBy: 'ipAddress' }];
  }
  return node.givenName === text ? [{ node, matchedBy: 'givenName' }] : [];
}

function hasAddress(node: Node, address: string): boolean {
  return node.ipAddresses.some((text) => canonicalIpAddress(text) === address);
}

function pick(
  nodes: readonly Node[],
  matchedBy: FoundNode['matchedBy'],
  matches: (node: Node) => boolean,
): FoundNode[] {
  return nodes.filter(matches).map((node) => ({ node, matchedBy }));
}

function unique(matches: readonly FoundNode[]): FoundNode[] {
  return uniqueById(matches, ({ node }) => node.id);
}

function unknownNode(selector: Selector, nodes: readonly Node[]): HsError {
  const text = selectorText(selector);
  const names = nodes.flatMap((node) => [node.givenName, node.name]);
  switch (selector.kind) {
    case 'id':
      return notFound(`There is no node with the id ${text}`, text, [], 'hs nodes list');
    case 'ipAddress':
      return notFound(`There is no node with the address ${text}`, text, [], 'hs nodes list');
    case 'digits':
      return notFound(`There is no node with the id or name ${text}`, text, [], 'hs nodes list');
    case 'nodeKey':
      return notFound(`There is no node with the key ${quoted(text)}`, text, [], 'hs nodes list');
    default:
      return notFound(`There is no node ${quoted(text)}`, text, names, 'hs nodes list');
  }
}

function severalNodes(selector: Selector, matches: readonly FoundNode[]): HsError {
  const byName = matches.every(({ matchedBy }) => matchedBy === 'givenName' || matchedBy === 'hostName');
  const id = matches[0]?.node.id ?? '1';
  return ambiguous(
    `nodes ${byName ? 'are called' : 'answer to'} ${named(selectorText(selector))}`,
    matches.map(({ node }) => describeNode(node)),
    `Name the one you mean by its id, for example id:${id}.`,
  );
}
