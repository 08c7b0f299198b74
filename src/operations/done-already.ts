import { type Instant, isZeroTime, toMillis } from '../domain/instant.ts';
import type { Node } from '../domain/node.ts';
import type { HeadscaleApi, NodeExpiry } from '../headscale/port.ts';

/** The server's clock says when "now" was, and it may be some minutes apart. */
const CLOCKS_APART_MS = 300_000;

/**
 * Whether something was over before anybody asked for it, by any clock: there is nothing to expire then.
 * @param now milliseconds since 1970
 */
export function isLongOver(end: Instant | null, now: number): end is Instant {
  return end !== null && !isZeroTime(end) && toMillis(end) <= now - CLOCKS_APART_MS;
}

/** Something with a number of its own. */
interface Numbered {
  readonly id: string;
}

/** Whether a node is by now as it was wished; false where there is none any more. */
export async function nodeIs(
  api: Pick<HeadscaleApi, 'listNodes'>,
  { id }: Numbered,
  as: (node: Node) => boolean,
): Promise<boolean> {
  return (await api.listNodes()).some((node) => node.id === id && as(node));
}

/** Whether a thing is not in the list any more. */
export async function isGone(list: () => Promise<readonly Numbered[]>, { id }: Numbered): Promise<boolean> {
  return !(await list()).some((item) => item.id === id);
}

/**
 * Whether a node has the expiry that it was given: a node that was expired "now" has one that is over.
 * @param now milliseconds since 1970, when it was asked for
 */
export function hasExpiry({ expiry }: Pick<Node, 'expiry'>, wished: NodeExpiry, now: number): boolean {
  if (wished === 'never') return expiry === null;
  if (expiry === null) return false;
  return wished === 'now'
    ? toMillis(expiry) <= now + CLOCKS_APART_MS
    : Math.abs(toMillis(expiry) - toMillis(wished.at)) < 1000;
}

/**
 * Whether a key that was expired is over by now.
 * @param now milliseconds since 1970, when it was asked for
 */
export async function hasEnded(
  list: () => Promise<readonly (Numbered & { readonly expiration: Instant | null })[]>,
  { id }: Numbered,
  now: number,
): Promise<boolean> {
  const found = (await list()).find((key) => key.id === id);
  return (
    found === undefined || (found.expiration !== null && toMillis(found.expiration) <= now + CLOCKS_APART_MS)
  );
}
