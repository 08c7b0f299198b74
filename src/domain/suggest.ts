import { distance } from 'fastest-levenshtein';

/** Words longer than this are no typing slips, and comparing them costs more than it tells. */
const LONGEST_WORD = 100;

/** A word this long can be meant as the beginning of another. */
const SHORTEST_BEGINNING = 3;

/**
 * The candidates that a mistyped word most likely meant, best first: at most a third of its letters differ
 * (at least one may). Case does not count. Of equally near ones those with the same beginning come first,
 * then the order given. After them come those that the word begins: `john` of `john.doe`.
 */
export function nearest(word: string, candidates: Iterable<string>, max = 3): string[] {
  const wanted = word.toLowerCase();
  if (wanted === '' || wanted.length > LONGEST_WORD) return [];
  const threshold = Math.max(1, Math.floor(wanted.length / 3));
  const found: { candidate: string; far: number; shared: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const other = candidate.toLowerCase();
    const begun = wanted.length >= SHORTEST_BEGINNING && other.startsWith(wanted);
    if (other === '' || (!begun && Math.abs(other.length - wanted.length) > threshold)) continue;
    const far = begun ? Math.min(other.length - wanted.length, threshold + 1) : slips(wanted, other);
    if (begun || far <= threshold) found.push({ candidate, far, shared: sharedBeginning(wanted, other) });
  }
  found.sort((a, b) => a.far - b.far || b.shared - a.shared);
  // A word in the wrong case is meant as a whole.
  const best = found[0]?.far === 0 ? found.filter(({ far }) => far <= threshold) : found;
  return best.slice(0, max).map(({ candidate }) => candidate);
}

/** `Did you mean alice?`, `Did you mean alice or bob?`; undefined where there is nothing to offer. */
export function didYouMean(names: readonly string[]): string | undefined {
  const last = names.at(-1);
  if (last === undefined) return undefined;
  const others = names.slice(0, -1);
  return `Did you mean ${others.length === 0 ? last : `${others.join(', ')} or ${last}`}?`;
}

/** Edits between two words. Two neighbouring letters swapped are one slip of the fingers, not two edits. */
function slips(a: string, b: string): number {
  const start = sharedBeginning(a, b);
  const swapped = a.slice(0, start) + (a[start + 1] ?? '') + (a[start] ?? '') + a.slice(start + 2);
  return a !== b && swapped === b ? 1 : distance(a, b);
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
