import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../src/config/command-line.ts';
import { refusalOf } from '../domain/refusal.ts';

describe('a program and its arguments', () => {
  test.each([
    ['pass show headscale', ['pass', 'show', 'headscale']],
    ['  pass   show\theadscale ', ['pass', 'show', 'headscale']],
    ['op read op://vault/hs?attribute=key', ['op', 'read', 'op://vault/hs?attribute=key']],
    ['C:\\bin\\key.exe -q', ['C:\\bin\\key.exe', '-q']],
    ['["pass", "show", "my key"]', ['pass', 'show', 'my key']],
    ['["sh", "-c", "cat ~/key | tail -1", ""]', ['sh', '-c', 'cat ~/key | tail -1', '']],
  ])('%s', (text, argv) => {
    expect(parseCommandLine(text, '--flag')).toEqual(argv);
  });

  test.each([
    ['', 'names no program'],
    ['[]', 'names no program'],
    ['["", "x"]', 'names no program'],
    ['["pass"', 'is none'],
    ['["pass", 1]', 'something else than texts'],
    ['["pa\\u0000ss"]', 'something else than texts'],
    ['pass show "my key"', 'holds'],
    ["pass show 'my key'", 'holds'],
    ['cat key | tail -1', '"|"'],
    ['cat ~/key', '"~"'],
    ['cat $HOME/key', '"$H"'],
    ['cat $(which x)', '"$("'],
    ['a && b', '"&&"'],
    ['a > b', '">"'],
  ])('%j is refused, and not repeated', (text, why) => {
    const refused = refusalOf(() => parseCommandLine(text, '--flag'));
    expect(refused).toMatchObject({ code: 'invalid_value', message: expect.stringContaining(why) });
    expect(refused).toMatchObject({ message: expect.stringMatching(/^--flag /) });
  });
});
