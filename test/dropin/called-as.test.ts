import { expect, test } from 'vitest';
import { officialLine } from '../../src/dropin/called-as.ts';

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
  expect(officialLine(argv)?.words).toEqual(words);
});

test.each([[['node', '/usr/bin/hs', 'users', 'headscale']], [['node', '/headscale/hs']], [['node']]])(
  '%j is not',
  (argv) => {
    expect(officialLine(argv)).toBeUndefined();
  },
);

test('words of its own are for hs headscale alone: under the other name there is the official line', () => {
  expect(officialLine(['node', '/usr/bin/hs', 'headscale', '--install', '/x'])?.throughHs).toBe(true);
  expect(officialLine(['/opt/hs', 'headscale', '--install', '/x'])).toEqual({
    words: ['--install', '/x'],
    throughHs: false,
  });
});
