import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { readShellLine } from '../../scripts/shell-words.ts';

const LINES: readonly (readonly [string, readonly string[]])[] = [
  ['hs users list', ['hs', 'users', 'list']],
  ['hs users create --display-name "John Doe"', ['hs', 'users', 'create', '--display-name', 'John Doe']],
  [`hs a 'it is "so"' "it's \\"so\\"" x\\ y`, ['hs', 'a', 'it is "so"', `it's "so"`, 'x y']],
  ['hs a --columns=name,"e mail"', ['hs', 'a', '--columns=name,e mail']],
  ['hs a \'\' ""', ['hs', 'a', '', '']],
  ['hs users list -o name | sort', ['hs', 'users', 'list', '-o', 'name']],
  ['hs health --quiet > /dev/null', ['hs', 'health', '--quiet']],
  ['hs users list 2>/dev/null', ['hs', 'users', 'list']],
  ['hs users list   # everybody', ['hs', 'users', 'list']],
  ['hs users show name:7#x', ['hs', 'users', 'show', 'name:7#x']],
];

describe('a command line', () => {
  test.each(LINES)('%s', (line, words) => {
    expect(readShellLine(line).words).toEqual(words);
  });

  test('with variables in front', () => {
    expect(readShellLine('HS_OUTPUT=json HS_API_KEY="a b" hs users show A=b')).toEqual({
      env: { HS_OUTPUT: 'json', HS_API_KEY: 'a b' },
      words: ['hs', 'users', 'show', 'A=b'],
    });
  });

  test.each(['hs users show "alice', 'hs users show "$(whoami)"', "hs 'open"])('refused: %s', (line) => {
    expect(() => readShellLine(line)).toThrow(line);
  });
});

describe.skipIf(process.platform === 'win32')('the words that sh makes', () => {
  test.each(LINES)('%s', (line, words) => {
    const script = `hs() { printf '%s\\0' hs "$@" >&3; }; ${line}`;
    const out = execFileSync('sh', ['-c', `{ ${script}\n } 3>&1 1>/dev/null`], { encoding: 'utf8' });
    expect(out.split('\0').slice(0, -1)).toEqual(words);
  });
});
