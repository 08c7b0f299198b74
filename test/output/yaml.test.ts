import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/output/view.ts';
import { yamlDocument, yamlList } from '../../src/output/yaml.ts';
import { textOf } from './text-of.ts';

describe('YAML', () => {
  test('quotes what some reader would take for something else', async () => {
    expect(
      await yamlDocument({ id: '1', name: 'no', at: '2026-11-24T00:00:00Z', tags: [], user: null, on: true }),
    ).toBe(
      ['id: "1"', 'name: "no"', 'at: "2026-11-24T00:00:00Z"', 'tags: []', 'user: null', 'on: true', ''].join(
        '\n',
      ),
    );
  });

  test('a list', async () => {
    expect(await textOf(yamlList([{ id: '1', tags: ['a'] }, { id: '2' }]))).toBe(
      '- id: "1"\n  tags:\n    - "a"\n- id: "2"\n',
    );
    expect(await textOf(yamlList([]))).toBe('[]\n');
  });

  test('long texts are not folded, line breaks of old readers are escaped', async () => {
    const text = `${'word '.repeat(60)}\u0085\u2028\u2029\ufeff\n`;
    const document = await yamlDocument({ text });
    expect(document.trimEnd().split(/[\n\u0085\u2028\u2029]/)).toHaveLength(1);
    expect(parse(document)).toEqual({ text });
  });

  test('the same value twice is written twice', async () => {
    const user = { id: '1' };
    expect(await textOf(yamlList([{ user }, { user }]))).toBe('- user:\n    id: "1"\n- user:\n    id: "1"\n');
  });

  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        '\n',
        '\r',
        '\t',
        ' ',
        '"',
        '\\',
        "'",
        ':',
        '#',
        '-',
        '\u0085',
        '\u2028',
        '\0',
        '\u001b',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  });
  const item: fc.Arbitrary<JsonObject> = fc.record({
    id: text,
    names: fc.array(text),
    user: fc.option(fc.record({ name: text })),
    online: fc.boolean(),
  });

  test('any texts come back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(item), async (items) => {
        expect(parse(await textOf(yamlList(items)))).toEqual(items);
      }),
    );
  });

  test('more items than one call of the library takes are still one list', async () => {
    const items = Array.from({ length: 250 }, (_, id) => ({ id: `${id}` }));
    expect(parse(await textOf(yamlList(items)))).toEqual(items);
  });
});
