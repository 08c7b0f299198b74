import { describe, expect, test } from 'vitest';
import { parseNodeName } from '../../src/domain/node-name.ts';
import { refusalOf } from './refusal.ts';

describe('parseNodeName', () => {
  test.each(['laptop', 'laptop-1', 'a1', '1a', '42', 'a--b', 'a'.repeat(63)])('takes %s', (name) => {
    expect(parseNodeName(name)).toBe(name);
  });

  test.each([
    ['', 'no empty names', 'laptop-1'],
    ['a', 'at least two', 'laptop-1'],
    ['Laptop', 'upper-case', 'laptop'],
    ['my laptop', 'a space', 'my-laptop'],
    ['my_laptop', '"_" is not allowed', 'my-laptop'],
    ['laptop.lan', 'a dot', 'laptop-lan'],
    ['-laptop', 'begins or ends with a hyphen', 'laptop'],
    ['laptop-', 'begins or ends with a hyphen', 'laptop'],
    ['--', 'begins or ends with a hyphen', 'laptop-1'],
    ['a'.repeat(64), '64 characters', 'a'.repeat(63)],
    ['büro', '"ü" is not allowed', 'bro'],
    ['a\u202eb', '\\u{202e}', 'ab'],
    ['a\nb', '\\n', 'a-b'],
  ])('refuses %j', (name, reason, example) => {
    const error = refusalOf(() => parseNodeName(name));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
    expect(error.hint).toContain(`for example ${example}.`);
  });
});
