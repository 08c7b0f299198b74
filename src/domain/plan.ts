/** How much a change asks of the person: nothing, y/N, or a name or count typed. */
export type Severity = 'none' | 'ask' | 'type';

/** One thing that will be changed, as the plan shows it before anything is sent. */
interface Change {
  /** What is changed; the name as people know it, empty where it has none. */
  readonly target: { readonly id: string; readonly name: string };
  /** What is done to it, as a word that follows "will": `delete`, `expire`, `rename`. */
  readonly verb: string;
  /** How it is now and how it will be, one line for each property; empty where nothing is or remains. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

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

const RANK: Readonly<Record<Severity, number>> = { none: 0, ask: 1, type: 2 };

/** What asks the most; `none` where there is nothing. */
export function strictest(severities: Iterable<Severity>): Severity {
  let found: Severity = 'none';
  for (const severity of severities) if (RANK[severity] > RANK[found]) found = severity;
  return found;
}
