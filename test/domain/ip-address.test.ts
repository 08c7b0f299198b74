import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalIpAddress, formatIpAddress, parseIpAddress } from '../../src/domain/ip-address.ts';

describe('canonicalIpAddress', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['FD7A:115C:A1E0:0:0:0:0:1', 'fd7a:115c:a1e0::1'],
    ['fd7a:115c:a1e0::0001', 'fd7a:115c:a1e0::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['::ffff:a00:1', '::ffff:10.0.0.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalIpAddress(text)).toBe(canonical);
  });

  test.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.1/32',
    'fe80::1%eth0',
    ':::',
    'alice',
    '1.2.3.4 ',
  ])('%j is none', (text) => {
    expect(canonicalIpAddress(text)).toBeUndefined();
  });
});

test('every address reads back as itself', () => {
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => formatIpAddress({ family: 6, value })),
  );
  fc.assert(
    fc.property(address, (text) => {
      const parsed = parseIpAddress(text);
      if (parsed === undefined) throw new Error(`${text} was not read`);
      const canonical = formatIpAddress(parsed);
      expect(isIP(canonical)).toBe(parsed.family);
      expect(parseIpAddress(canonical)).toEqual(parsed);
    }),
  );
});
