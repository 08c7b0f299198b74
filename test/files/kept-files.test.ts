import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { keptFilesIn } from '../../src/files/kept-files.ts';
import { FACTS, modeOf, refusalBy, tempFolder } from '../config/support.ts';

function keptFiles() {
  const folder = path.join(tempFolder(), 'made', 'hs');
  return { folder, files: keptFilesIn(folder, FACTS) };
}

describe('files that hs keeps for itself', () => {
  test('come into being with their folders, for their owner alone', async () => {
    const { folder, files } = keptFiles();
    await files.append('history.jsonl', 'one\n');
    await files.change('policies/here/1.hujson', () => '{}');
    expect(modeOf(path.join(folder, 'history.jsonl'))).toBe('600');
    expect(modeOf(path.join(folder, 'policies/here/1.hujson'))).toBe('600');
    for (const made of ['', 'policies', 'policies/here']) expect(modeOf(path.join(folder, made))).toBe('700');
  });

  test('are read, added to, listed and removed', async () => {
    const { files } = keptFiles();
    expect(await files.read('a')).toBeUndefined();
    expect(await files.list('')).toEqual([]);
    await files.append('a', 'one\n');
    await files.append('a', 'two\n');
    await files.change('b', (old) => `${old ?? 'nothing'}!`);
    expect(await files.read('a')).toBe('one\ntwo\n');
    expect(await files.read('b')).toBe('nothing!');
    expect(await files.list('')).toEqual(['a', 'b']);
    await files.remove('a');
    await files.remove('a');
    expect(await files.list('')).toEqual(['b']);
  });

  test('lose no line where many are added at once', async () => {
    const { files } = keptFiles();
    await Promise.all(Array.from({ length: 50 }, (_, index) => files.append('a', `line ${index}\n`)));
    expect((await files.read('a'))?.trimEnd().split('\n').sort()).toEqual(
      Array.from({ length: 50 }, (_, index) => `line ${index}`).sort(),
    );
  });

  test('a folder that others could read is closed to them', async () => {
    const { folder, files } = keptFiles();
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    await files.append('a', 'one');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('without a folder nothing is found, and keeping is refused in words', async () => {
    const files = keptFilesIn(undefined, FACTS);
    expect(await files.read('a')).toBeUndefined();
    expect(await files.list('')).toEqual([]);
    expect((await refusalBy(files.append('a', 'one'))).message).toBe(
      'There is no folder to keep files in: no home folder is known',
    );
  });

  test('where a file is in the place of the folder, that is said', async () => {
    const { folder, files } = keptFiles();
    mkdirSync(path.dirname(folder));
    writeFileSync(folder, '');
    expect((await refusalBy(files.change('a', () => 'one'))).message).toMatch(/cannot be made/);
  });
});
