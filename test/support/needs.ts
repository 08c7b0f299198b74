import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { test } from 'vitest';

/** Where servers live that are not on everybody's PATH. */
const MORE_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The whole path of a program of this machine; undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...MORE_FOLDERS];
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

/** Registers tests that need these programs: where one is missing, the runner lists them with what they need. */
export function testWith(...programs: readonly string[]) {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  return (name: string, run: () => Promise<void>): void => {
    const needs = missing.length === 0 ? '' : ` (needs ${missing.join(', ')})`;
    test.skipIf(missing.length > 0)(`${name}${needs}`, run);
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
