import type { Context, StoreKind } from '../config/context.ts';
import type { Contexts } from '../config/contexts.ts';
import { keepKey, storedKey } from '../config/stored-key.ts';
import type { NewApiKey } from '../domain/api-key.ts';
import { HsError } from '../errors.ts';
import type { KeyKeeper, NotKept } from '../operations/rotation.ts';

/** Prints a key, alone on stdout. Throws where it could not be written. */
type Show = (key: NewApiKey) => Promise<void>;

/** Hands the new key to whoever reads standard output. */
export function printedKeyKeeper(show: Show): KeyKeeper {
  return {
    ready: async () => {},
    async keep(key) {
      try {
        await show(key);
        return undefined;
      } catch (cause) {
        if (!(cause instanceof HsError)) throw cause;
        return {
          why: new HsError('failed', 'The new key could not be written', { cause }),
          useless: true,
          said: [],
        };
      }
    },
  };
}

/** The context whose key is kept by hs, and that key. */
export interface KeptKey {
  readonly context: Pick<Context, 'name' | 'address'>;
  readonly store: StoreKind;
  readonly apiKey: string;
}

/** What the next command would get. */
type Found =
  | { readonly kind: 'key'; readonly apiKey: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'elsewhere' };

/** Puts the new key in the place of the old one, and believes only what is read anew. */
export function storedKeyKeeper(
  contexts: Contexts,
  { context, store, apiKey: old }: KeptKey,
  show: Show,
): KeyKeeper {
  const { name, address } = context;
  const place = placeName(store);
  const changed = () =>
    new HsError('changed_meanwhile', `Somebody changed context ${name} or its API key meanwhile`, {
      hint: `See what it is now: hs whoami --context ${name}`,
    });

  async function found(): Promise<Found> {
    const { config } = await contexts.file.read();
    const now = config.contexts.get(name);
    if (now?.address !== address || now.key.kind !== store) return { kind: 'elsewhere' };
    const kept = await storedKey(contexts.store(store), context);
    return kept.kind === 'other-address' ? { kind: 'elsewhere' } : kept;
  }

  async function putBack(why: HsError, key: NewApiKey): Promise<NotKept> {
    try {
      await keepKey(contexts.store(store), context, old);
      return { why, useless: true, said: [] };
    } catch (error) {
      if (!(error instanceof HsError)) throw error;
    }
    const lost = `The key of context ${name} is lost from ${place}`;
    try {
      await show(key);
    } catch (error) {
      if (!(error instanceof HsError)) throw error;
      const hint = 'Make a key on the server with `headscale apikeys create`, then `hs login`.';
      return { why, useless: false, said: [`${lost}, and the new one could not be printed`], hint };
    }
    const hint = `Keep it: hs login ${address} --context ${name} --api-key-stdin < key`;
    return {
      why,
      useless: false,
      said: [`${lost}: the new one is on standard output, and nowhere else`],
      hint,
    };
  }

  /** A context that was renamed or removed left no place for a key: what was put there is taken away again. */
  async function forgetStray(): Promise<void> {
    const { config } = await contexts.file.read();
    if (!config.contexts.has(name)) await contexts.store(store).delete(name);
  }

  async function ready(): Promise<void> {
    const now = await found();
    if (now.kind !== 'key' || now.apiKey !== old) throw changed();
  }

  return {
    ready,

    async keep(key) {
      try {
        await ready();
      } catch (error) {
        if (!(error instanceof HsError)) throw error;
        return { why: error, useless: true, said: [] };
      }
      let why = new HsError('failed', `The new key was not kept: ${place} gives back something else`);
      let now: Found;
      try {
        await keepKey(contexts.store(store), context, key.secret);
      } catch (error) {
        if (!(error instanceof HsError)) throw error;
        why = error;
      }
      try {
        now = await found();
        if (now.kind === 'elsewhere') await forgetStray();
      } catch (error) {
        if (!(error instanceof HsError)) throw error;
        const hint = `hs whoami --context ${name} will show which is in use; expire the other one then.`;
        return { why: error, useless: false, said: [`Nobody can tell which key ${place} holds`], hint };
      }
      if (now.kind === 'none') return await putBack(why, key);
      if (now.kind === 'elsewhere') return { why: changed(), useless: true, said: [] };
      if (now.apiKey === key.secret) return undefined;
      return { why: now.apiKey === old ? why : changed(), useless: true, said: [] };
    },
  };
}

/** Where a kept key is, for people. */
export function placeName(store: StoreKind): string {
  return store === 'keyring' ? 'the keyring' : 'the credentials file';
}
