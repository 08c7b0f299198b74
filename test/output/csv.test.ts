import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLines } from '../../src/output/csv.ts';

const lines = (rows: readonly (readonly string[])[], header?: readonly string[]): string =>
  [...csvLines(header, rows)].join('');

/** A reader of RFC 4180, written from its grammar and nothing else. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        field += text[at];
      }
      at++;
    } else {
      while (at < text.length && text[at] !== ',' && !text.startsWith('\r\n', at)) field += text[at++];
    }
    row.push(field);
    if (text[at] === ',') {
      at++;
      if (at === text.length) row.push('');
      continue;
    }
    expect(text.slice(at, at + 2)).toBe('\r\n');
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('CSV', () => {
  test.each([
    ['plain', ['1', 'alice'], '1,alice\r\n'],
    ['comma', ['a,b'], '"a,b"\r\n'],
    ['quotes', ['John "J." Doe', 'x'], '"John ""J."" Doe",x\r\n'],
    ['newline', ['a\nb', 'c'], '"a\nb",c\r\n'],
    ['spaces at the ends', [' a', 'b ', 'c d'], '" a","b ",c d\r\n'],
    ['empty fields', ['', '', ''], ',,\r\n'],
    ['a lone empty field', [''], '""\r\n'],
    ['control characters are data', ['\u001b[0m'], '\u001b[0m\r\n'],
  ])('%s', (_what, row, text) => {
    expect(lines([row])).toBe(text);
  });

  test('the header stands even above nothing', () => {
    expect(lines([], ['id', 'name'])).toBe('id,name\r\n');
    expect(lines([])).toBe('');
  });

  const field = fc.string({
    unit: fc.oneof(
      fc.constantFrom('"', ',', '\r', '\n', ' ', '\t', ';'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((columns) =>
      fc.array(fc.array(field, { minLength: columns, maxLength: columns }), { maxLength: 1200 }),
    );

  test('whatever goes in comes out of a reader', () => {
    fc.assert(
      fc.property(table, (rows) => {
        expect(parseCsv(lines(rows))).toEqual(rows);
      }),
    );
  });
});
