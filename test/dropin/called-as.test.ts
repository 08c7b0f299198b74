import { expect, test } from 'vitest';
import { officialWords } from '../../src/dropin/called-as.ts';

test.each([
  [
    ['node', '/usr/local/bin/headscale', 'users', 'list'],
    ['users', 'list'],
  ],
  [['node', 'C:\\tools\\headscale.cmd', 'users'], ['users']],
  [['node', 'C:\\tools\\Headscale.exe'], []],
  [
    ['node', '/usr/bin/hs', 'headscale', '-o', 'json', 'users'],
    ['-o', 'json', 'users'],
  ],
  [
    ['node', '/x/headscale', 'headscale', 'users'],
    ['headscale', 'users'],
  ],
])('%j is for the official command line', (argv, words) => {
  expect(officialWords(argv)).toEqual(words);
});

test.each([[['node', '/usr/bin/hs', 'users', 'headscale']], [['node', '/headscale/hs']], [['node']]])(
  '%j is not',
  (argv) => {
    expect(officialWords(argv)).toBeUndefined();
  },
);
