import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withComments, withoutComments } from '../../../src/domain/policy-check/error-comments.ts';
import type { PolicyProblem } from '../../../src/domain/policy-check/place.ts';

const problem = (line: number | null, message: string): PolicyProblem => ({
  place: line === null ? null : { line, column: 3 },
  message,
  severity: 'error',
});

test('each stands right above its line, the advice and what has no place at the top', () => {
  const { text } = withComments(
    '{\n  "a": 1\n}\n',
    [problem(2, 'It is wrong'), problem(null, 'It is odd')],
    'mend it',
  );
  expect(text).toBe(
    '// >>> hs: mend it\n// >>> hs: It is odd\n{\n// >>> hs: line 2, column 3: It is wrong\n  "a": 1\n}\n',
  );
});

test('lines of a server are lines here, and nothing in them ends the comment', () => {
  const { text } = withComments('{}', [problem(1, 'tests fail:\na -> b\u2028\r{}')], 'mend it');
  expect(text.split('\n').slice(1)).toEqual([
    '// >>> hs: line 1, column 3: tests fail:',
    '// >>> hs: a -> b {}',
    '{}',
  ]);
});

test('taken out again, every byte of the policy is as it was', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '\r', '// >>> hs: mend it', '  "a": 1\r'),
  );
  const policy = fc.array(line).map((lines) => lines.join('\n'));
  const problems = fc.array(
    fc
      .tuple(fc.option(fc.integer({ min: 1, max: 50 })), fc.string({ unit: 'binary' }))
      .map((of) => problem(...of)),
  );
  fc.assert(
    fc.property(policy, problems, (text, all) => {
      const commented = withComments(text, all, 'mend it');
      expect(commented.comments.length).toBeGreaterThan(0);
      expect(withoutComments(commented.text, commented.comments)).toBe(text);
    }),
  );
});
