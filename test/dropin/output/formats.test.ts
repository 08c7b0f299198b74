import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Instant } from '../../../src/domain/instant.ts';
import { listData, NOTHING, resultData } from '../../../src/dropin/output/data.ts';
import { goJson } from '../../../src/dropin/output/go-json.ts';
import { goYaml } from '../../../src/dropin/output/go-yaml.ts';
import { flag, id, shapeOf, text, time } from '../../../src/dropin/output/shape.ts';
import { officialTable } from '../../../src/dropin/output/table.ts';
import type { Tree } from '../../../src/dropin/output/tree.ts';
import { writtenData } from '../../../src/dropin/output/write-data.ts';
import { PLAIN } from '../../../src/output/style.ts';

interface Thing {
  readonly id: string;
  readonly longName: string;
  readonly on: boolean;
  readonly at: Instant | null;
}

const thing = shapeOf<Thing>({
  id: id((one) => one.id),
  on: flag((one) => one.on),
  long_name: text((one) => one.longName),
  created_at: time((one) => one.at),
});
const full: Thing = { id: '7', longName: 'a<b>&c', on: true, at: { seconds: 1_795_484_598, nanos: 5 } };
const empty: Thing = { id: '0', longName: '', on: false, at: null };

describe('JSON of 0.29', () => {
  test('leaves out what is empty, escapes as Go does and is indented by tabs', () => {
    expect(writtenData(thing(full), 'json', '0.29')).toBe(
      '{\n\t"id": 7,\n\t"on": true,\n\t"long_name": "a\\u003cb\\u003e\\u0026c",\n\t"created_at": {\n\t\t"seconds": 1795484598,\n\t\t"nanos": 5\n\t}\n}\n',
    );
    expect(writtenData(thing(empty), 'json', '0.29')).toBe('{}\n');
  });

  test('has null for an empty list, and stands on one line where that is asked for', () => {
    expect(writtenData(listData(thing, []), 'json', '0.29')).toBe('null\n');
    expect(writtenData(listData(thing, [empty, full]), 'json-line', '0.29')).toMatch(
      /^\[\{\},\{"id":7,"on":true,/,
    );
    expect(writtenData(resultData('Node deleted'), 'json-line', '0.29')).toBe('{"Result":"Node deleted"}\n');
  });

  test('keeps numbers that JavaScript cannot hold', () => {
    expect(writtenData(thing({ ...empty, id: '18446744073709551615' }), 'json-line', '0.29')).toBe(
      '{"id":18446744073709551615}\n',
    );
  });

  test('has an empty object for 1970, and the zero time without nanoseconds', () => {
    const at = (seconds: number) =>
      writtenData(thing({ ...empty, at: { seconds, nanos: 0 } }), 'json-line', '0.29');
    expect(at(0)).toBe('{"created_at":{}}\n');
    expect(at(-62_135_596_800)).toBe('{"created_at":{"seconds":-62135596800}}\n');
  });
});

test('the JSON of 0.30 has everything, sorted, in camelCase', () => {
  expect(writtenData(thing(full), 'json-line', '0.30')).toBe(
    '{"createdAt":"2026-11-24T01:43:18.000000005Z","id":"7","longName":"a\\u003cb\\u003e\\u0026c","on":true}\n',
  );
  expect(writtenData(thing(empty), 'json-line', '0.30')).toBe(
    '{"createdAt":null,"id":"0","longName":"","on":false}\n',
  );
  expect(writtenData(listData(thing, []), 'json-line', '0.30')).toBe('[]\n');
});

test('YAML leaves nothing out and is indented as yaml.v3 does it', () => {
  expect(writtenData(listData(thing, [full, empty]), 'yaml', '0.29')).toBe(
    '- id: 7\n  "on": true\n  longname: a<b>&c\n  createdat:\n    seconds: 1795484598\n    nanos: 5\n' +
      '- id: 0\n  "on": false\n  longname: ""\n  createdat: null\n\n',
  );
  expect(goYaml({ user: { createdat: { seconds: 1 } }, tags: ['a', 'b'], none: [] })).toBe(
    'user:\n    createdat:\n        seconds: 1\ntags:\n    - a\n    - b\nnone: []\n',
  );
  expect(goYaml([{ user: { createdat: { seconds: 1 } } }])).toBe(
    '- user:\n    createdat:\n        seconds: 1\n',
  );
  expect(writtenData(NOTHING, 'yaml', '0.29')).toBe('{}\n\n');
});

test.each([
  ['', '""'],
  ['plain text', 'plain text'],
  ['true', '"true"'],
  ['12', '"12"'],
  ['2026-01-01', '"2026-01-01"'],
  ['a: b', "'a: b'"],
  ["- it's", "'- it''s'"],
  ['#x', "'#x'"],
  ['x ', "'x '"],
  ['\u001b[31mred', '"\\e[31mred"'],
  ['two\nlines', '|-\n    two\n    lines'],
])('YAML writes %j as yaml.v3 does', (value, written) => {
  expect(goYaml({ x: value })).toBe(`x: ${written}\n`);
});

const trees: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree')),
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie('tree'), { noNullPrototype: true }),
  ),
})).tree;

test('whatever is written as JSON or YAML reads back as the same', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(JSON.parse(goJson(tree))).toEqual(tree);
      expect(JSON.parse(goJson(tree, '\t'))).toEqual(tree);
      expect(parse(goYaml(tree))).toEqual(tree);
    }),
  );
});

describe('a table', () => {
  const columns = [
    { header: 'ID', cell: (row: readonly string[]) => row[0] ?? '' },
    { header: 'Tags', cell: (row: readonly string[]) => ({ lines: row.slice(1) }) },
  ];

  test('fills every cell, splits cells of several lines and ends with an empty line', async () => {
    expect(await officialTable(columns, [['1', 'a', 'bb'], ['22']], PLAIN)).toBe(
      'ID | Tags\n1  | a   \n   | bb  \n22 |     \n\n',
    );
  });

  test('counts wide characters twice and shows what could draw on a terminal', async () => {
    expect(await officialTable(columns, [['1', '日本', '\u001b[31m']], PLAIN)).toBe(
      'ID | Tags    \n1  | 日本    \n   | \\x1b[31m\n\n',
    );
  });
});
