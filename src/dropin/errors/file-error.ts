import { HsError } from '../../errors.ts';
import { OfficialError } from './official-error.ts';

/** What Go says of a file that cannot be read, by the code of the system. */
const WORDS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `open ${path}: no such file or directory`,
  EACCES: (path) => `open ${path}: permission denied`,
  EISDIR: (path) => `read ${path}: is a directory`,
  ENOTDIR: (path) => `open ${path}: not a directory`,
};

/** A file that cannot be read, in Go's words where they are known. */
export function inGoWords(error: unknown, path: string): unknown {
  if (!(error instanceof HsError) || !(error.cause instanceof Error)) return error;
  const code = 'code' in error.cause && typeof error.cause.code === 'string' ? error.cause.code : '';
  const words = WORDS[code];
  return words === undefined ? error : new OfficialError(words(path));
}
