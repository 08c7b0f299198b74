import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIpAddress } from '../../src/domain/ip-address.ts';
import { canonicalCidr, networkOf, parsePrefix, prefixesOverlap } from '../../src/domain/prefix.ts';
import { refusalOf } from './refusal.ts';

describe('parsePrefix', () => {
  test.each([
    ['10.1.0.0/24', '10.1.0.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.1.0.5/32', '10.1.0.5/32'],
    ['::/0', '::/0'],
    ['FD00:1:0::/48', 'fd00:1::/48'],
    ['fd00::1/128', 'fd00::1/128'],
  ])('reads %s', (text, canonical) => {
    expect(parsePrefix(text).text).toBe(canonical);
  });

  test.each([
    ['10.1.0.5/24', 'bits behind /24', '10.1.0.0/24'],
    ['10.1.0.5/24', 'bits behind /24', '10.1.0.5/32'],
    ['fd00::1/64', 'bits behind /64', 'fd00::/64'],
    ['10.1.0.5', 'the length is missing', '10.1.0.5/32'],
    ['10.1.0.0', 'the length is missing', '10.1.0.0/24'],
    ['fd00::', 'the length is missing', 'fd00::/64'],
    ['10.1.0.0/33', '"33" is no length from 0 to 32', '10.1.0.0/24'],
    ['fd00::/129', '"129" is no length from 0 to 128', 'fd00:1::/64'],
    ['10.1.0.0/024', '"024" is no length', '10.1.0.0/24'],
    ['10.1.0.0/255.255.255.0', 'is no length from 0 to 32', '10.1.0.0/24'],
    ['10.1.0.0/-1', 'is no length', '10.1.0.0/24'],
    ['10.1.0.0/', 'is no length', '10.1.0.0/24'],
    ['10.1.0/24', 'is not a route', '10.1.0.0/24'],
    ['010.1.0.0/24', 'is not a route', '10.1.0.0/24'],
    ['not-a-route', 'is not a route', '10.1.0.0/24'],
    ['::ffff:10.0.0.0/104', 'written as IPv6', '10.1.0.0/24'],
    ['fe80::%eth0/64', 'is not a route', '10.1.0.0/24'],
    ['', 'An empty text', '10.1.0.0/24'],
  ])('refuses %s', (text, reason, suggestion) => {
    const error = refusalOf(() => parsePrefix(text));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
    expect(error.hint).toContain(suggestion);
  });

  test('any text is read or refused as a value', () => {
    const text = fc.oneof(
      fc.string(),
      fc.tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 140 })).map((parts) => parts.join('/')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        try {
          expect(parsePrefix(parsePrefix(typed).text).text).toBe(parsePrefix(typed).text);
        } catch (error) {
          expect(error).toMatchObject({ name: 'HsError', code: 'invalid_value' });
        }
      }),
    );
  });
});

test('what servers write keeps its host bits in the canonical spelling, and loses them as a network', () => {
  expect(['10.1.0.5/24', 'FD00:0::5/64', 'odd'].map(canonicalCidr)).toEqual([
    '10.1.0.5/24',
    'fd00::5/64',
    'odd',
  ]);
  expect(['10.1.0.5/24', 'FD00:0::5/64', 'odd'].map((text) => networkOf(text)?.text)).toEqual([
    '10.1.0.0/24',
    'fd00::/64',
    undefined,
  ]);
});

describe('prefixesOverlap', () => {
  test.each([
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.1.0.0/24', '10.1.0.0/24', true],
    ['10.1.0.0/24', '10.1.1.0/24', false],
    ['0.0.0.0/0', '10.1.1.0/24', true],
    ['0.0.0.0/0', '::/0', false],
    ['fd00::/32', 'fd00:0:1::/48', true],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(prefixesOverlap(parsePrefix(a), parsePrefix(b))).toBe(expected);
  });

  test('agrees with the addresses at both ends', () => {
    const prefix = fc
      .tuple(fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), fc.integer({ min: 0, max: 32 }))
      .map(([value, length]) => networkOf(`${formatIpAddress({ family: 4, value })}/${length}`));
    fc.assert(
      fc.property(prefix, prefix, (a, b) => {
        if (a === undefined || b === undefined) throw new Error('a prefix was not read');
        const lastOf = (p: typeof a) => p.first + 2n ** BigInt(32 - p.length) - 1n;
        expect(prefixesOverlap(a, b)).toBe(a.first <= lastOf(b) && b.first <= lastOf(a));
      }),
    );
  });
});
