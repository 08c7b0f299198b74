import {
  lstat,
  readFile,
  readlink,
  realpath,
  rename,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { HsError } from '../errors.ts';
import { codeOf, fileError } from './file-system.ts';

/** What stands at a place. */
export type Found =
  | { readonly kind: 'nothing' }
  /** A link; `program` is where it ends, undefined where that is nowhere. */
  | { readonly kind: 'link'; readonly to: string; readonly program: string | undefined }
  | { readonly kind: 'file'; readonly text: string }
  /** A folder, or what cannot be read. */
  | { readonly kind: 'other' };

/** What is put at a place: a link, or a small file. */
export type Placed = { readonly linkTo: string } | { readonly text: string };

/** More than this is no file that hs made, and not read to the end. */
const LARGEST_BYTES = 64 * 1024;

/**
 * The whole path of a folder that is there.
 * @throws HsError `usage`
 */
export async function folderThere(folder: string): Promise<string> {
  const whole = path.resolve(folder);
  try {
    if ((await stat(whole)).isDirectory()) return whole;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw fileError(whole, 'read', error);
    throw new HsError('usage', `There is no folder ${whole}`, { hint: 'Name one that is there.' });
  }
  throw new HsError('usage', `${whole} is no folder`, { hint: 'Name the folder alone.' });
}

/** Looks at a place. Throws HsError `usage` where that is not allowed. */
export async function lookAt(file: string): Promise<Found> {
  try {
    const stats = await lstat(file);
    if (stats.isSymbolicLink()) {
      return {
        kind: 'link',
        to: await readlink(file),
        program: await realpath(file).catch(() => undefined),
      };
    }
    if (!stats.isFile() || stats.size > LARGEST_BYTES) return { kind: 'other' };
    return { kind: 'file', text: await readFile(file, 'utf8').catch(() => '') };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'nothing' };
    throw fileError(file, 'read', error);
  }
}

/**
 * Puts something at a place where nothing is: whole or not at all, and never over what appears there meanwhile.
 * @throws HsError `failed`
 */
export async function place(file: string, placed: Placed): Promise<void> {
  try {
    await make(file, placed);
  } catch (error) {
    throw fileError(file, 'made', error);
  }
}

/**
 * Puts something in the place of what is there, in one step: whoever calls it meanwhile gets the old or the new.
 * @throws HsError `failed`
 */
export async function replacePlaced(file: string, placed: Placed, pid: number): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${pid}.tmp`);
  try {
    await make(beside, placed);
    await rename(beside, file);
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw fileError(file, 'written', error);
  }
}

/** Takes away what stands at a place. Throws HsError `failed`. */
export async function takeAway(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    throw fileError(file, 'removed', error);
  }
}

async function make(file: string, placed: Placed): Promise<void> {
  if ('linkTo' in placed) await symlink(placed.linkTo, file);
  else await writeFile(file, placed.text, { flag: 'wx' });
}
