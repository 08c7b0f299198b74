import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptFilesIn } from '../../src/files/kept-files.ts';
import { policyBackups } from '../../src/state/policy-backups.ts';
import { FACTS, tempFolder } from '../config/support.ts';

const ADDRESS = 'https://headscale.example.com';
const replaced = (text: string, replacedAt = '2026-11-24T12:00:00.000Z') => ({
  text,
  replacedAt,
  by: 'policy set',
  added: 1,
  removed: 2,
  note: null,
});

function kept(folder = tempFolder()) {
  const files = keptFilesIn(folder, FACTS);
  const inside = () => path.join(folder, 'policies', readdirSync(path.join(folder, 'policies'))[0] ?? '');
  return { backups: policyBackups(files, ADDRESS), inside, files };
}

test('a text comes back byte for byte, whatever it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (word) => {
      const { backups } = kept();
      const text = `\r\n${word}\u{1f600}\t\n`;
      const id = await backups.keep(replaced(text));
      expect(await backups.text(id ?? '')).toBe(text);
    }),
    { numRuns: 20 },
  );
});

test('the newest stands first, with its size', async () => {
  const { backups } = kept();
  expect(await backups.keep(replaced('ä\nb\n'))).toBe('1');
  expect(await backups.keep(replaced('c'))).toBe('2');
  expect(await backups.list()).toMatchObject([
    { id: '2', lines: 1, bytes: 1 },
    { id: '1', lines: 2, bytes: 5, added: 1, removed: 2 },
  ]);
});

test('the same text is kept once while it is the newest: a change has failed since', async () => {
  const { backups } = kept();
  await backups.keep(replaced('a'));
  expect(await backups.keep(replaced('a', '2026-11-25T12:00:00.000Z'))).toBe('1');
  expect(await backups.list()).toMatchObject([{ id: '1', replacedAt: '2026-11-25T12:00:00.000Z' }]);
  await backups.keep(replaced('b'));
  expect(await backups.keep(replaced('a'))).toBe('3');
});

test('a hundred are kept, and no number is given twice', async () => {
  const { backups, inside } = kept();
  for (let at = 1; at <= 103; at++) await backups.keep(replaced(`text ${at}`));
  const ids = (await backups.list()).map(({ id }) => id);
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([100, '103', '4']);
  expect(await backups.text('3')).toBeUndefined();
  expect(readdirSync(inside())).toHaveLength(101);
});

describe('what is broken', () => {
  test('in the list is left out, and its number is not given again', async () => {
    const { backups, inside } = kept();
    await backups.keep(replaced('a'));
    await backups.keep(replaced('b'));
    rmSync(path.join(inside(), 'index.jsonl'));
    appendFileSync(path.join(inside(), 'index.jsonl'), '{"id": 7}\nno json\n[]\nnull\n');
    expect(await backups.list()).toEqual([]);
    expect(await backups.keep(replaced('c'))).toBe('3');
    expect(await backups.list()).toMatchObject([{ id: '3' }]);
  });

  test('or gone, is not listed', async () => {
    const { backups, inside } = kept();
    await backups.keep(replaced('a'));
    rmSync(path.join(inside(), '1.hujson'));
    expect(await backups.list()).toEqual([]);
  });
});

test('an id is a number and no path', async () => {
  const { backups } = kept();
  await backups.keep(replaced('a'));
  for (const id of ['', '0', '01', '-1', '../1', '1.hujson', 'index'])
    expect(await backups.text(id)).toBeUndefined();
});

test('every server has its own', async () => {
  const { backups, files } = kept();
  await backups.keep(replaced('a'));
  expect(await policyBackups(files, `${ADDRESS}:8443`).list()).toEqual([]);
});

test('without a folder nothing is kept, and nothing fails', async () => {
  const backups = policyBackups(keptFilesIn(undefined, FACTS), ADDRESS);
  expect([await backups.keep(replaced('a')), await backups.list(), await backups.text('1')]).toEqual([
    undefined,
    [],
    undefined,
  ]);
});

test('several at once lose none', async () => {
  const folder = tempFolder();
  const all = Array.from({ length: 5 }, (_, at) => kept(folder).backups.keep(replaced(`text ${at}`)));
  expect(new Set(await Promise.all(all)).size).toBe(5);
  expect(await kept(folder).backups.list()).toHaveLength(5);
});
