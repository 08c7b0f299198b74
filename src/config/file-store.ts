import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { HsError } from '../errors.ts';
import type { KeptFolder } from '../files/change-file.ts';
import { changeFile, prepareFolder } from '../files/change-file.ts';
import type { LockOptions } from '../files/file-lock.ts';
import { type FileFacts, readFileText } from '../files/file-system.ts';
import type { SecretStore } from './secret-store.ts';

const VERSION = 1;

export interface FileStoreOptions {
  readonly folder: KeptFolder;
  readonly facts: FileFacts;
  /** Told, in a sentence, of permissions that were too wide. */
  readonly notice: (text: string) => void;
  readonly lock?: LockOptions;
}

/** Secrets in a file that only its owner may read. */
export interface FileStore extends SecretStore {
  readonly kind: 'file';
  readonly path: string;
}

/**
 * Secrets in `credentials.json` in the config folder, mode 0600. Its calls throw HsError `usage` where the file cannot
 * be read, `failed` where it cannot be written; no error shows anything of what the file holds.
 */
export function fileStore({ folder, facts, notice, lock }: FileStoreOptions): FileStore {
  const file = path.join(folder.path, 'credentials.json');

  async function change(edit: (secrets: Map<string, string>) => boolean): Promise<void> {
    for (const line of await prepareFolder(folder, facts)) notice(line);
    await changeFile(
      file,
      facts,
      (old) => {
        const { secrets, others } = parse(old, file);
        return edit(secrets) ? write(secrets, others) : undefined;
      },
      lock,
    );
  }

  return {
    kind: 'file',
    path: file,

    async get(account) {
      const read = await readFileText(file, facts.platform);
      if (read?.mode !== undefined && (read.mode & 0o077) !== 0) {
        notice(await close(file, read.mode));
      }
      return parse(read?.text, file).secrets.get(account);
    },

    async set(account, secret) {
      await change((secrets) => {
        secrets.set(account, secret);
        return true;
      });
    },

    async delete(account) {
      let found = false;
      if ((await readFileText(file, facts.platform)) === undefined) return false;
      await change((secrets) => {
        found = secrets.delete(account);
        return found;
      });
      return found;
    },
  };
}

/** Closes a file of keys that others can get at, and says so. */
async function close(file: string, mode: number): Promise<string> {
  const open = `Others could get at the API keys in ${file} (mode ${mode.toString(8).padStart(4, '0')})`;
  try {
    await chmod(file, 0o600);
    return `${open}; it is closed now. Make new keys if somebody may have read them`;
  } catch {
    return `${open}: chmod 600 ${file}`;
  }
}

interface Contents {
  readonly secrets: Map<string, string>;
  /** What else stands in the file, for writing it back. */
  readonly others: Readonly<Record<string, unknown>>;
}

function parse(text: string | undefined, file: string): Contents {
  if (text === undefined || text.trim() === '') return { secrets: new Map(), others: {} };
  const { version, secrets = {}, ...others } = asObject(parseJson(text, file), file);
  if (typeof version === 'number' && version > VERSION) {
    throw new HsError('usage', `${file} was written by a newer hs: it is of version ${version}`, {
      hint: 'Install that hs, or name another folder with HS_CONFIG_DIR.',
    });
  }
  if (version !== VERSION) throw bad(file, 'version must be 1');
  const kept = new Map<string, string>();
  for (const [account, secret] of Object.entries(asObject(secrets, `${file}: secrets`))) {
    if (typeof secret !== 'string') throw bad(file, `secrets.${account} must be a text`);
    kept.set(account, secret);
  }
  return { secrets: kept, others };
}

/** JSON's own messages repeat what they stumble over, which here is a key: only its place is kept. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /\(line (\d+) column (\d+)\)$/.exec(error instanceof Error ? error.message : '');
    throw bad(place ? `${file}:${place[1]}:${place[2]}` : file, 'it is not JSON');
  }
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw bad(what, 'it must be an object');
}

function bad(place: string, why: string): HsError {
  return new HsError('usage', `${place} cannot be read: ${why}`, {
    hint: 'Mend it, or delete it and log in again.',
  });
}

function write(secrets: ReadonlyMap<string, string>, others: Readonly<Record<string, unknown>>): string {
  // fromEntries defines properties: a context called __proto__ is a name like any other.
  const all = { version: VERSION, ...others, secrets: Object.fromEntries(secrets) };
  return `${JSON.stringify(all, null, 2)}\n`;
}
