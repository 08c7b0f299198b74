import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import { HsError } from '../../src/errors.ts';
import type { FileFacts } from '../../src/files/file-system.ts';

/** An empty folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hs-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The facts of this process. */
export const FACTS: FileFacts = {
  platform: process.platform,
  pid: process.pid,
  isAlive: () => true,
  now: Date.now,
};

/** Permission bits of a file or folder, in octal. */
export function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

/** Gives a file or folder to somebody else, where this process may; answers its path. */
export function giveAway(file: string): string {
  if (process.getuid?.() === 0) chownSync(file, 54_321, 54_322);
  return file;
}

/** Whose a file or folder is: `UID:GID`. */
export function ownerOf(file: string): string {
  const { uid, gid } = statSync(file);
  return `${uid}:${gid}`;
}

/** The HsError that a promise ends with; fails the test where it ends otherwise. */
export async function refusalBy(promise: Promise<unknown>): Promise<HsError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof HsError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
