import { HsError } from '../errors.ts';
import { named } from './quoted.ts';
import { didYouMean, nearest } from './suggest.ts';

/** How many candidates an error lists. */
const MOST_LISTED = 10;

/** The error of a reference that several things answer to: says how many and which, and guesses nothing. */
export function ambiguous(claim: string, candidates: readonly string[], hint: string): HsError {
  const shown = candidates.slice(0, MOST_LISTED);
  const more = candidates.length - shown.length;
  const list = more > 0 ? [...shown, `and ${more} more`] : shown;
  return new HsError('ambiguous', `${candidates.length} ${claim}: ${list.join(', ')}`, { hint });
}

/** The error of a reference that nothing answers to, with the names that come nearest or else where to look. */
export function notFound(
  message: string,
  word: string,
  names: Iterable<string>,
  listCommand: string,
): HsError {
  const near = nearest(word, names).map(named);
  return new HsError('not_found', message, {
    hint: didYouMean(near) ?? `${listCommand} shows what there is.`,
  });
}

/** Things that match in more than one way are one candidate: the first way counts. */
export function uniqueById<T>(matches: readonly T[], idOf: (match: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const match of matches) if (!seen.has(idOf(match))) seen.set(idOf(match), match);
  return [...seen.values()];
}

/** True where two texts differ in nothing but upper and lower case. */
export function sameButCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
