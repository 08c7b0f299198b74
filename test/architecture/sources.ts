import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

/** A file of the repository, by its path from the root. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Every TypeScript file under some folders of the repository. */
export function sources(...folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
      .sort()
      .map((file) => ({ file, text: textOf(file) })),
  );
}

/** The text of one file. */
export function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
