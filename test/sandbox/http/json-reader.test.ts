import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from '../../../src/sandbox/http/json/node.ts';
import { JsonReader, JsonSyntax } from '../../../src/sandbox/http/json/reader.ts';

function read(text: string): unknown {
  const reader = new JsonReader(text);
  const node = reader.next();
  reader.end();
  return node && plain(node);
}

function complaint(text: string): string {
  try {
    return `read ${JSON.stringify(read(text))}`;
  } catch (error) {
    if (!(error instanceof JsonSyntax)) throw error;
    return error.message;
  }
}

test('whatever is JSON is read as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(read(JSON.stringify(value, null, 1))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('whatever is no JSON is refused', () => {
  const nearJson = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '0', '\\', ' ', 'e'))
    .map(
      ([text, at, cut]) =>
        text.slice(0, at % (text.length + 1)) + cut + text.slice((at % (text.length + 1)) + 1),
    );
  fc.assert(
    fc.property(nearJson, (text) => {
      let valid = text.trim() !== '';
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(complaint(text).startsWith('read ') && text.trim() !== '').toBe(valid);
    }),
    { numRuns: 1000 },
  );
});

// Measured on the main branch of July 2026.
test.each([
  ['{', 'unexpected end of JSON input'],
  ['{"name":}', "invalid character '}' looking for beginning of value"],
  ['{"name":"x"} trailing', "invalid character 't' after top-level value"],
  ['nonsense', "invalid character 'o' in literal null (expecting 'u')"],
  ['{"name":"tab\tx"}', "invalid character '\\t' in string literal"],
  ["{'name':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{"name":01}', "invalid character '1' after object key:value pair"],
  ['{"name":"x",}', "invalid character '}' looking for beginning of object key string"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['tru', "invalid character ' ' in literal true (expecting 'e')"],
  ['-', "invalid character ' ' in numeric literal"],
  ['{"n":1.}', "invalid character '}' after decimal point in numeric literal"],
  ['{"n":1e}', "invalid character '}' in exponent of numeric literal"],
  ['{"name":"\\q"}', "invalid character 'q' in string escape code"],
  ['{"name":"\\u12x4"}', "invalid character 'x' in \\u hexadecimal character escape"],
])('%s is refused in the words of Go', (text, said) => {
  expect(complaint(text)).toBe(said);
});
