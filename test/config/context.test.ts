import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextNameFrom, parseContextName } from '../../src/config/context.ts';
import { refusalOf } from '../domain/refusal.ts';

const anyText = fc.string({ unit: fc.constantFrom(...'abZ09_-. /é\n\0\u202e', '🙂'), maxLength: 70 });

describe('the name of a context', () => {
  test.each(['prod', 'Prod-2', '_x', '42', 'null', '__proto__', 'a'.repeat(64)])('%s is lawful', (name) => {
    expect(parseContextName(name)).toBe(name);
  });

  test.each([
    ['', 'An empty name cannot be the name of a context: it must have a character'],
    ['-x', '"-x" cannot be the name of a context: it would read as a flag'],
    ['a b', '"a b" cannot be the name of a context: a space is not allowed in it'],
    ['hs.example.org', '"hs.example.org" cannot be the name of a context: "." is not allowed in it'],
    ['a/b', '"a/b" cannot be the name of a context: "/" is not allowed in it'],
    ['a\u202eb', '"a\\u{202e}b" cannot be the name of a context: "\\u{202e}" is not allowed in it'],
  ])('%j is refused', (name, message) => {
    expect(refusalOf(() => parseContextName(name)).message).toBe(message);
  });

  test('a long one is refused', () => {
    expect(refusalOf(() => parseContextName('a'.repeat(65))).message).toContain(
      '65 characters, 64 are allowed',
    );
  });

  test('a refusal offers a lawful one', () => {
    expect(refusalOf(() => parseContextName('hs.example.org')).hint).toContain('for example hs-example-org.');
  });

  test('what is accepted is written with these characters alone', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let accepted = true;
        try {
          parseContextName(text);
        } catch {
          accepted = false;
        }
        expect(accepted).toBe(/^(?!-)[A-Za-z0-9_-]{1,64}$/.test(text) && !text.endsWith('\n'));
      }),
    );
  });
});

describe('a name made from any text', () => {
  test.each([
    ['headscale.example.com', 'headscale-example-com'],
    ['[fd7a::1]:50443', 'fd7a-1-50443'],
    ['/run/headscale/headscale.sock', 'run-headscale-headscale-sock'],
    ['bücher', 'b-cher'],
    ['...', 'headscale'],
    ['', 'headscale'],
  ])('%s: %s', (text, name) => {
    expect(contextNameFrom(text)).toBe(name);
  });

  test('is lawful', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = contextNameFrom(text);
        expect(parseContextName(name)).toBe(name);
      }),
    );
  });
});
