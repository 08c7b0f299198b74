import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSelector, pipedReference, selectorText } from '../../src/domain/selector.ts';
import { refusalOf } from './refusal.ts';

const KEY = `nodekey:${'ab'.repeat(32)}`;

describe('parseSelector reads', () => {
  test.each([
    ['id:5', { kind: 'id', id: '5' }],
    ['id:18446744073709551615', { kind: 'id', id: '18446744073709551615' }],
    ['name:5', { kind: 'name', name: '5' }],
    ['name:0', { kind: 'name', name: '0' }],
    ['name:id:5', { kind: 'name', name: 'id:5' }],
    ['5', { kind: 'digits', text: '5' }],
    ['007', { kind: 'text', text: '007' }],
    ['18446744073709551616', { kind: 'text', text: '18446744073709551616' }],
    ['100.64.0.1', { kind: 'ipAddress', text: '100.64.0.1', address: '100.64.0.1' }],
    ['FD7A::0:1', { kind: 'ipAddress', text: 'FD7A::0:1', address: 'fd7a::1' }],
    [KEY, { kind: 'nodeKey', text: KEY, nodeKey: KEY }],
    [`nodekey:${'AB'.repeat(32)}`, { kind: 'nodeKey', text: `nodekey:${'AB'.repeat(32)}`, nodeKey: KEY }],
    ['alice@example.com', { kind: 'email', text: 'alice@example.com' }],
    ['alice', { kind: 'text', text: 'alice' }],
    [' alice', { kind: 'text', text: ' alice' }],
    ['John Doe', { kind: 'text', text: 'John Doe' }],
    ['-x', { kind: 'text', text: '-x' }],
  ])('%s', (text, selector) => {
    expect(parseSelector(text, 'node')).toEqual(selector);
  });
});

describe('parseSelector refuses', () => {
  test.each([
    ['', 'An empty text names no node'],
    [' \t', 'An empty text names no node'],
    ['0', 'ids begin with 1'],
    ['00', 'ids begin with 1'],
    ['id:0', 'ids begin with 1'],
    ['id:', 'a whole number'],
    ['id:five', 'a whole number'],
    ['id:05', 'without leading zeros'],
    ['id:-5', 'a whole number'],
    ['id:18446744073709551616', 'a whole number'],
    ['name:', 'the name is empty'],
    ['name:  ', 'the name is empty'],
    ['nodekey:abcd', 'here are 4 characters'],
  ])('%j', (text, reason) => {
    const error = refusalOf(() => parseSelector(text, 'node'));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
    expect(error.hint).toBeTruthy();
  });

  test('without repeating a secret that was put there', () => {
    const secret = '0123456789abcdef0123456789abcdef0123456789abcde';
    const { message, hint } = refusalOf(() => parseSelector(`id:${secret}`, 'pre-auth key'));
    expect(`${message} ${hint}`).not.toContain(secret.slice(4));
  });
});

test('any text is read with nothing lost, or refused as a value', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.constantFrom('id:', 'name:', 'nodekey:', ''), fc.string()).map((parts) => parts.join('')),
    fc.nat().map(String),
  );
  fc.assert(
    fc.property(text, (typed) => {
      try {
        expect(typed.endsWith(selectorText(parseSelector(typed, 'user')))).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ name: 'HsError', code: 'invalid_value' });
      }
    }),
  );
});

describe('pipedReference', () => {
  test.each([
    ['5', 'id:5'],
    ['0', 'id:0'],
    ['alice', 'alice'],
    ['name:5', 'name:5'],
  ])('%s is %s', (line, reference) => {
    expect(pipedReference(line)).toBe(reference);
  });
});
