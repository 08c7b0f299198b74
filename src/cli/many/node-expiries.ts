import { toMillis } from '../../domain/instant.ts';
import type { Node } from '../../domain/node.ts';
import { formatRelative } from '../../domain/relative-time.ts';
import { describeNode } from '../../domain/resolve-node.ts';
import type { HeadscaleApi, NodeExpiry } from '../../headscale/port.ts';
import { hasExpiry, isLongOver, nodeIs } from '../../operations/done-already.ts';
import { expiryText, prepareExpiry } from '../../operations/expire-node.ts';
import type { ItemPlan, ManyWords } from './item-plan.ts';

/** How nodes are given an expiry. */
interface NodeExpiries {
  readonly words: ManyWords;
  plan(node: Node, ask: ItemPlan['ask']): ItemPlan;
}

/**
 * Makes sure that the release can do it, and answers how it is done.
 * @param now milliseconds since 1970
 * @throws HsError `unsupported`
 */
export async function nodeExpiries(
  api: HeadscaleApi,
  expiry: NodeExpiry,
  now: number,
): Promise<NodeExpiries> {
  const warnings = await prepareExpiry(api, expiry);
  const when = expiryText(expiry, now);
  return {
    words: {
      title: (count) => `Expire ${count} ${count === 1 ? 'node' : 'nodes'} ${when}`,
      none: 'No node is meant, so none was expired',
    },
    plan(node, ask) {
      const label = describeNode(node);
      return {
        target: { id: node.id, name: node.givenName },
        label,
        title: `Expire node ${label} ${when}`,
        facts: [],
        warnings,
        ask,
        unchanged: isSoAlready(node, expiry, now)
          ? `Nothing to change: node ${label} ${shownExpiry(node, now)}`
          : undefined,
        async apply() {
          await api.expireNode(node, expiry);
          return expiry === 'now' ? `Expired node ${label}` : `Node ${label} expires ${when}`;
        },
        isDone: () => nodeIs(api, node, (seen) => hasExpiry(seen, expiry, now)),
      };
    },
  };
}

/** A node that is connected although its time is over is told once more. */
function isSoAlready(node: Node, expiry: NodeExpiry, now: number): boolean {
  if (expiry === 'now') return !node.online && isLongOver(node.expiry, now);
  return hasExpiry(node, expiry, now);
}

function shownExpiry({ expiry }: Node, now: number): string {
  if (expiry === null) return 'never expires';
  return `${toMillis(expiry) <= now ? 'expired' : 'expires'} ${formatRelative(expiry, now)}`;
}
