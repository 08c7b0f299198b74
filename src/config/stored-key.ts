import { HsError } from '../errors.ts';
import type { Context, StoreKind } from './context.ts';
import type { SecretStore } from './secret-store.ts';

/** Whose key it is: a context, and the address it is for, exactly as the context has it. */
export interface KeyOwner {
  readonly name: string;
  readonly address: string;
}

/** What a store has for a context. */
export type StoredKey =
  | { readonly kind: 'key'; readonly apiKey: string }
  | { readonly kind: 'none' }
  /** There is a key, but for this other address: it is not given out. */
  | { readonly kind: 'other-address'; readonly address: string };

/** The key of a context; only ever for the address it was kept with. Throws what the store throws. */
export async function storedKey(store: SecretStore, { name, address }: KeyOwner): Promise<StoredKey> {
  const secret = await store.get(name);
  if (secret === undefined) return { kind: 'none' };
  const kept = split(secret);
  if (kept === undefined) return { kind: 'none' };
  return kept.address === address
    ? { kind: 'key', apiKey: kept.apiKey }
    : { kind: 'other-address', address: kept.address };
}

/**
 * Keeps the key of a context together with its address, and reads it back.
 * @throws HsError `failed` where what is read is not what was kept; what the store throws
 */
export async function keepKey(store: SecretStore, owner: KeyOwner, apiKey: string): Promise<void> {
  await store.set(owner.name, `${owner.address} ${apiKey}`);
  const kept = await storedKey(store, owner);
  if (kept.kind === 'key' && kept.apiKey === apiKey) return;
  throw new HsError(
    'failed',
    `The API key of ${owner.name} was not kept: what is read back is something else`,
  );
}

/** Gives the key of a context to its new name. The old one is forgotten only after the new one was read back. */
export async function renameKey(store: SecretStore, owner: KeyOwner, to: string): Promise<void> {
  const kept = await storedKey(store, owner);
  if (kept.kind === 'key') await keepKey(store, { name: to, address: owner.address }, kept.apiKey);
  await store.delete(owner.name);
}

/** `ADDRESS KEY`: no key has a space, the path of a socket may. */
function split(secret: string): { address: string; apiKey: string } | undefined {
  const space = secret.lastIndexOf(' ');
  if (space < 1 || space === secret.length - 1) return undefined;
  return { address: secret.slice(0, space), apiKey: secret.slice(space + 1) };
}

/** Forgets the key of a context, wherever it is kept; answers whether there was one. */
export async function forgetKey(
  { store }: { store(kind: StoreKind): SecretStore },
  { name, key }: Pick<Context, 'name' | 'key'>,
): Promise<boolean> {
  return key.kind === 'file' || key.kind === 'keyring' ? await store(key.kind).delete(name) : false;
}
