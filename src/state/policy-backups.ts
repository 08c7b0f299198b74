import { parseRfc3339 } from '../domain/instant.ts';
import { lineCount, type PolicyBackup } from '../domain/policy-backup.ts';
import type { KeptFiles } from '../files/kept-files.ts';
import { serverFolder } from './server-folder.ts';

const FOLDER = 'policies';
/** What lists them, oldest first: one JSON object a line. The texts stand beside it, byte for byte. */
const INDEX = 'index.jsonl';
/** What is older than these is forgotten. */
const MOST_KEPT = 100;

/** A policy that is about to be replaced, and what replaces it. */
interface ReplacedPolicy extends Pick<PolicyBackup, 'replacedAt' | 'by' | 'added' | 'removed' | 'note'> {
  readonly text: string;
}

/** The policies of one server that were replaced from this machine. */
export interface PolicyBackups {
  /** Newest first. */
  list(): Promise<readonly PolicyBackup[]>;
  /** The text; undefined where there is none of that id. */
  text(id: string): Promise<string | undefined>;
  /**
   * Keeps one. The newest is not kept twice: where it is the same text, a change has failed since, and it is the one
   * that is replaced now. Answers its id; undefined without a folder to keep anything in. Throws `failed`.
   */
  keep(policy: ReplacedPolicy): Promise<string | undefined>;
}

/** The policies that are kept of a server. @param address as messages show it */
export function policyBackups(files: KeptFiles, address: string): PolicyBackups {
  const folder = `${FOLDER}/${serverFolder(address)}`;
  const fileOf = (id: string) => `${folder}/${id}.hujson`;
  const index = `${folder}/${INDEX}`;

  return {
    async list() {
      const present = new Set(await files.list(folder));
      return readIndex(await files.read(index))
        .filter(({ id }) => present.has(`${id}.hujson`))
        .reverse();
    },
    async text(id) {
      return /^[1-9]\d*$/.test(id) ? await files.read(fileOf(id)) : undefined;
    },
    async keep({ text, ...replaced }) {
      if (files.folder === undefined) return undefined;
      const numbers = (await files.list(folder)).map((name) =>
        Number(/^(\d+)\.hujson$/.exec(name)?.[1] ?? 0),
      );
      const newest = readIndex(await files.read(index)).at(-1);
      const same = newest && (await files.read(fileOf(newest.id))) === text ? newest.id : undefined;
      let id = '';
      let forgotten: readonly PolicyBackup[] = [];
      await files.change(index, (old) => {
        const all = readIndex(old);
        const last = Math.max(0, ...numbers, ...all.map((entry) => Number(entry.id)));
        id = same ?? String(last + 1);
        const size = { lines: lineCount(text), bytes: Buffer.byteLength(text) };
        const entries = [...all.filter((entry) => entry.id !== id), { id, ...replaced, ...size }];
        forgotten = entries.slice(0, -MOST_KEPT);
        return entries
          .slice(-MOST_KEPT)
          .map((entry) => `${JSON.stringify(entry)}\n`)
          .join('');
      });
      await files.change(fileOf(id), () => text);
      for (const entry of forgotten) await files.remove(fileOf(entry.id));
      return id;
    },
  };
}

/** Lines that are no backups are left out: cut by a full disk, or written by a newer hs. */
function readIndex(text = ''): PolicyBackup[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isBackup(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function isBackup(value: unknown): value is PolicyBackup {
  if (typeof value !== 'object' || value === null) return false;
  const { id, replacedAt, by, lines, bytes, added, removed, note } = value as Readonly<
    Record<string, unknown>
  >;
  return (
    typeof id === 'string' &&
    /^[1-9]\d*$/.test(id) &&
    typeof replacedAt === 'string' &&
    parseRfc3339(replacedAt) !== undefined &&
    typeof by === 'string' &&
    [lines, bytes, added, removed].every((count) => typeof count === 'number') &&
    (note === null || typeof note === 'string')
  );
}
