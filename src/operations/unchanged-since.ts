import type { Node } from '../domain/node.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/**
 * Reads a node again right before a call that replaces a whole list of it.
 * @throws HsError `changed_meanwhile` where somebody changed that list since, or deleted the node. What is between
 *   this read and the write cannot be seen: no release has a call that compares and sets.
 */
export async function unchangedSince(
  api: HeadscaleApi,
  seen: Node,
  same: (before: Node, now: Node) => boolean,
): Promise<Node> {
  const now = (await api.listNodes()).find(({ id }) => id === seen.id);
  if (now && same(seen, now)) return now;
  const what = now ? 'was changed by somebody else' : 'was deleted';
  throw new HsError(
    'changed_meanwhile',
    `Node ${seen.givenName} (id ${seen.id}) ${what} in the meantime, so nothing was done`,
    {
      hint: 'Look at it again (hs nodes show), then repeat the command.',
    },
  );
}
