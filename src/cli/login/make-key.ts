import { apiKeyPrefix } from '../../domain/resolve-api-key.ts';
import { HsError } from '../../errors.ts';
import type { NamedServer } from '../../headscale/connect.ts';
import { asksForKey, type NamedAddress, parseAddress, typedAddress } from '../../headscale/named-address.ts';
import type { HeadscaleApi } from '../../headscale/port.ts';
import { createApiKey } from '../../operations/create-api-key.ts';
import { DEFAULT_API_KEY_LIFETIME, endOfLifetime } from '../../operations/new-key.ts';
import { isOwnApiKey } from '../../operations/own-api-key.ts';
import type { Dependencies } from '../dependencies.ts';
import { rememberedChanges } from '../remembered-changes.ts';

/** A key that was made for this login. */
export interface MadeKey {
  readonly apiKey: string;
  /** What there is to say about it, in sentences. */
  readonly said: readonly string[];
  /** Makes it useless again, because the login came to nothing; answers what there is to say. Never throws. */
  takeBack(): Promise<string>;
}

/**
 * Where a key can be made without one: a socket of Headscale, here or behind ssh.
 * @throws HsError `usage` for any other place, and where the server to log in to asks for no key
 */
export function keyMakersAddress(typed: string, target: NamedAddress): NamedAddress {
  const address = parseAddress(typed);
  if (asksForKey(address)) {
    throw new HsError('usage', `${address.text} asks for a key itself, so none can be made over it`, {
      hint: 'Name the socket of the server: --make-key-over ssh://admin@HOST, or unix:///path on the server itself.',
    });
  }
  if (asksForKey(target)) return address;
  throw new HsError('usage', `${target.text} asks for no key, so none has to be made`, {
    hint: `Leave out --make-key-over, or name the address over the network: hs login https://HOST --make-key-over ${typedAddress(address)}`,
  });
}

/** Makes an API key over a socket, for 90 days. Both calls go into the history of this machine. */
export async function makeKeyOver(
  server: NamedServer,
  deps: Pick<Dependencies, 'connect' | 'now' | 'state'>,
  say: (text: string) => void,
): Promise<MadeKey> {
  const { address } = server;
  const place = { context: undefined, address, apiKey: undefined };
  const change = async <T>(over: NamedServer, act: (api: HeadscaleApi) => Promise<T>): Promise<T> => {
    const api = await deps.connect(over);
    try {
      return await act(rememberedChanges(api, place, deps, { note: undefined, say }));
    } finally {
      api.close();
    }
  };
  const expiration = endOfLifetime(DEFAULT_API_KEY_LIFETIME, deps.now());
  const made = await change(server, (api) => createApiKey(api, expiration, deps.now()));
  const prefix = apiKeyPrefix(made.key.secret) ?? made.key.prefix;
  return {
    apiKey: made.key.secret,
    said: [...made.notices, `${made.done} over ${address.text}, for ${DEFAULT_API_KEY_LIFETIME}`],
    async takeBack() {
      try {
        // Ctrl-C ends the login, and not the way back from it.
        await change({ ...server, signal: undefined }, async (api) => {
          const listed = (await api.listApiKeys()).find((key) => isOwnApiKey(key, made.key.secret));
          await api.expireApiKey(listed ?? made.key);
        });
        return `The API key made for this login was expired again (${prefix})`;
      } catch (error) {
        if (!(error instanceof HsError)) throw error;
        return `The API key made for this login can still be used: hs apikeys expire ${prefix} --address ${typedAddress(address)}`;
      }
    },
  };
}
