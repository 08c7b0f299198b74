import type { StoreKind } from './context.ts';

/** Something that keeps secrets by name, across restarts of the machine. */
export interface SecretStore {
  readonly kind: StoreKind;
  /** Undefined where nothing is kept under this name. */
  get(account: string): Promise<string | undefined>;
  /** Keeps a secret, in place of an earlier one. */
  set(account: string, secret: string): Promise<void>;
  /** Whether there was one to forget. */
  delete(account: string): Promise<boolean>;
}
