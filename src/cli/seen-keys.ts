import type { ApiKey } from '../domain/api-key.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import type { Dependencies } from './dependencies.ts';

/** What came by of API keys while a command did its work. */
interface Seen {
  readonly address: string;
  /** The key that the connection was opened with. */
  readonly apiKey: string;
  readonly keys: readonly ApiKey[];
  /** Whether these keys were ended. */
  readonly ended: boolean;
}

/**
 * Looks at the keys that servers list while a command runs, so that the end of the one in use is known later without
 * a call of its own.
 */
export class SeenKeys {
  readonly #seen: Seen[] = [];

  /** The same, each of whose connections is looked at. */
  watch(connect: Dependencies['connect']): Dependencies['connect'] {
    return async (server) => {
      const api = await connect(server);
      const { apiKey } = server;
      if (apiKey === undefined) return api;
      const note = (keys: readonly ApiKey[], ended: boolean) =>
        this.#seen.push({ address: server.address.text, apiKey, keys, ended });
      return watched(api, note);
    };
  }

  /** Remembers what was seen. It is a convenience: that it cannot be written is no failure of the command. */
  async remember(state: Dependencies['state']): Promise<void> {
    if (this.#seen.length === 0 || state.folder === undefined) return;
    const [{ apiKeyPrefix, rawPrefix }, { rememberKeyEnd }] = await Promise.all([
      import('../domain/resolve-api-key.ts'),
      import('../state/key-end.ts'),
    ]);
    try {
      for (const { address, apiKey, keys, ended } of this.#seen.splice(0)) {
        const prefix = apiKeyPrefix(apiKey);
        const own = keys.find((key) => rawPrefix(key.prefix) === prefix);
        if (prefix === undefined || own === undefined) continue;
        await rememberKeyEnd(state, {
          address,
          prefix,
          end: ended ? undefined : (own.expiration ?? undefined),
        });
      }
    } catch (error) {
      if (!(error instanceof HsError)) throw error;
    }
  }
}

function watched(api: HeadscaleApi, note: (keys: readonly ApiKey[], ended: boolean) => void): HeadscaleApi {
  const listApiKeys: HeadscaleApi['listApiKeys'] = async (options) => {
    const keys = await api.listApiKeys(options);
    note(keys, false);
    return keys;
  };
  const ending = (call: 'expireApiKey' | 'deleteApiKey'): HeadscaleApi['expireApiKey'] => {
    return async (key, options) => {
      await api[call](key, options);
      note([key], true);
    };
  };
  // Its methods may be inherited, so the port is built on the old one instead of copied.
  return Object.create(api, {
    listApiKeys: { value: listApiKeys },
    expireApiKey: { value: ending('expireApiKey') },
    deleteApiKey: { value: ending('deleteApiKey') },
  }) as HeadscaleApi;
}
