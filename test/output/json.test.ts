import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunks, jsonDocument, jsonLines, jsonList } from '../../src/output/json.ts';
import type { JsonObject } from '../../src/output/view.ts';

const object = fc.dictionary(
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonObject[string]>,
) as fc.Arbitrary<JsonObject>;

describe('JSON in pieces', () => {
  test('an empty list is a document too', () => {
    expect([...jsonList([])].join('')).toBe('[]\n');
    expect([...jsonLines([])].join('')).toBe('');
  });

  test.each([1, 199, 200, 201, 400, 1001])('%i items are the bytes of one document', (count) => {
    const items = Array.from({ length: count }, (_, id) => ({
      id: `${id}`,
      tags: id % 2 ? [] : ['a', 'b'],
      x: {},
    }));
    expect([...jsonList(items)].join('')).toBe(jsonDocument(items));
  });

  test('a long list leaves in several pieces', () => {
    const items = Array.from({ length: 1000 }, (_, id) => ({ id: `${id}` }));
    expect([...jsonList(items)].length).toBeGreaterThan(4);
    expect([...jsonLines(items)].length).toBeGreaterThan(4);
  });

  test('any values come back', () => {
    fc.assert(
      fc.property(fc.array(object), (items) => {
        const plain: unknown = JSON.parse(JSON.stringify(items));
        expect(JSON.parse([...jsonList(items)].join(''))).toEqual(plain);
        const lines = [...jsonLines(items)].join('').split('\n').slice(0, -1);
        expect(lines.map((line): unknown => JSON.parse(line))).toEqual(plain);
      }),
    );
  });
});

test('chunks are full but the last, and never empty', () => {
  expect([...chunks([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...chunks([1, 2], 2)]).toEqual([[1, 2]]);
  expect([...chunks([], 2)]).toEqual([]);
});
