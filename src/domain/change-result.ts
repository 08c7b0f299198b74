/**
 * What became of one change. `unknown`: the answer was lost, it may have been applied.
 * `would-change`: a dry run, nothing was sent.
 */
export type ChangeStatus = 'changed' | 'unchanged' | 'failed' | 'unknown' | 'would-change';

/** One line of the report, and one element of the JSON that changing commands give. */
export interface ChangeResult {
  readonly id: string;
  readonly name: string;
  readonly status: ChangeStatus;
  /** Why it failed or is unknown, for people. */
  readonly error?: string;
}
