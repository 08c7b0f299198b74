import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellLine, shellWord } from '../../../src/dropin/own/shell-word.ts';

test.each([
  ['users', 'users'],
  ['--filter', '--filter'],
  ['--user=alice', '--user=alice'],
  ['tag:web', 'tag:web'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['', "''"],
  ['John Doe', "'John Doe'"],
  ["O'Neil", "'O'\\''Neil'"],
  ['$(id)', "'$(id)'"],
  ['~', "'~'"],
  ['A=b', 'A=b'],
  ['=ls', "'=ls'"],
  ['#x', "'#x'"],
])('%s is typed %s', (word, typed) => {
  expect(shellWord(word)).toBe(typed);
});

test('a shell hands exactly that to a program', () => {
  const word = fc.string({
    unit: fc.constantFrom(...' \'"$`\\\n\t-=!*?~#&|;<>(){}[]%^,:@aé', '🧑‍🚀'),
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      const said = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${shellLine(words)}`], {
        encoding: 'utf8',
      });
      expect(said.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 25 },
  );
});
