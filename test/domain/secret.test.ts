import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, looksLikeSecret, maskPatterns, maskSecret } from '../../src/domain/secret.ts';

const AUTH = `hskey-auth-ab-_efghijkl-${'S'.repeat(63)}-`;
const API = `hskey-api-abcdefghijkl-${'S'.repeat(64)}`;
const HEX = '0123456789abcdef'.repeat(3);
const SEVEN = `abcdefg.${'S'.repeat(32)}`;
const TEN = `abcdefg-_j.${'S'.repeat(43)}`;

describe('maskSecret', () => {
  test.each([
    [AUTH, 'hskey-auth-ab-_efghijkl-***'],
    [API, 'hskey-api-abcdefghijkl-***'],
    [HEX, '01234567***'],
    [SEVEN, 'abcdefg***'],
    [TEN, 'abcdefg-_j***'],
    [`hskey-reg-${'S'.repeat(64)}`, 'hskey-reg-***'],
    [AUTH.slice(0, 40), 'hskey-auth-ab-_efghijkl-***'],
    ['some-secret-of-another-kind-altogether', 'some***'],
    ['short', '***'],
    ['', ''],
    ['hskey-auth-abcdefghijkl-***', 'hskey-auth-abcdefghijkl-***'],
    ['hskey-api-abcdefghijkl', 'hskey-api-abcdefghijkl'],
    ['abcdefg***', 'abcdefg***'],
    ['01234567…', '01234567…'],
    [`${HEX}***`, '01234567***'],
  ])('%s', (text, masked) => {
    expect(maskSecret(text)).toBe(masked);
  });

  test('masking twice changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(AUTH, API, HEX, SEVEN, TEN)), (text) => {
        expect(maskSecret(maskSecret(text))).toBe(maskSecret(text));
      }),
    );
  });
});

describe('maskPatterns leaves alone what is no secret', () => {
  test.each([
    `mkey:${'ab'.repeat(32)}`,
    `nodekey:${'0'.repeat(64)}`,
    `hskey-authreq-${'A'.repeat(24)}`,
    'hskey-auth-abcdefghijkl-***',
    'laptop-1.tailnet.example.com',
    'fd7a:115c:a1e0::1',
  ])('%s', (text) => {
    expect(maskPatterns(`see ${text}, please`)).toBe(`see ${text}, please`);
  });
});

describe('looksLikeSecret', () => {
  test.each([
    [AUTH, true],
    [API, true],
    [HEX, true],
    [SEVEN, true],
    [TEN, true],
    ['laptop', false],
    ['hskey-auth-abcdefghijkl-***', false],
    [`the key ${HEX}`, false],
  ])('%s: %s', (text, expected) => {
    expect(looksLikeSecret(text)).toBe(expected);
  });
});

describe('a redactor', () => {
  test('takes out every form of key wherever it stands', () => {
    const text = `authorization: Bearer ${API}\n{"key":"${AUTH}","old":"${HEX}"}?k=${SEVEN}&l=${TEN}.`;
    const clean = createRedactor().redact(text);
    expect(clean).toBe(
      'authorization: Bearer hskey-api-abcdefghijkl-***\n' +
        '{"key":"hskey-auth-ab-_efghijkl-***","old":"01234567***"}?k=abcdefg***&l=abcdefg-_j***.',
    );
  });

  test('knows secrets by value, also where they were added later, escaped or encoded', () => {
    const redactor = createRedactor(['correct horse']);
    redactor.add('bat"tery/staple');
    const text = 'correct horse correct%20horse bat"tery/staple bat\\"tery/staple bat%22tery%2Fstaple';
    expect(redactor.redact(text)).toBe('*** *** *** *** ***');
  });

  test('takes the longer of two secrets that begin alike', () => {
    expect(createRedactor(['secret', 'secret-longer']).redact('secret-longer, secret')).toBe('***, ***');
  });

  test('does not cut words because a secret is tiny', () => {
    expect(createRedactor(['', 'a', 'ab']).redact('a table')).toBe('a table');
  });

  test('is not fooled by replacement patterns or lone surrogates', () => {
    expect(createRedactor(['$&$&$&$&', '\ud800abcdef']).redact('x $&$&$&$& \ud800abcdef')).toBe('x *** ***');
  });

  test('lets no known secret through, whatever is around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(API, AUTH, HEX), fc.string(), (before, secret, after) => {
        expect(createRedactor([secret]).redact(before + secret + after)).not.toContain(secret);
      }),
    );
  });
});
