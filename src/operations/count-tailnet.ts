import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** How many there are. */
export interface TailnetCount {
  readonly users: number;
  readonly nodes: number;
}

/**
 * Counts what a server knows; undefined where it does not tell, since nothing hangs on it.
 * @throws HsError `interrupted`
 */
export async function countTailnet(api: HeadscaleApi): Promise<TailnetCount | undefined> {
  try {
    const [users, nodes] = await Promise.all([api.listUsers(), api.listNodes()]);
    return { users: users.length, nodes: nodes.length };
  } catch (error) {
    if (error instanceof HsError && error.code !== 'interrupted') return undefined;
    throw error;
  }
}
