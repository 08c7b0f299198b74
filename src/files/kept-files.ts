import { constants } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { HsError } from '../errors.ts';
import { changeFile, leaveToOwner, prepareFolder } from './change-file.ts';
import { codeOf, type FileFacts, fileError, readFileText } from './file-system.ts';

/**
 * Text files that hs keeps for itself between commands, each for its owner alone (0600 in folders of 0700). A name
 * may have folders in it: `policies/headscale.example.com/1.hujson`. Two hs at work at once lose nothing.
 */
export interface KeptFiles {
  /** Where they are; undefined where there is no folder to keep any in. */
  readonly folder: string | undefined;
  /** The text of a file; undefined where there is none. Throws `usage` where it cannot be read. */
  read(name: string): Promise<string | undefined>;
  /** Names in a folder, in alphabetical order; none where it does not exist. Throws `usage`. */
  list(folder: string): Promise<readonly string[]>;
  /** Changes a file as {@link changeFile} does; makes it where it is missing. Throws `failed`. */
  change(name: string, edit: (old: string | undefined) => string | undefined): Promise<void>;
  /** Adds text at the end in one write, so that lines of two programs never mix. Throws `failed`. */
  append(name: string, text: string): Promise<void>;
  /** Takes a file away; nothing happens where there is none. Throws `failed`. */
  remove(name: string): Promise<void>;
}

/** The files of a folder that hs makes for itself. Nothing is read or made before it is asked for. */
export function keptFilesIn(folder: string | undefined, facts: FileFacts): KeptFiles {
  const prepared = async (name: string): Promise<string> => {
    if (folder === undefined) {
      throw new HsError('failed', 'There is no folder to keep files in: no home folder is known', {
        hint: 'Set HOME to a folder of yours.',
      });
    }
    const file = path.join(folder, name);
    await prepareFolder({ path: folder, own: true }, facts);
    if (path.dirname(file) !== folder) await prepareFolder({ path: path.dirname(file), own: true }, facts);
    return file;
  };
  return {
    folder,
    async read(name) {
      return folder === undefined
        ? undefined
        : (await readFileText(path.join(folder, name), facts.platform))?.text;
    },
    async list(inside) {
      if (folder === undefined) return [];
      try {
        return (await readdir(path.join(folder, inside))).sort();
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return [];
        throw fileError(path.join(folder, inside), 'read', error);
      }
    },
    async change(name, edit) {
      await changeFile(await prepared(name), facts, edit);
    },
    async append(name, text) {
      await appendTo(await prepared(name), text, facts);
    },
    async remove(name) {
      if (folder !== undefined) await removeFile(path.join(folder, name));
    },
  };
}

async function appendTo(file: string, text: string, facts: FileFacts): Promise<void> {
  try {
    const handle = await open(file, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    try {
      await leaveToOwner(handle, await stat(path.dirname(file)), facts);
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(file, 'written', error);
  }
}

async function removeFile(file: string): Promise<void> {
  try {
    await rm(file, { force: true });
  } catch (error) {
    throw fileError(file, 'written', error);
  }
}
