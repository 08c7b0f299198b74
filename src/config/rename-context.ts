import { findContext } from './config.ts';
import type { Contexts } from './contexts.ts';
import { renameKey } from './stored-key.ts';

/**
 * Gives a context another name, and its key with it. Where the key cannot go along the old name comes back.
 * @throws HsError `not_found`, `conflict`; what the store throws
 */
export async function renameContext({ file, store }: Contexts, from: string, to: string): Promise<void> {
  const { key, address } = findContext((await file.read()).config, from);
  if (from === to) return;
  await file.change((draft) => draft.rename(from, to));
  if (key.kind !== 'file' && key.kind !== 'keyring') return;
  try {
    await renameKey(store(key.kind), { name: from, address }, to);
  } catch (error) {
    await file.change((draft) => draft.rename(to, from));
    throw error;
  }
}
