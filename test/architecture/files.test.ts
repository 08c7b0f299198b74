import { describe, expect, test } from 'vitest';
import { type Lock, missingFromLock } from '../../scripts/lock.ts';
import { VERSION } from '../../src/version.ts';
import { importsOf } from './imports.ts';
import { type Source, sources, textOf } from './sources.ts';

const all = sources('src', 'test', 'scripts', 'bench');
const src = all.filter(({ file }) => file.startsWith('src/'));

/** Lines of code, without what stands in quotes and comments; each with the place to find it at. */
function codeLines({ file, text }: Source): { place: string; code: string }[] {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .split('\n')
    .map((line, index) => ({
      place: `${file}:${index + 1}`,
      code: line
        .replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''")
        .replace(/(^|\s)\/\/.*$/, ''),
    }));
}

function places(files: readonly Source[], pattern: RegExp): string[] {
  return files.flatMap(codeLines).flatMap(({ place, code }) => (pattern.test(code) ? [place] : []));
}

test('no file is longer than 300 lines', () => {
  const long = all.filter(({ text }) => text.trimEnd().split('\n').length > 300);
  expect(long.map(({ file }) => file)).toEqual([]);
});

test('nothing is left for later', () => {
  const mark = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].map((word) => `\\b${word}\\b`).join('|'));
  expect(all.filter(({ text }) => mark.test(text)).map(({ file }) => file)).toEqual([]);
});

describe('nothing goes around the types', () => {
  const untyped = /(:|<|\||&|\bas)\s*any\b|\bany\[\]/;

  test('any', () => {
    expect(places(all, untyped)).toEqual([]);
  });

  test.each(['let a: any;', 'a as any', 'f<any>()', 'type A = B | any;', 'any[]'])('%s is seen', (text) => {
    expect(places([{ file: 'x.ts', text }], untyped)).toEqual(['x.ts:1']);
  });

  test('comments that silence a tool', () => {
    const silenced = new RegExp(['@ts-' + '(ignore|expect-error|nocheck)', 'biome-' + 'ignore'].join('|'));
    expect(all.filter(({ text }) => silenced.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

test('rules and use cases know no process and no console', () => {
  const pure = src.filter(({ file }) => /^src\/(domain|operations)\//.test(file));
  expect(pure.length).toBeGreaterThan(0);
  expect(places(pure, /\b(process|console|globalThis)\s*[.[]/)).toEqual([]);
});

test('only main ends the process', () => {
  const ending = places(src, /\bexit\(/).map((place) => place.split(':')[0]);
  expect(ending).toEqual(['src/main.ts']);
});

test('every command stands in the table of commands', () => {
  const table = 'src/commands/table.ts';
  const listed = importsOf(table, textOf(table)).filter(({ dynamic }) => dynamic);
  const files = src
    .map(({ file }) => file)
    .filter((file) => file.startsWith('src/commands/') && file !== table);
  expect(listed.map(({ target }) => target).sort()).toEqual(files);
});

test('hs says the version that package.json has', () => {
  const { version } = JSON.parse(textOf('package.json')) as { version: string };
  expect(VERSION).toBe(version);
});

test('the lock holds the packages of every platform', () => {
  const lock = JSON.parse(textOf('package-lock.json')) as Lock;
  expect(missingFromLock(lock).map(({ name }) => `${name}: run node scripts/complete-lock.ts`)).toEqual([]);
});
