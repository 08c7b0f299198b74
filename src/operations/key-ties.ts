import type { Node } from '../domain/node.ts';
import type { PreAuthKey } from '../domain/pre-auth-key.ts';
import { describeNode } from '../domain/resolve-node.ts';

/** What goes with a key that is deleted. */
export interface KeyTies {
  readonly facts: readonly string[];
  readonly warnings: readonly string[];
  /** True where something that is there depends on it. */
  readonly holds: boolean;
}

/** The most nodes that one line names. */
const MOST_NAMED = 3;

const SHOWN_AT_EACH_START =
  'A device that shows its key at each start, as containers do, is refused once the key is deleted';

/**
 * What nodes have to do with the key that they joined with. 0.28 and later take it from them when it is deleted (source
 * of 0.28.0 and 0.29.2): one that was ephemeral by its key stays for good after the next restart. And a device that
 * registers again with a key, used up or not, is let in only where the server still has it.
 */
export function tiesOf(key: PreAuthKey, nodes: readonly Node[]): KeyTies {
  const joined = nodes.filter(({ preAuthKey }) => preAuthKey?.id === key.id);
  if (joined.length === 0) return { facts: [], warnings: [], holds: false };
  const names = joined.slice(0, MOST_NAMED).map(describeNode).join(', ');
  const more = joined.length > MOST_NAMED ? ` and ${joined.length - MOST_NAMED} more` : '';
  return {
    facts: [
      key.ephemeral
        ? `Ephemeral nodes joined with it, and would not vanish any more: ${names}${more}`
        : `Nodes joined with it: ${names}${more}`,
    ],
    warnings: [SHOWN_AT_EACH_START],
    holds: key.ephemeral,
  };
}
