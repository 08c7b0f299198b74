import { describe, expect, test } from 'vitest';
import { describeUser, findUser } from '../../src/domain/resolve-user.ts';
import { TAGGED_DEVICES_ID, TAGGED_DEVICES_NAME } from '../../src/domain/user.ts';
import { refusalOf } from './refusal.ts';
import { aUser } from './samples.ts';

const ISSUER = 'https://id.example.com/realm/7f3c';
const USERS = [
  aUser({ id: '1', name: 'alice', email: 'alice@example.com' }),
  aUser({ id: '2', name: 'bob', email: 'Bob@Example.com' }),
  aUser({ id: '3', name: '5' }),
  aUser({ id: '4', name: '', email: 'carol@example.com', provider: 'oidc', providerId: ISSUER }),
  aUser({ id: '5', name: 'dave' }),
  aUser({ id: '6', name: 'twin', email: 'twin@one.example', provider: 'oidc' }),
  aUser({ id: '7', name: 'twin' }),
  aUser({ id: '8', name: '99' }),
  aUser({ id: '9', name: 'John Doe' }),
  aUser({ id: '10', name: 'mallory', email: 'alice' }),
  aUser({ id: TAGGED_DEVICES_ID, name: TAGGED_DEVICES_NAME }),
];

describe('findUser finds', () => {
  test.each([
    ['1', '1', 'id'],
    ['id:1', '1', 'id'],
    ['name:alice', '1', 'name'],
    ['bob', '2', 'name'],
    ['alice@example.com', '1', 'email'],
    ['bob@example.com', '2', 'email'],
    [ISSUER, '4', 'providerId'],
    ['carol@example.com', '4', 'email'],
    ['99', '8', 'name'],
    ['name:5', '3', 'name'],
    ['id:5', '5', 'id'],
    ['John Doe', '9', 'name'],
  ])('%s', (reference, id, matchedBy) => {
    const found = findUser(reference, USERS);
    expect([found.user.id, found.matchedBy]).toEqual([id, matchedBy]);
  });
});

describe('findUser refuses', () => {
  test.each([
    '',
    ' ',
    '0',
    'id:0',
    TAGGED_DEVICES_NAME,
    `name:${TAGGED_DEVICES_NAME}`,
    TAGGED_DEVICES_ID,
    `id:${TAGGED_DEVICES_ID}`,
  ])('%j before anything is looked up', (reference) => {
    expect(refusalOf(() => findUser(reference, USERS)).code).toBe('invalid_value');
  });

  test.each([
    ['ghost', 'There is no user "ghost"', 'hs users list'],
    ['alcie', 'There is no user "alcie"', 'Did you mean alice?'],
    ['Alice', 'There is no user "Alice"', 'Did you mean alice?'],
    ['name:bobb', 'There is no user "bobb"', 'Did you mean bob?'],
    ['123', 'There is no user with the id or name 123', 'hs users list'],
    ['id:123', 'There is no user with the id 123', 'hs users list'],
    ['name:1', 'There is no user "1"', 'Did you mean'],
    ['evil\u202e', '"evil\\u{202e}"', 'hs users list'],
  ])('%s as not found', (reference, message, hint) => {
    const error = refusalOf(() => findUser(reference, USERS));
    expect(error.code).toBe('not_found');
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  test.each([
    ['5', '2 users answer to 5: 5 (id 3), dave (id 5)'],
    ['twin', '2 users are called twin: twin (id 6, twin@one.example), twin (id 7)'],
    ['name:twin', '2 users are called twin: twin (id 6, twin@one.example), twin (id 7)'],
    ['alice', '2 users answer to alice: alice (id 1, alice@example.com), mallory (id 10, alice)'],
  ])('%s as ambiguous', (reference, message) => {
    const error = refusalOf(() => findUser(reference, USERS));
    expect([error.code, error.message]).toEqual(['ambiguous', message]);
    expect(error.hint).toContain('id:');
  });

  test('e-mail addresses that differ in case alone, when none is exact', () => {
    const users = [aUser({ id: '1', email: 'A@x.org' }), aUser({ id: '2', email: 'a@X.org' })];
    expect(findUser('A@x.org', users).user.id).toBe('1');
    expect(refusalOf(() => findUser('a@x.org', users)).code).toBe('ambiguous');
  });

  test('a crowd, of which it lists ten', () => {
    const crowd = Array.from({ length: 14 }, (_, i) => aUser({ id: String(i + 1), name: 'same' }));
    const { message } = refusalOf(() => findUser('same', crowd));
    expect(message).toContain('14 users are called same: same (id 1), ');
    expect(message).toMatch(/same \(id 10\), and 4 more$/);
  });
});

describe('describeUser', () => {
  test.each([
    [aUser({ id: '1', name: 'alice' }), 'alice (id 1)'],
    [aUser({ id: '1', name: 'a@b.c', email: 'a@b.c' }), 'a@b.c (id 1)'],
    [aUser({ id: '1', displayName: 'John Doe', email: 'a@b.c' }), '"John Doe" (id 1, a@b.c)'],
    [aUser({ id: '1' }), 'a user without a name (id 1)'],
  ])('%j', (user, text) => {
    expect(describeUser(user)).toBe(text);
  });
});
