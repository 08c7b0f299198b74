import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffTexts } from '../../src/domain/text-diff.ts';
import { diffCounts, diffText } from '../../src/output/diff-text.ts';

const shown = (before: string, after: string) => diffTexts(before, after).lines.map(({ text }) => text);

test('as diff -u has it', () => {
  expect(shown('a\nb\nc\n', 'a\nB\nc\n')).toEqual(['@@ -1,3 +1,3 @@', ' a', '-b', '+B', ' c']);
  expect(shown('', 'a\n')).toEqual(['@@ -0,0 +1,1 @@', '+a']);
  expect(shown('a\n', '')).toEqual(['@@ -1,1 +0,0 @@', '-a']);
  expect(shown('a\n', 'a')).toEqual(['@@ -1,1 +1,1 @@', '-a', '+a', '\\ No newline at end of file']);
  expect(shown('a\n', 'a\n')).toEqual([]);
});

test('lines that begin with signs are no signs', () => {
  expect(diffTexts('--a\n', '++b\n')).toMatchObject({ added: 1, removed: 1 });
});

describe('what comes out', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '{', '}'), { maxLength: 30 });
  const texts = fc.tuple(lines, fc.boolean()).map(([all, ended]) => all.join('\n') + (ended ? '\n' : ''));

  test('makes one text of the other', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const diff = { ...diffTexts(before, after), from: 'a', to: 'b' };
        expect(diff.lines.length === 0).toBe(before === after);
        expect(applyPatch(before, diffText(diff))).toBe(after);
      }),
    );
  });

  test('does so too where everything is different', () => {
    const many = (word: string) => Array.from({ length: 6000 }, (_, at) => `${word}${at}\n`).join('');
    const [before, after] = [many('old'), `${many('new')}end`];
    const diff = { ...diffTexts(before, after), from: 'a', to: 'b' };
    expect([diff.added, diff.removed]).toEqual([6001, 6000]);
    expect(applyPatch(before, diffText(diff))).toBe(after);
  });
});

test.each([
  [0, 0, 'No line is different'],
  [1, 0, '1 line added'],
  [0, 2, '2 lines removed'],
  [3, 1, '3 lines added, 1 removed'],
])('%d and %d: %s', (added, removed, said) => {
  expect(diffCounts({ added, removed })).toBe(said);
});
