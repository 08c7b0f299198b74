import { readFileSync } from 'node:fs';
import { HsError } from '../errors.ts';

const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'its permissions do not let you',
  EISDIR: 'it is a folder',
};

/**
 * The text of a file.
 * @throws HsError `usage` that says why it cannot be read
 */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new HsError('usage', `${path} cannot be read: ${READ_FAILURES[code] ?? code}`, { cause });
  }
}
