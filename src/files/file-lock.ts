import { link, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { HsError } from '../errors.ts';
import { codeOf, type FileFacts, fileError } from './file-system.ts';

/** How long a lock is waited for. */
const PATIENCE_MS = 5000;
/** Nobody holds a lock for so long: reading and writing a small file takes milliseconds. */
const STALE_MS = 30_000;
const POLL_MS = 20;

/** How long to wait for a lock, in milliseconds. */
export interface LockOptions {
  readonly patienceMs?: number;
}

/** A lock that is held. */
export interface HeldLock {
  /** Throws `failed` where somebody took the lock for a forgotten one: asked right before a file is replaced. */
  check(): Promise<void>;
}

/**
 * Does some work while no other hs changes the file: `FILE.lock` beside it is the lock. A lock whose process is gone,
 * or that is older than 30 seconds, is a forgotten one and is taken away.
 * @throws HsError `failed` where another holds it all the time, or where it cannot be made
 */
export async function withLock<T>(
  file: string,
  facts: FileFacts,
  work: (lock: HeldLock) => Promise<T>,
  { patienceMs = PATIENCE_MS }: LockOptions = {},
): Promise<T> {
  const lock = `${file}.lock`;
  const mine = `${facts.pid} ${hostname()} ${crypto.randomUUID()}\n`;
  const until = performance.now() + patienceMs;
  while (!(await take(lock, mine, file, facts))) {
    if (await takeAwayForgotten(lock, mine, facts)) continue;
    if (performance.now() > until) {
      throw new HsError('failed', `Another hs is changing ${file} and does not end`, {
        hint: `Try again. If no hs runs, delete ${lock}.`,
      });
    }
    // Not all at the same moment.
    await wait(POLL_MS * (0.5 + Math.random()));
  }
  try {
    return await work({
      check: async () => {
        if ((await contentOf(lock)) !== mine)
          throw new HsError('failed', `${file} was not changed: another hs took over meanwhile`, {
            hint: 'Try again.',
          });
      },
    });
  } finally {
    if ((await contentOf(lock)) === mine) await unlink(lock).catch(() => {});
  }
}

async function take(lock: string, mine: string, file: string, facts: FileFacts): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx', 0o600);
    try {
      await handle.writeFile(mine);
    } catch (error) {
      await unlink(lock).catch(() => {});
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    // Windows says so of a file that is just being deleted.
    if (facts.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY'))
      return false;
    throw fileError(file, 'written', error);
  }
}

/**
 * Takes a forgotten lock away, and nothing but that: it is moved aside first, which only one of several can do, and
 * put back where it proves to be another by then.
 */
async function takeAwayForgotten(lock: string, mine: string, facts: FileFacts): Promise<boolean> {
  const seen = await contentOf(lock);
  if (seen === undefined) return true;
  if (!(await isForgotten(lock, seen, facts))) return false;
  const aside = `${lock}.${mine.trim().split(' ')[2]}`;
  try {
    await rename(lock, aside);
  } catch {
    return codeOf(await stat(lock).catch((error: unknown) => error)) === 'ENOENT';
  }
  if ((await contentOf(aside)) !== seen) await link(aside, lock).catch(() => {});
  await unlink(aside).catch(() => {});
  return true;
}

async function isForgotten(lock: string, content: string, facts: FileFacts): Promise<boolean> {
  const [pid = '', host = ''] = content.split(' ');
  if (/^\d+$/.test(pid) && host === hostname() && !facts.isAlive(Number(pid))) return true;
  try {
    return facts.now() - (await stat(lock)).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}

/** Undefined where there is no file; empty where it cannot be read, which may be somebody else's. */
async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : '';
  }
}
