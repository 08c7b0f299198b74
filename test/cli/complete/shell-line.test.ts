import { describe, expect, test } from 'vitest';
import { bashReply, splitShellLine } from '../../../src/cli/complete/shell-line.ts';

test.each([
  ['hs nodes de', ['hs', 'nodes', 'de'], 'de', ''],
  ['hs nodes ', ['hs', 'nodes', ''], '', ''],
  ['hs  users   show "John D', ['hs', 'users', 'show', 'John D'], '"John D', '"'],
  ["hs users show 'John D", ['hs', 'users', 'show', 'John D'], "'John D", "'"],
  ['hs users show John\\ D', ['hs', 'users', 'show', 'John D'], 'John\\ D', ''],
  ['hs users show "a\\"b\\n" x', ['hs', 'users', 'show', 'a"b\\n', 'x'], 'x', ''],
  ["hs users show '' x", ['hs', 'users', 'show', '', 'x'], 'x', ''],
  ['hs users show a"b c"d', ['hs', 'users', 'show', 'ab cd'], 'a"b c"d', ''],
  ['', [''], '', ''],
] as const)('%j', (line, words, raw, quote) => {
  expect(splitShellLine(line)).toEqual({ words, raw, quote });
});

describe('what bash is handed', () => {
  const breaks = ' \t\n"\'@><=;|&(:';
  test.each([
    ['laptop', 'la', '', 'laptop'],
    ['tag:server', '', '', 'tag:server'],
    ['tag:server', 'tag:s', '', 'server'],
    ['--user=bob', '--user=b', '', 'bob'],
    ['alice@example.com', 'alice@e', '', 'example.com'],
    ['John Doe', 'John\\ ', '', 'John\\ Doe'],
    ['John Doe', '"John ', '"', 'John Doe'],
    ["O'Neil", "'O", "'", "O'\\''Neil"],
    ['a$b', '"a', '"', 'a\\$b'],
    ['$(id)', '', '', '\\$\\(id\\)'],
  ] as const)('%s after %s', (value, raw, quote, reply) => {
    expect(bashReply(value, { raw, quote }, breaks)).toBe(reply);
  });
});
