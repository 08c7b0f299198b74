import type { PolicyProblem } from '../../domain/policy-check/place.ts';
import { visible } from '../safe-text.ts';
import type { Style } from '../style.ts';
import type { View } from '../view.ts';

/** What a check of a policy came to. */
export interface PolicyCheckResult {
  /** The file, or `-`. */
  readonly file: string;
  readonly good: boolean;
  readonly checkedBy: 'server' | 'hs';
  readonly problems: readonly PolicyProblem[];
}

/** The problems as compilers print them, which editors and CI know how to read: `policy.hujson:3:5: …`. */
export function problemLines({ file, problems }: PolicyCheckResult, { paint }: Style): string[] {
  return problems.flatMap(({ place, message, severity }) => {
    const at = visible(place ? `${file}:${place.line}:${place.column}` : file);
    const word = severity === 'error' ? paint('bad', 'error') : paint('warning', 'warning');
    const [first = '', ...more] = message.split('\n').map(visible);
    return [`${at}: ${word}: ${first}`, ...more.map((line) => `  ${line}`)];
  });
}

/** The result in machine formats. */
export const policyCheckView: View<PolicyCheckResult> = {
  one: 'check',
  many: 'checks',
  columns: [
    { id: 'file', header: 'File', description: 'what was checked', value: ({ file }) => file },
    {
      id: 'good',
      header: 'Good',
      description: 'whether nothing is wrong with it',
      value: ({ good }) => good,
    },
    {
      id: 'checkedBy',
      header: 'Checked by',
      description: 'the server (0.29 and later), or hs',
      value: ({ checkedBy }) => checkedBy,
    },
    {
      id: 'problems',
      header: 'Problems',
      description: 'what is wrong, with line and column',
      value: ({ problems }) =>
        problems.map(({ place, message }) => (place ? `${place.line}:${place.column}: ${message}` : message)),
    },
  ],
  toJson: ({ file, good, checkedBy, problems }) => ({
    file,
    good,
    checkedBy,
    problems: problems.map(({ place, message, severity }) => ({
      line: place?.line ?? null,
      column: place?.column ?? null,
      severity,
      message,
    })),
  }),
  id: ({ file }) => file,
};
