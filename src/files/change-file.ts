import { chmod, chown, type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { type HeldLock, type LockOptions, withLock } from './file-lock.ts';
import { codeOf, type FileFacts, type FileText, fileError, linkTarget, readFileText } from './file-system.ts';

/** A folder that hs keeps files in. */
export interface KeptFolder {
  readonly path: string;
  /** Whether it is one that hs makes for itself. One that somebody named is theirs. */
  readonly own: boolean;
}

const OWNER_ONLY = 0o700;
const FILE_MODE = 0o600;

/**
 * Changes a small text file: locked against every other hs, written to a new file beside it, synced, then renamed
 * over it with mode 0600. Whatever goes wrong, the old file stays whole. A link is followed and stays a link.
 * @param edit the old text (undefined where there is no file) to the new one; undefined leaves the file alone
 * @throws HsError `usage` where it cannot be read, `failed` where it cannot be written; whatever `edit` throws
 */
export async function changeFile(
  file: string,
  facts: FileFacts,
  edit: (old: string | undefined) => string | undefined,
  options?: LockOptions,
): Promise<void> {
  const target = await linkTarget(file);
  await withLock(
    target,
    facts,
    async (lock) => {
      const old = await readFileText(target, facts.platform);
      const text = edit(old?.text);
      if (text !== undefined && text !== old?.text) await replace(target, text, { old, facts, lock });
    },
    options,
  );
}

/**
 * Makes the folder, for its owner alone, where it is missing.
 * @returns what to tell: that others can get into a folder that is not hs's own. Its own is closed to them.
 * @throws HsError `failed`
 */
export async function prepareFolder(folder: KeptFolder, { platform }: FileFacts): Promise<string[]> {
  try {
    const made = await mkdir(folder.path, { recursive: true, mode: OWNER_ONLY });
    if (platform === 'win32') return [];
    if (made !== undefined && folder.own) await giveToOwnerOfParent(made, folder.path);
    const { mode } = await stat(folder.path);
    if ((mode & 0o077) === 0) return [];
    if (folder.own) {
      try {
        await chmod(folder.path, OWNER_ONLY);
        return [];
      } catch {
        // Somebody else's after all: said below.
      }
    }
    return [`Others can get into ${folder.path}, where hs keeps its files: chmod 700 ${folder.path}`];
  } catch (error) {
    throw fileError(folder.path, 'made', error);
  }
}

/** What root has just made is given to whom it is for: `sudo hs` in somebody's home leaves them their file. */
export async function leaveToOwner(
  handle: FileHandle,
  owner: { readonly uid: number; readonly gid: number },
  { platform }: FileFacts,
): Promise<void> {
  if (platform === 'win32') return;
  const { uid, gid } = await handle.stat();
  if (uid === 0 && (owner.uid !== uid || owner.gid !== gid)) await handle.chown(owner.uid, owner.gid);
}

interface Replacement {
  readonly old: FileText | undefined;
  readonly facts: FileFacts;
  readonly lock: HeldLock;
}

async function replace(target: string, text: string, { old, facts, lock }: Replacement): Promise<void> {
  const beside = `${target}.${facts.pid}.tmp`;
  try {
    await removeLeftOver(target);
    const handle = await open(beside, 'wx', FILE_MODE);
    try {
      await handle.writeFile(text);
      await handle.sync();
      await leaveToOwner(handle, old ?? (await stat(path.dirname(target))), facts);
    } finally {
      await handle.close();
    }
    await lock.check();
    await rename(beside, target);
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw fileError(target, 'written', error);
  }
  await syncFolder(path.dirname(target));
}

/** A process that was killed between writing and renaming left its file; under the lock nobody else writes one. */
async function removeLeftOver(target: string): Promise<void> {
  const folder = path.dirname(target);
  const name = path.basename(target);
  for (const entry of await readdir(folder)) {
    const pid =
      entry.startsWith(`${name}.`) && entry.endsWith('.tmp') ? entry.slice(name.length + 1, -4) : '';
    if (/^\d+$/.test(pid)) await unlink(path.join(folder, entry));
  }
}

/** The rename itself reaches the disk. Not every system can sync a folder, and none loses more than this change. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // See above.
  }
}

/** Folders that root makes in somebody's home (`sudo hs`) are that person's. */
async function giveToOwnerOfParent(first: string, last: string): Promise<void> {
  const parent = await stat(path.dirname(first));
  const below = path.relative(first, last);
  let folder = first;
  for (const part of ['', ...below.split(path.sep)]) {
    folder = path.join(folder, part);
    const { uid } = await stat(folder);
    if (uid === parent.uid) continue;
    try {
      await chown(folder, parent.uid, parent.gid);
    } catch (error) {
      if (codeOf(error) !== 'EPERM') throw error;
    }
  }
}
