/** What is read of vitest's JSON report. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Full names of the tests that did not run: each says in its name or its group's what it needs. */
  readonly apart: readonly string[];
}

/**
 * Counts a run. Whatever is neither passed nor skipped has failed, so has a file without a single result, and a run
 * that ended badly (`exitCode` of vitest) or left no report is never without a failure.
 */
export function tally(report: Report | undefined, exitCode: number): Tally {
  let passed = 0;
  let failed = 0;
  const apart: string[] = [];
  for (const file of report?.testResults ?? []) {
    const before = failed;
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status === 'skipped' || status === 'pending') apart.push(fullName);
      else failed += 1;
    }
    if (file.status === 'failed' && failed === before) failed += 1;
  }
  if (failed === 0 && (exitCode !== 0 || passed === 0)) failed = 1;
  return { passed, failed, apart };
}
