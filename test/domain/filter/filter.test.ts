import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilterFields } from '../../../src/domain/filter/field.ts';
import { allOf, parseFilter } from '../../../src/domain/filter/filter.ts';
import { apiKeyFields, preAuthKeyFields } from '../../../src/domain/filter/key-fields.ts';
import { nodeFields } from '../../../src/domain/filter/node-fields.ts';
import { routeFields } from '../../../src/domain/filter/route-fields.ts';
import { userFields } from '../../../src/domain/filter/user-fields.ts';
import { HsError } from '../../../src/errors.ts';
import { refusalOf } from '../refusal.ts';
import { aNode } from '../samples.ts';
import { NOW } from './samples.ts';

describe('what is refused', () => {
  test.each([
    [
      'usr=x',
      '--filter "usr=x": nodes cannot be filtered by "usr"',
      /^Did you mean user\? Fields: online, .*For example: --filter '!online and seen>30d'$/,
    ],
    [
      'online and usr=x',
      '--filter "online and usr=x", after "online and": nodes cannot be filtered by "usr"',
      /user/,
    ],
    ['user:alice', '--filter "user:alice": nodes cannot be filtered by "user:alice"', /^Write user=alice\. /],
    [
      'online=maybe',
      '--filter "online=maybe": online is either so or not',
      /^Write online alone, or !online for the others\.$/,
    ],
    ['online>3', '--filter "online>3": online is either so or not', /online/],
    ['seen=yes', '--filter "seen=yes": seen is a time', /seen>30d, seen=never/],
    ['seen~3', '--filter "seen~3": seen is a time', /seen>30d/],
    [
      'seen>30',
      '--filter "seen>30", after "seen>": "30" is not a duration: the unit is missing',
      /30d for days/,
    ],
    [
      'seen>1mo',
      '--filter "seen>1mo", after "seen>": "1mo" is not a duration: "mo" is not a unit (write months as days: 30d)',
      /90d/,
    ],
    [
      'seen<2026-01-01',
      '--filter "seen<2026-01-01": "2026-01-01" is a date, and times are told by how far away they are',
      /seen>30d/,
    ],
    [
      'seen',
      '--filter "seen": seen is compared with nothing',
      /'seen>30d'. The whole filter stands in quotes: shells take > and < for files\.$/,
    ],
    ['user', '--filter "user": user is compared with nothing', /^Write for example 'user=alice'\.$/],
    ['user>3', '--filter "user>3": user is no number and no time', /user=alice/],
    [
      'user=0',
      '--filter "user=0", after "user=": "0" names no user: ids begin with 1, and some releases take 0 for the first one they have',
      /./,
    ],
    ['name~""', '--filter "name~\\"\\"": every text contains the empty one', undefined],
    ['id=x', '--filter "id=x": "x" is not a whole number', /id=4/],
    ['id~4', '--filter "id~4": id is a number', /=, < or >/],
    [
      'ip=nonsense',
      '--filter "ip=nonsense", after "ip=": "nonsense" is neither an address nor a network',
      /./,
    ],
    [
      'route=10.0.0.5/8',
      '--filter "route=10.0.0.5/8", after "route=": "10.0.0.5/8" is an address inside a network, not the network: bits behind /8 are set',
      /10\.0\.0\.0\/8/,
    ],
    [
      'method=magic',
      '--filter "method=magic", after "method=": "magic" is none of key, cli, oidc',
      /method=oidc/,
    ],
  ] as const)('%s', (text, message, hint) => {
    const refusal = refusalOf(() => parseFilter(text, nodeFields));
    expect(refusal).toMatchObject({ code: 'invalid_value', exitCode: 2, message });
    if (hint === undefined) expect(refusal.hint).toBeUndefined();
    else expect(refusal.hint).toMatch(hint);
  });

  test('names the flag that stands for a filter', () => {
    const refusal = refusalOf(() => parseFilter('expires<soon', nodeFields, '--expiring'));
    expect(refusal.message).toBe('--expiring: "soon" is not a duration: it does not begin with a number');
  });
});

test('several filters hold together', () => {
  const filters = ['online or tagged', 'id>5'].map((text) => parseFilter(text, nodeFields));
  const both = allOf(filters);
  expect(both?.text).toBe('(online or tagged) and id>5');
  expect(both?.matches(aNode({ id: '6', online: true }), NOW)).toBe(true);
  expect(both?.matches(aNode({ id: '4', online: true }), NOW)).toBe(false);
  expect(both?.matches(aNode({ id: '6' }), NOW)).toBe(false);
  expect(allOf([])).toBeUndefined();
});

const TABLES: readonly FilterFields<never>[] = [
  nodeFields,
  userFields,
  preAuthKeyFields,
  apiKeyFields,
  routeFields,
];

describe.each(TABLES.map((table) => [table.noun, table] as const))('the table of %s', (_, table) => {
  test('has examples that work, and no word twice', () => {
    expect(() => parseFilter(table.example, table)).not.toThrow();
    const words = table.fields.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(new Set(words.map((word) => word.toLowerCase())).size).toBe(words.length);
    for (const { name, example } of table.fields) {
      expect(example).toMatch(new RegExp(`^!?${name}\\b`));
      expect(() => parseFilter(example, table)).not.toThrow();
    }
  });

  test('takes any condition or refuses it as a value', () => {
    const word = fc.constantFrom(...table.fields.map(({ name }) => name), 'other');
    const value = fc.oneof(
      fc.constantFrom('true', '30d', '5', '0', '10.0.0.0/8', '::1', 'never', 'id:', '""'),
      fc.string({ unit: 'binary', maxLength: 6 }).map((text) => JSON.stringify(text)),
    );
    const operator = fc.constantFrom('', '=', '!=', '~', '!~', '<', '>');
    fc.assert(
      fc.property(word, operator, value, (name, sign, text) => {
        try {
          parseFilter(sign === '' ? name : `${name}${sign}${text}`, table);
        } catch (error) {
          expect(error).toBeInstanceOf(HsError);
        }
      }),
    );
  });
});
