import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECKLIST } from './checklist.ts';

const LINES = 62;
const proofs = CHECKLIST.flatMap(({ line, tests = {} }) =>
  Object.entries(tests).flatMap(([file, names]) => names.map((name) => ({ line, file, name }))),
);

/** What follows `test(`, `describe.each([…])(` and the like, as it stands in the source. */
function isNamedIn(text: string, name: string): boolean {
  return [`'${name.replaceAll("'", "\\'")}'`, `"${name}"`, `\`${name}\``].some((quoted) =>
    [`(${quoted}, `, `(\n    ${quoted},`, `(\n  ${quoted},`].some((call) => text.includes(call)),
  );
}

test('every line is there once', () => {
  const lines = CHECKLIST.map(({ line }) => line).sort((a, b) => a - b);
  expect(lines).toEqual(Array.from({ length: LINES }, (_, index) => index + 1));
});

test('every line has a test or a reason', () => {
  const bare = CHECKLIST.filter(({ tests = {}, reason }) => !reason && Object.keys(tests).length === 0);
  expect(bare).toEqual([]);
  expect(proofs.length).toBeGreaterThan(CHECKLIST.length);
});

describe('the test is there:', () => {
  test.each(proofs)('$line: $file: $name', ({ file, name }) => {
    const found = path.join(import.meta.dirname, '..', file);
    expect(existsSync(found)).toBe(true);
    expect(isNamedIn(readFileSync(found, 'utf8'), name)).toBe(true);
  });

  test('and one that is not is missed', () => {
    const text = readFileSync(import.meta.filename, 'utf8');
    expect(isNamedIn(text, 'every line has a test or a reason')).toBe(true);
    expect(isNamedIn(text, 'every line has a test')).toBe(false);
    expect(isNamedIn(text, 'utf8')).toBe(false);
  });
});
