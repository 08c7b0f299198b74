import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { named, quoted } from '../../src/domain/quoted.ts';

describe('quoted', () => {
  test.each([
    ['alice', '"alice"'],
    ['John Doe', '"John Doe"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['a\\b', '"a\\\\b"'],
    ['a\nb\tc\rd', '"a\\nb\\tc\\rd"'],
    ['\u001b[31m', '"\\u{1b}[31m"'],
    ['\u202erev', '"\\u{202e}rev"'],
    ['no\u00a0break', '"no\\u{a0}break"'],
    ['\ud800', '"\\u{d800}"'],
    ['漢字', '"漢字"'],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
    [`hskey-auth-abcdefghijkl-${'s'.repeat(64)}`, '"hskey-auth-abcdefghijkl-***"'],
  ])('%j', (text, shown) => {
    expect(quoted(text)).toBe(shown);
  });

  test('never lets a control character or a line break through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(quoted(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('named leaves plain names bare', () => {
  test.each([
    ['alice', 'alice'],
    ['Laptop-1', 'Laptop-1'],
    ['tag:web', 'tag:web'],
    ['alice@example.com', 'alice@example.com'],
    ['Özil', 'Özil'],
    ['John Doe', '"John Doe"'],
    ['-x', '"-x"'],
    ['', '""'],
    ['a\u202eb', '"a\\u{202e}b"'],
  ])('%j', (text, shown) => {
    expect(named(text)).toBe(shown);
  });
});
