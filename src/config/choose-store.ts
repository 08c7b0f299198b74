import type { FileStore } from './file-store.ts';
import type { KeyringStore } from './keyring-store.ts';
import type { SecretStore } from './secret-store.ts';

/** Where new keys go. */
export interface StoreChoice {
  readonly store: SecretStore;
  /** To be said where it is not the keyring. */
  readonly notice: string | undefined;
}

/** The keyring where it works, which is tried out; else the file, with a notice that says so and why. */
export async function chooseStore(keyring: KeyringStore, file: FileStore): Promise<StoreChoice> {
  const why = await keyring.probe();
  if (why === undefined) return { store: keyring, notice: undefined };
  return {
    store: file,
    notice: `The API key is kept in ${file.path}, readable by you alone and not encrypted: the keyring ${why}`,
  };
}
