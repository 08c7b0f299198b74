import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { measureFor } from '../../src/output/text-width.ts';

describe('the width of text in a terminal', () => {
  test.each([
    ['alice', 5],
    ['', 0],
    ['Jörg', 4],
    ['王小明', 6],
    ['👩‍💻', 2],
    ['e\u0301', 1],
  ])('%s takes %i columns', async (text, width) => {
    expect((await measureFor([text])).width(text)).toBe(width);
  });

  test.each([
    ['alexandra', 9, 'alexandra'],
    ['alexandra', 6, 'alexa…'],
    ['alexandra', 1, '…'],
    ['王小明', 6, '王小明'],
    ['王小明', 5, '王小…'],
    ['王小明', 4, '王…'],
    ['👩‍💻👩‍💻👩‍💻', 4, '👩‍💻…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('%s cut to %i columns is %s', async (text, width, cut) => {
    expect((await measureFor([text])).cut(text, width)).toBe(cut);
  });

  test('a cut text never takes more than its room', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 20 }),
        async (text, width) => {
          const { cut } = await measureFor([text]);
          expect(stringWidth(cut(text, width))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
