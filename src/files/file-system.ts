import { constants } from 'node:fs';
import { lstat, open, readlink } from 'node:fs/promises';
import path from 'node:path';
import { HsError } from '../errors.ts';

/** What is to be known of this process and its system to keep files. */
export interface FileFacts {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  /** Whether a process of this machine runs. */
  readonly isAlive: (pid: number) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A file as it was read. */
export interface FileText {
  readonly text: string;
  /** Permission bits; undefined on Windows, where they say nothing. */
  readonly mode: number | undefined;
  readonly uid: number;
  readonly gid: number;
}

/** Links that lead to links: as many as Linux follows. */
const MOST_LINKS = 40;

const FAILURES: Readonly<Record<string, string>> = {
  EACCES: 'the permissions do not let you',
  EPERM: 'the permissions do not let you',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  EFBIG: 'the system allows no file of that size',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENOENT: 'its folder does not exist',
  EIO: 'the disk reports an error',
  ELOOP: 'its links lead in a circle',
  EBUSY: 'another program holds it',
  EEXIST: 'something is there already',
};

/** The code of what the system refused (`ENOENT`); empty for what is no such error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The error of a file that cannot be read, written, made or removed, in words. */
export function fileError(
  file: string,
  what: 'read' | 'written' | 'made' | 'removed',
  cause: unknown,
): HsError {
  if (cause instanceof HsError) return cause;
  const why = FAILURES[codeOf(cause)] ?? (codeOf(cause) || 'the system refuses');
  return new HsError(what === 'read' ? 'usage' : 'failed', `${file} cannot be ${what}: ${why}`, { cause });
}

/**
 * Reads a file of UTF-8 text; undefined where there is none.
 * @throws HsError `usage`
 */
export async function readFileText(file: string, platform: NodeJS.Platform): Promise<FileText | undefined> {
  try {
    // Without O_NONBLOCK, opening a named pipe waits until somebody writes to it.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await handle.stat();
      if (stat.isDirectory()) throw new HsError('usage', `${file} cannot be read: it is a folder`);
      if (!stat.isFile()) throw new HsError('usage', `${file} cannot be read: it is no ordinary file`);
      const text = decode(await handle.readFile(), file);
      const mode = platform === 'win32' ? undefined : stat.mode & 0o777;
      return { text, mode, uid: stat.uid, gid: stat.gid };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw fileError(file, 'read', error);
  }
}

/** Where a file really is: what a link leads to, also where nothing is there yet. */
export async function linkTarget(file: string): Promise<string> {
  let target = file;
  for (let links = 0; links < MOST_LINKS; links++) {
    let to: string;
    try {
      if (!(await lstat(target)).isSymbolicLink()) return target;
      to = await readlink(target);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return target;
      throw fileError(file, 'read', error);
    }
    target = path.resolve(path.dirname(target), to);
  }
  throw fileError(file, 'read', Object.assign(new Error('too many links'), { code: 'ELOOP' }));
}

function decode(bytes: Buffer, file: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HsError('usage', `${file} cannot be read: it is not UTF-8 text`);
  }
  if (text.includes('\0')) throw new HsError('usage', `${file} cannot be read: it is not UTF-8 text`);
  return text;
}
