import { HsError } from '../errors.ts';
import type { KeptFolder } from '../files/change-file.ts';
import type { FileFacts } from '../files/file-system.ts';
import { chooseStore, type StoreChoice } from './choose-store.ts';
import { type ConfigFile, configFile } from './config-file.ts';
import type { StoreKind } from './context.ts';
import type { Env } from './env.ts';
import { fileStore } from './file-store.ts';
import { keyFromCommand } from './key-command.ts';
import { keyringService, keyringStore } from './keyring-store.ts';
import type { SecretStore } from './secret-store.ts';

/** What remembers servers and their keys between commands. */
export interface Contexts {
  readonly file: ConfigFile;
  /** The folder of that file, from which relative paths count. */
  readonly folder: string | undefined;
  /** The store of that kind. Throws `usage` where there is no folder for one. */
  store(kind: StoreKind): SecretStore;
  /** Where a new key goes. */
  newStore(): Promise<StoreChoice>;
  /** The key that a program prints. */
  keyFromCommand(argv: readonly [string, ...string[]]): Promise<string>;
}

export interface ContextsOptions {
  readonly folder: KeptFolder | undefined;
  readonly facts: FileFacts;
  readonly env: Env;
  /** The process that talks to the keyring of the system; undefined where this build of hs has none. */
  readonly keyringProcess: readonly [string, ...string[]] | undefined;
  /** Told, in a sentence, of permissions that were too wide. */
  readonly notice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The contexts of a config folder. Nothing is read or made before it is asked for. */
export function contextsIn({
  folder,
  facts,
  env,
  keyringProcess,
  notice,
  signal,
}: ContextsOptions): Contexts {
  const keyring = () =>
    keyringStore({ process: keyringProcess, env, service: keyringService(folder), signal });
  const file = () => {
    if (folder) return fileStore({ folder, facts, notice });
    throw new HsError('usage', 'There is no folder to keep API keys in: no home folder is known', {
      hint: 'Set HOME, or HS_CONFIG_DIR to a folder of yours.',
    });
  };
  return {
    file: configFile(folder, facts),
    folder: folder?.path,
    store: (kind) => (kind === 'keyring' ? keyring() : file()),
    newStore: () => chooseStore(keyring(), file()),
    keyFromCommand: (argv) => keyFromCommand(argv, { env, signal }),
  };
}
