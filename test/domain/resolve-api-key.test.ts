import { describe, expect, test } from 'vitest';
import { apiKeyPrefix, describeApiKey, findApiKey, rawPrefix } from '../../src/domain/resolve-api-key.ts';
import { refusalOf } from './refusal.ts';
import { anApiKey } from './samples.ts';

const S32 = 'S-_s'.repeat(8);
const S43 = `${S32}${'S'.repeat(11)}`;
const S64 = `${S32}${S32}`;

const KEYS = [
  anApiKey('1', 'hskey-api-abcdefghijkl-***'),
  anApiKey('2', 'hskey-api--_cdefghijk--***'),
  anApiKey('3', 'abcdef-***'),
  anApiKey('4', 'ABCDEFG'),
  anApiKey('5', 'abcdefghi-***'),
  anApiKey('6', 'ABCDEFGHIJ'),
  anApiKey('7', '1234567'),
];

describe('findApiKey finds', () => {
  test.each([
    ['1', '1', 'id'],
    ['id:2', '2', 'id'],
    ['hskey-api-abcdefghijkl-***', '1', 'prefix'],
    ['hskey-api-abcdefghijkl', '1', 'prefix'],
    ['abcdefghijkl', '1', 'prefix'],
    ['hskey-api--_cdefghijk-', '2', 'prefix'],
    [`hskey-api--_cdefghijk--${S64}`, '2', 'secret'],
    ['abcdef-', '3', 'prefix'],
    ['abcdef-***', '3', 'prefix'],
    [`abcdef-.${S32}`, '3', 'secret'],
    [`ABCDEFG.${S32}`, '4', 'secret'],
    [`abcdefghi-.${S43}`, '5', 'secret'],
    ['ABCDEFGHIJ', '6', 'prefix'],
    ['1234567', '7', 'prefix'],
    ['name:1234567', '7', 'prefix'],
  ])('%s', (reference, id, matchedBy) => {
    const found = findApiKey(reference, KEYS);
    expect([found.key.id, found.matchedBy]).toEqual([id, matchedBy]);
  });
});

describe('findApiKey refuses', () => {
  test.each(['', '0', 'id:0', 'id:x'])('%j', (reference) => {
    expect(refusalOf(() => findApiKey(reference, KEYS)).code).toBe('invalid_value');
  });

  test.each([
    ['99', 'the id 99'],
    ['abcdef', 'that prefix or secret'],
    ['ABCDEFGHIJKL', 'that prefix or secret'],
    [`hskey-api-zzzzzzzzzzzz-${S64}`, '"hskey-api-zzzzzzzzzzzz-***"'],
    [`zzzzzzz.${S32}`, '"zzzzzzz***"'],
    [`ABCDEFG.${S32}x`, '"ABCD***"'],
  ])('%s as not found, and repeats no secret', (reference, shown) => {
    const error = refusalOf(() => findApiKey(reference, KEYS));
    expect(error.code).toBe('not_found');
    expect(error.message).toContain(shown);
    expect(`${error.message} ${error.hint}`).not.toContain(S32);
  });

  test('a number that is an id and a prefix, until one is meant', () => {
    const keys = [anApiKey('1234567', 'abcdefg'), anApiKey('8', '1234567')];
    const error = refusalOf(() => findApiKey('1234567', keys));
    expect([error.code, error.message]).toEqual([
      'ambiguous',
      '2 API keys answer to that: abcdefg (id 1234567), 1234567 (id 8)',
    ]);
    expect(findApiKey('id:1234567', keys).key.id).toBe('1234567');
    expect(findApiKey('name:1234567', keys).key.id).toBe('8');
  });
});

describe('apiKeyPrefix cuts by length, since prefixes hold hyphens', () => {
  test.each([
    [`hskey-api-a-b-c-d-e-f--${S64}`, 'a-b-c-d-e-f-'],
    [`abcdef-.${S32}`, 'abcdef-'],
    [`abcdefghi-.${S43}`, 'abcdefghi-'],
    [`abcdefghi-.${S32}`, undefined],
    ['hskey-api-abcdefghijkl-***', undefined],
    ['nonsense', undefined],
  ])('%s', (secret, prefix) => {
    expect(apiKeyPrefix(secret)).toBe(prefix);
  });
});

test('rawPrefix takes the mask off', () => {
  expect(['abcdefg', 'abcdef-***', 'hskey-api-abcdefghijk--***'].map(rawPrefix)).toEqual([
    'abcdefg',
    'abcdef-',
    'abcdefghijk-',
  ]);
});

test('describeApiKey', () => {
  expect(describeApiKey(anApiKey('3', 'abcdefg'))).toBe('abcdefg (id 3)');
  expect(describeApiKey(anApiKey('4', 'hskey-api-abcdefghijkl-***'))).toBe(
    'hskey-api-abcdefghijkl-*** (id 4)',
  );
});
