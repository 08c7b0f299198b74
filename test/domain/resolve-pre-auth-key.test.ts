import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describePreAuthKey, findPreAuthKey } from '../../src/domain/resolve-pre-auth-key.ts';
import { refusalOf } from './refusal.ts';
import { aPreAuthKey, aUser } from './samples.ts';

const SECRET = `${'S-_'.repeat(21)}S`;
const HEX = '0123456789abcdef'.repeat(3);
const OTHER_HEX = `0123456789${'f'.repeat(38)}`;

const KEYS = [
  aPreAuthKey({ id: '1', key: 'hskey-auth-abcdefghijkl-***', user: aUser({ id: '1', name: 'alice' }) }),
  aPreAuthKey({ id: '2', key: 'hskey-auth--_cdefghijk--***', aclTags: ['tag:a', 'tag:b'] }),
  aPreAuthKey({ id: '3', key: HEX }),
  aPreAuthKey({ id: '4', key: OTHER_HEX }),
  aPreAuthKey({ id: '5', key: 'hskey-auth-123456789012-***' }),
];

describe('findPreAuthKey finds', () => {
  test.each([
    ['1', '1', 'id'],
    ['id:2', '2', 'id'],
    ['hskey-auth-abcdefghijkl-***', '1', 'prefix'],
    ['hskey-auth-abcdefghijkl', '1', 'prefix'],
    ['hskey-auth-abcdefghijkl-…', '1', 'prefix'],
    ['abcdefghijkl', '1', 'prefix'],
    [`hskey-auth-abcdefghijkl-${SECRET}`, '1', 'secret'],
    [`hskey-auth--_cdefghijk--${SECRET}`, '2', 'secret'],
    ['hskey-auth--_cdefghijk-', '2', 'prefix'],
    [HEX, '3', 'secret'],
    [`name:${HEX}`, '3', 'secret'],
    ['0123456789ab', '3', 'prefix'],
    ['0123456789ab***', '3', 'prefix'],
    ['123456789012', '5', 'prefix'],
  ])('%s', (reference, id, matchedBy) => {
    const found = findPreAuthKey(reference, KEYS);
    expect([found.key.id, found.matchedBy]).toEqual([id, matchedBy]);
  });

  test('a secret that is listed in clear by its whole value, never by its start', () => {
    const keys = [aPreAuthKey({ id: '1', key: `hskey-auth-abcdefghijkl-${'a'.repeat(64)}` })];
    expect(findPreAuthKey(`hskey-auth-abcdefghijkl-${'a'.repeat(64)}`, keys).matchedBy).toBe('secret');
    expect(refusalOf(() => findPreAuthKey(`hskey-auth-abcdefghijkl-${'b'.repeat(64)}`, keys)).code).toBe(
      'not_found',
    );
  });
});

describe('findPreAuthKey refuses', () => {
  test.each(['', '0', 'id:0', 'id:x'])('%j', (reference) => {
    expect(refusalOf(() => findPreAuthKey(reference, KEYS)).code).toBe('invalid_value');
  });

  test.each([
    ['99', 'the id 99'],
    ['id:99', 'the id 99'],
    [`hskey-auth-zzzzzzzzzzzz-${SECRET}`, '"hskey-auth-zzzzzzzzzzzz-***"'],
    ['f'.repeat(48), '"ffffffff***"'],
    ['abc', 'that start or secret'],
    ['0123456', 'that start or secret'],
    [`hskey-auth-abcdefghijkl-${SECRET}x`, '"hskey-auth-abcdefghijkl-***"'],
  ])('%s as not found', (reference, shown) => {
    const error = refusalOf(() => findPreAuthKey(reference, KEYS));
    expect(error.code).toBe('not_found');
    expect(error.message).toContain(shown);
  });

  test('a start that two keys share, listing both masked', () => {
    const error = refusalOf(() => findPreAuthKey('01234567***', KEYS));
    expect([error.code, error.message]).toEqual([
      'ambiguous',
      '2 pre-auth keys answer to that: 01234567*** (id 3), 01234567*** (id 4)',
    ]);
  });

  test('any reference without repeating more than twelve characters of a secret', () => {
    const part = fc.tuple(fc.nat({ max: 51 }), fc.integer({ min: 13, max: 64 }));
    const secret = '0123456789ABCDEF'.repeat(4);
    fc.assert(
      fc.property(
        fc.constantFrom('', 'hskey-auth-', 'id:', 'name:', 'x'),
        part,
        (prefix, [start, length]) => {
          const piece = secret.slice(start, start + length);
          const { message, hint } = refusalOf(() => findPreAuthKey(prefix + piece, []));
          expect(`${message} ${hint}`).not.toContain(piece);
        },
      ),
    );
  });
});

test('describePreAuthKey says whose it is and never the key', () => {
  expect(KEYS.slice(0, 3).map(describePreAuthKey)).toEqual([
    'hskey-auth-abcdefghijkl-*** (id 1, alice)',
    'hskey-auth--_cdefghijk--*** (id 2, "tag:a tag:b")',
    '01234567*** (id 3)',
  ]);
});
