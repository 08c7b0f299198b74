import { HsError } from '../errors.ts';
import { findContext } from './config.ts';
import type { Contexts } from './contexts.ts';
import { forgetKey } from './stored-key.ts';

/** What became of a context that was removed. */
export interface RemovedContext {
  /** Why its key could not be forgotten, as a sentence; undefined where it was, or where there was none. */
  readonly keyLeft: string | undefined;
  /** Another context, where the one removed was the current one and others are left. */
  readonly another: string | undefined;
}

/**
 * Takes a context out, and its key with it. Where the key cannot be forgotten, `leaveKey` is told why and says
 * whether to go on without that; it throws where not.
 * @throws HsError `not_found`; what `leaveKey` throws
 */
export async function removeContext(
  contexts: Contexts,
  name: string,
  leaveKey: (why: HsError) => Promise<void>,
): Promise<RemovedContext> {
  const { config } = await contexts.file.read();
  const context = findContext(config, name);
  let keyLeft: string | undefined;
  try {
    await forgetKey(contexts, context);
  } catch (error) {
    if (!(error instanceof HsError) || error.code === 'interrupted') throw error;
    await leaveKey(error);
    keyLeft = error.message;
  }
  await contexts.file.change((draft) => draft.remove(name));
  const left = [...config.contexts.keys()].filter((other) => other !== name);
  return { keyLeft, another: config.currentContext === name ? left[0] : undefined };
}
