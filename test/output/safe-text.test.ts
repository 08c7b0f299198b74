import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/output/safe-text.ts';

describe('text of a server is made visible', () => {
  test.each([
    ['plain', 'alice', 'alice'],
    ['spaces and quotes', `John "J." O'Doe`, `John "J." O'Doe`],
    ['backslash', 'a\\nb', 'a\\nb'],
    ['newline', 'a\nb', 'a\\nb'],
    ['tab and carriage return', 'a\tb\rc', 'a\\tb\\rc'],
    ['escape sequence', '\u001b[2Jx', '\\x1b[2Jx'],
    ['bell, backspace, null', '\u0007\b\0', '\\x07\\x08\\x00'],
    ['DEL', '\u007f', '\\x7f'],
    ['C1 control sequence introducer', '\u009b31m', '\\x9b31m'],
    ['next line', '\u0085', '\\x85'],
    ['right-to-left override', 'exe\u202egpj', 'exe\\u202egpj'],
    ['bidi isolates', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['direction marks', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
    ['line and paragraph separator', '\u2028\u2029', '\\u2028\\u2029'],
    ['zero width space', 'ali\u200bce', 'ali\\u200bce'],
    ['byte order mark', '\ufeffalice', '\\ufeffalice'],
    ['lone high surrogate', 'a\ud83d', 'a\\ud83d'],
    ['lone low surrogate', '\ude00a', '\\ude00a'],
    ['no-break space', 'a\u00a0b', 'a\u00a0b'],
    ['umlauts and Chinese', 'Jörg 王小明', 'Jörg 王小明'],
    ['an emoji of several code points', '👩‍💻', '👩‍💻'],
    ['Persian with a non-joiner', 'می‌خواهم', 'می‌خواهم'],
  ])('%s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  /** The code units that no output may hold, listed one by one so that the test does not share the expression. */
  const forbidden = new Set(
    [
      [0x00, 0x1f],
      [0x7f, 0x9f],
      [0x61c, 0x61c],
      [0x200e, 0x200f],
      [0x2028, 0x202e],
      [0x2066, 0x2069],
    ].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, offset) => from + offset)),
  );
  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...[...forbidden].map((code) => String.fromCharCode(code))),
      fc.constantFrom('\ud83d', '\ude00', '\\', 'n'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  });

  test('nothing forbidden is left, whatever comes in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = visible(text);
        expect([...shown].filter((character) => forbidden.has(character.codePointAt(0) ?? 0))).toEqual([]);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });

  test('what is clean stays as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = visible(text);
        expect(visible(once)).toBe(once);
      }),
    );
  });
});
