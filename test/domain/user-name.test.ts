import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeOidcName, nameFromDisplayName, parseUserName } from '../../src/domain/user-name.ts';
import { refusalOf } from './refusal.ts';

describe('parseUserName', () => {
  test.each(['alice', 'john.doe', 'a1', 'x-y', 'user-29', 'a--b', 'a'.repeat(63)])('takes %s', (name) => {
    expect(parseUserName(name)).toBe(name);
  });

  test.each([
    ['', 'every user'],
    ['Bad Name!', 'upper-case'],
    ['bad name', 'a space'],
    ['B O B', 'upper-case'],
    ['x'.repeat(64), '64 characters'],
    ['a', 'too short'],
    ['1st', 'begin with a letter'],
    ['.alice', 'begin with a letter'],
    ['-alice', 'begin with a letter'],
    ['alice-', 'ends with a dot or hyphen'],
    ['alice.', 'ends with a dot or hyphen'],
    ['a..b', 'two dots'],
    ['john_doe', '"_" is not allowed'],
    ['özil', '"ö" is not allowed'],
    ['a\u202eb', '\\u{202e}'],
    ['a\nb', '\\n'],
    ['👩‍👩‍👧', 'is not allowed'],
    ['alice@example.com', 'identity provider'],
    ['tagged-devices', 'tagged nodes'],
  ])('refuses %j', (name, reason) => {
    const error = refusalOf(() => parseUserName(name));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
    expect(error.hint).toContain('2 to 63 characters');
  });

  test.each([
    ['Bad Name!', 'bad.name'],
    ['alice@example.com', 'alice'],
    ['漢字', 'john.doe'],
  ])('%j is answered with an example that would be taken', (name, example) => {
    expect(refusalOf(() => parseUserName(name)).hint).toContain(`for example ${example}.`);
  });
});

test('names with @ come from OIDC', () => {
  expect(looksLikeOidcName('alice@example.com')).toBe(true);
  expect(looksLikeOidcName('alice')).toBe(false);
});

describe('nameFromDisplayName', () => {
  test.each([
    ['John Doe', 'john.doe'],
    ['Ánna  Özil-Smith', 'anna.ozil-smith'],
    ['Strauß', 'strauss'],
    ['STRAẞE', 'strasse'],
    ['Søren Ærø', 'soren.aero'],
    ['Łukasz Đorđević', 'lukasz.dordevic'],
    ['Þór Œuvre', 'thor.oeuvre'],
    ['İstanbul Işık', 'istanbul.isik'],
    ["Sinéad O'Connor", 'sinead.oconnor'],
    ['Jean–Luc', 'jean-luc'],
    ['John - Doe', 'john.doe'],
    ['  John   Doe  ', 'john.doe'],
    ['John\u00a0Doe', 'john.doe'],
    ['John\nDoe', 'john.doe'],
    ['J. R. R. Tolkien', 'j.r.r.tolkien'],
    ['Ｊｏｈｎ', 'john'],
    ['John (漢字) Doe', 'john.doe'],
    ['-x y-', 'x.y'],
    ['John\u202eDoe', 'johndoe'],
    ['x'.repeat(10_000), 'x'.repeat(63)],
    [`${'x'.repeat(62)} y`, 'x'.repeat(62)],
  ])('%j gives %s', (displayName, name) => {
    expect(nameFromDisplayName(displayName)).toBe(name);
  });

  test.each(['', ' ', '漢字', '漢字 J', '007', '3D Printer', '-', '...', '👩‍👩‍👧', 'Tagged-Devices'])(
    '%j gives none',
    (displayName) => {
      expect(nameFromDisplayName(displayName)).toBeUndefined();
    },
  );

  test('whatever it gives can be a user name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem()), (displayName) => {
        const name = nameFromDisplayName(displayName);
        if (name !== undefined) expect(parseUserName(name)).toBe(name);
      }),
    );
  });
});
