import { expect, test } from 'vitest';
import { type Report, tally } from '../../scripts/tally.ts';

function report(...files: readonly [status: string, ...results: string[]][]): Report {
  return {
    testResults: files.map(([status, ...results], index) => ({
      name: `${index}.test.ts`,
      status,
      assertionResults: results.map((result, at) => ({ fullName: `${index} ${at}`, status: result })),
    })),
  };
}

test.each([
  ['all is well', report(['passed', 'passed', 'passed'], ['passed', 'passed']), 0, 3, 0, []],
  ['a test failed', report(['failed', 'passed', 'failed']), 1, 1, 1, []],
  [
    'what needs something absent counts apart',
    report(['passed', 'passed', 'skipped', 'pending']),
    0,
    1,
    0,
    ['0 1', '0 2'],
  ],
  ['a state nobody knows is no success', report(['passed', 'passed', 'todo']), 0, 1, 1, []],
  ['a file that does not load', report(['failed'], ['passed', 'passed']), 1, 1, 1, []],
  ['a set-up that fails after its tests', report(['failed', 'passed']), 1, 1, 1, []],
  ['all passed, and yet vitest ended badly', report(['passed', 'passed']), 1, 1, 1, []],
  ['no tests', report(), 0, 0, 1, []],
  ['no report', undefined, 1, 0, 1, []],
])('%s', (_name, given, exitCode, passed, failed, apart) => {
  expect(tally(given, exitCode)).toEqual({ passed, failed, apart });
});
