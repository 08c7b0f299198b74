import type { ChangeResult } from '../../domain/change-result.ts';
import { HsError } from '../../errors.ts';
import type { ChangeOutcome } from '../../operations/planned-change.ts';

/** The most names that one line of a report holds. */
const MOST_NAMED = 5;

/** `37 changed, 1 unchanged, 3 failed`: how many of each there are. */
export function countedOutcomes(outcomes: readonly ChangeOutcome[]): string {
  const count = (is: (outcome: ChangeOutcome) => boolean) => outcomes.filter(is).length;
  const status = (wanted: ChangeResult['status']) =>
    count(({ result, notSent }) => result.status === wanted && notSent !== true);
  const counts: [number, string][] = [
    [status('changed'), 'changed'],
    [status('unchanged'), 'unchanged'],
    [status('failed'), 'failed'],
    [status('unknown'), 'unknown'],
    [count(({ notSent }) => notSent === true), 'not sent'],
  ];
  const told = counts.filter(([many], index) => many > 0 || index === 0);
  return told.map(([many, word]) => `${many} ${word}`).join(', ');
}

/** A line for what was done, in the order of the input. */
export function doneLines(outcomes: readonly ChangeOutcome[]): string[] {
  return outcomes.flatMap(({ said }) => said ?? []);
}

/** A line for each that is not as it was wished; those that were never tried stand in one. */
export function failedLines(outcomes: readonly ChangeOutcome[]): string[] {
  const tried = outcomes.filter(({ result, notSent }) => result.error !== undefined && !notSent);
  const lines = tried.map(({ result }) => `${named(result)} ${result.status}: ${result.error}`);
  const left = outcomes.filter(({ notSent }) => notSent);
  const [first] = left;
  if (first === undefined) return lines;
  const names = left.slice(0, MOST_NAMED).map(({ result }) => named(result));
  const more = left.length > names.length ? ` and ${left.length - names.length} more` : '';
  return [...lines, `${first.result.error}: ${names.join(', ')}${more}`];
}

/**
 * What a report of many changes ends with where not all is well: `interrupted`, or `partial`.
 * @param where the server, ` on https://…`
 */
export function endOfReport(
  outcomes: readonly ChangeOutcome[],
  wasInterrupted: boolean,
  where: string,
): HsError | undefined {
  const counts = `${countedOutcomes(outcomes)}${where}`;
  if (wasInterrupted && outcomes.some(({ notSent }) => notSent)) {
    return new HsError('interrupted', `Interrupted: ${counts}`);
  }
  if (outcomes.every(({ result }) => result.error === undefined)) return undefined;
  const unknown = outcomes.some(({ result }) => result.status === 'unknown');
  return new HsError('partial', counts, {
    hint: unknown ? 'What is unknown may have been applied: look before you repeat it.' : undefined,
  });
}

function named({ id, name }: ChangeResult): string {
  return name === id || name.includes(`id ${id}`) ? name : `${name} (id ${id})`;
}
