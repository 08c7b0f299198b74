import type { Node } from '../domain/node.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** How often the server is asked, in milliseconds. */
const EVERY = 2000;
/** How long a person is waited for, in milliseconds. */
const LONGEST_WAIT = 10 * 60_000;

/** What waiting takes from outside. */
export interface Waiting {
  /** Ends with `interrupted` at Ctrl-C. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Told each time something new is seen. */
  readonly progress: (node: Node | undefined) => void;
}

/**
 * Waits until a node that fits is there and online.
 * @throws HsError `timeout` when nobody came for ten minutes
 */
export async function awaitNode(
  api: Pick<HeadscaleApi, 'listNodes'>,
  fits: (node: Node) => boolean,
  { sleep, progress }: Waiting,
): Promise<Node> {
  let seen: Node | undefined;
  progress(undefined);
  for (let waited = 0; waited <= LONGEST_WAIT; waited += EVERY) {
    const found: Node | undefined = newest((await api.listNodes()).filter(fits));
    if (found?.online) return found;
    if (found && found.id !== seen?.id) progress(found);
    seen = found;
    await sleep(EVERY);
  }
  throw new HsError(
    'timeout',
    seen === undefined
      ? 'No device came in ten minutes'
      : `Node ${seen.givenName} (id ${seen.id}) is registered, and was not online for ten minutes`,
    {
      hint:
        seen === undefined ? 'What was made goes on to work: hs nodes list' : `hs nodes show id:${seen.id}`,
    },
  );
}

/** Whether a node joined with this key; nodes of before cannot have. */
export function joinedWith(keyId: string, before: readonly Node[]): (node: Node) => boolean {
  const old = new Set(before.map(({ id }) => id));
  return (node) => !old.has(node.id) && node.preAuthKey?.id === keyId;
}

function newest(nodes: readonly Node[]): Node | undefined {
  return nodes.reduce<Node | undefined>(
    (best, node) => (best === undefined || BigInt(node.id) > BigInt(best.id) ? node : best),
    undefined,
  );
}
