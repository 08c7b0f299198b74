import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { recordedApi } from '../operations/recorded-changes.ts';
import { addToHistory } from '../state/history.ts';
import type { Dependencies } from './dependencies.ts';
import type { ServerTarget } from './server-target.ts';

/**
 * The port, each change of which goes into the history of this machine. A change is no less made because it cannot be
 * remembered: that is said once, and the command goes on. Without a home folder nothing is remembered.
 */
export function rememberedChanges(
  api: HeadscaleApi,
  { context, address, apiKey }: Pick<ServerTarget, 'context' | 'address' | 'apiKey'>,
  { state, now }: Pick<Dependencies, 'state' | 'now'>,
  { note, say }: { readonly note: string | undefined; readonly say: (text: string) => void },
): HeadscaleApi {
  if (state.folder === undefined) return api;
  let told = false;
  const place = { context: context ?? null, address: address.text };
  return recordedApi(
    api,
    async (change) => {
      const at = new Date(now()).toISOString();
      try {
        await addToHistory(state, { at, ...place, ...change, note: note ?? null });
      } catch (error) {
        if (!(error instanceof HsError)) throw error;
        if (!told) say(`Warning: this change is not in the history: ${error.message}`);
        told = true;
      }
    },
    apiKey === undefined ? [] : [apiKey],
  );
}
