import { formatDuration, parseDuration } from './duration.ts';
import { invalidValue } from './invalid-value.ts';
import { quoted } from './quoted.ts';

/** Each look costs a server one check of the key (about 50 ms of its CPU), so nobody looks more often. Milliseconds. */
const SHORTEST = 1000;
/** Longer than this is work for cron. Milliseconds. */
const LONGEST = 86_400_000;

/**
 * Reads how often something is looked at: a duration from 1s to 1d.
 * @returns milliseconds
 * @throws HsError `invalid_value`
 */
export function parseWatchInterval(text: string): number {
  const ms = parseDuration(text);
  if (ms >= SHORTEST && ms <= LONGEST) return ms;
  const limits = `from ${formatDuration(SHORTEST)} to ${formatDuration(LONGEST)}`;
  throw invalidValue(
    `${quoted(text)} is ${ms < SHORTEST ? 'too often' : 'too seldom'} for --watch`,
    `It takes ${limits}, for example --watch=10s; alone it is 5s.`,
  );
}
