import { printValue } from '../domain/filter/expression.ts';
import { allOf, type Filter, parseFilter } from '../domain/filter/filter.ts';
import { mentions } from '../domain/filter/mentions.ts';
import { nodeFields } from '../domain/filter/node-fields.ts';
import { isZeroTime, toMillis } from '../domain/instant.ts';
import type { Node } from '../domain/node.ts';
import { formatRelative } from '../domain/relative-time.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { HsError } from '../errors.ts';

/** The most nodes that one line names. */
const MOST_NAMED = 5;

/** What nodes are to go, as typed. All that is given has to hold. */
export interface NodesToPrune {
  /** Not connected for so long. */
  readonly offline?: string | undefined;
  /** Expired for so long; `0` for all that are. */
  readonly expired?: string | undefined;
  readonly filter?: readonly string[] | undefined;
}

/** What was asked for, read before anything is sent. */
export interface NodePruning {
  readonly filter: Filter<Node>;
  /** Whether a filter says itself what is to become of nodes that are online. */
  readonly mayBeOnline: boolean;
}

/**
 * Reads what nodes are to go.
 * @throws HsError `usage` where nothing says which, `invalid_value`
 */
export function readNodePruning({ offline, expired, filter = [] }: NodesToPrune): NodePruning {
  const whole = allOf([
    ...(offline === undefined ? [] : [preset(`offline and seen>${printValue(offline)}`, '--offline')]),
    ...(expired === undefined ? [] : [preset(expiredFor(expired), '--expired')]),
    ...filter.map((text) => parseFilter(text, nodeFields)),
  ]);
  if (!whole) {
    throw new HsError('usage', 'Nothing says which nodes are to go', {
      hint: 'For example: hs nodes prune --offline 60d, or --expired, or --filter.',
    });
  }
  return { filter: whole, mayBeOnline: filter.some((text) => mentions(text, ['online', 'offline'])) };
}

/** The nodes that go, and those that fit and stay since they are online. */
export interface PrunedNodes {
  readonly nodes: readonly Node[];
  readonly spared: readonly Node[];
}

/**
 * @param now milliseconds since 1970
 * @param everything whether all nodes there are may go
 * @throws HsError `usage` where everything fits and that was not asked for
 */
export function nodesToPrune(
  all: readonly Node[],
  { filter, mayBeOnline }: NodePruning,
  { now, everything }: { readonly now: number; readonly everything: boolean },
): PrunedNodes {
  const fitting = all.filter((node) => filter.matches(node, now));
  if (all.length > 0 && fitting.length === all.length && !everything) {
    const count = all.length === 1 ? 'the only node' : `all ${all.length} nodes`;
    throw new HsError('usage', `${filter.text} fits ${count} there ${all.length === 1 ? 'is' : 'are'}`, {
      hint: 'Nothing was pruned. If every node is meant to go, add --all.',
    });
  }
  const stays = ({ online }: Node) => online && !mayBeOnline;
  return { nodes: fitting.filter((node) => !stays(node)), spared: fitting.filter(stays) };
}

/** What is said of nodes that fit and stay. */
export function sparedText(spared: readonly Node[]): string {
  const names = spared.slice(0, MOST_NAMED).map(describeNode).join(', ');
  const more = spared.length > MOST_NAMED ? ` and ${spared.length - MOST_NAMED} more` : '';
  return `Online, and so left alone: ${names}${more}`;
}

/** Why a node is old, for the list of those that go. */
export function pruningFacts({ online, lastSeen, expiry }: Node, now: number): string[] {
  const known = lastSeen !== null && !isZeroTime(lastSeen);
  const seen = known ? `Last seen ${formatRelative(lastSeen, now)}` : 'Never seen';
  const isOver = expiry !== null && !isZeroTime(expiry) && toMillis(expiry) <= now;
  return [...(online ? [] : [seen]), ...(isOver ? [`Expired ${formatRelative(expiry, now)}`] : [])];
}

function expiredFor(time: string): string {
  return /^0+[a-z]*$/.test(time) ? 'expired' : `ended>${printValue(time)}`;
}

function preset(text: string, flag: string): Filter<Node> {
  return parseFilter(text, nodeFields, flag);
}
