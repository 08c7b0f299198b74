import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHujson } from '../../../src/domain/policy-check/hujson.ts';
import { placeAt } from '../../../src/domain/policy-check/place.ts';
import { parseHujson } from '../../../src/sandbox/policy/hujson.ts';

const placeOf = (text: string) => {
  const { mistake } = readHujson(text);
  if (!mistake) return undefined;
  const { line, column } = placeAt(text, mistake.offset);
  return `${line}:${column} ${mistake.message}`;
};

test.each([
  ['{}', undefined],
  ['null', undefined],
  ['// a\n{"a": [1, /* b */ 2,], } // c\n', undefined],
  ['{"a": "http://x"}', undefined],
  ['{ nope', '1:3 This is no value: a text stands in double quotes'],
  ['{\n  "ü": x}', '2:8 This is no value: a text stands in double quotes'],
  ["{'a': 1}", '1:2 This is no value: a text stands in double quotes'],
  ['{"a" 1}', '1:6 A colon is missing here'],
  ['{"a": 1 "b": 2}', '1:9 A comma is missing before this'],
  ['{"a": 1,, "b": 2}', '1:9 A name in double quotes is missing here'],
  ['[,]', '1:2 A value is missing here'],
  ['{"a": [1}', '1:9 A comma is missing before this'],
  ['{"a": 1', '1:8 A closing } is missing here'],
  ['[1', '1:3 A closing ] is missing here'],
  ['{}}', '1:3 The policy has ended before this'],
  ['', '1:1 A value is missing here'],
  ['// only this\n', '2:1 A value is missing here'],
  ['{} /* x', '1:4 This comment is not closed'],
  ['{"a": "b\nc"}', '1:7 This text has no closing quote on its line'],
  ['{"a": "\t"}', '1:7 There is a character that cannot stand here'],
  ['{"a": "\\q"}', '1:7 There is no such escape: a backslash itself is written \\\\'],
  ['{} // x', '1:8 A newline is missing after the comment in the last line'],
  ['\uFEFF{}', '1:1 An invisible mark (BOM) stands first: save it as plain UTF-8'],
  ['['.repeat(100_000), '1:1 Its brackets are nested too deeply'],
])('%j', (text, said) => {
  expect(placeOf(text)).toBe(said);
});

/** Texts that are HuJSON, and what becomes of them by slips of the keyboard. */
const slipped = fc
  .tuple(
    fc.json({ maxDepth: 3 }),
    fc.constantFrom('', ' ', '// c\n', '/* c */', '\n'),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '/', '\n', 'x', '\\')), {
      maxLength: 2,
    }),
  )
  .map(([json, extra, slips]) =>
    slips.reduce(
      (text, [at, character]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + character + text.slice(place + (character === '' ? 1 : 0));
      },
      extra + json.replaceAll(/([}\]])/g, `${extra}$1`) + extra,
    ),
  );

test('takes what the servers take, and nothing else', () => {
  const taken = (text: string) => {
    try {
      parseHujson(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(slipped, (text) => {
      expect(readHujson(text).mistake === undefined).toBe(taken(text));
    }),
    { numRuns: 2000 },
  );
});
