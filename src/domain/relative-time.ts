import { type Instant, toMillis } from './instant.ts';

/** A step: its letter, how long it is in milliseconds, and the count at which the next one takes over. */
const STEPS = [
  { letter: 's', size: 1000, below: 60 },
  { letter: 'm', size: 60_000, below: 60 },
  { letter: 'h', size: 3_600_000, below: 48 },
  { letter: 'd', size: 86_400_000, below: 730 },
  { letter: 'y', size: 31_536_000_000, below: Number.POSITIVE_INFINITY },
] as const;

/** Clocks differ a little: what lies this near in the future is now. Milliseconds. */
const SKEW = 5000;

/**
 * A time as people say it: `3h ago`, `in 5d`, `2y ago`, and `just now` for less than a minute ago. Rounded to the
 * nearest whole, so that a key made for 90 days is not `in 89d` a moment later.
 * @param now milliseconds since 1970
 */
export function formatRelative(instant: Instant, now: number): string {
  const difference = toMillis(instant) - now;
  if (difference < SKEW && roundedTo(1000, difference) > -60) return 'just now';
  const length = inOneUnit(Math.abs(difference));
  return difference > 0 ? `in ${length}` : `${length} ago`;
}

function inOneUnit(ms: number): string {
  for (const { letter, size, below } of STEPS) {
    const count = roundedTo(size, ms);
    if (count < below) return `${count}${letter}`;
  }
  return '';
}

function roundedTo(size: number, ms: number): number {
  return Math.round(ms / size);
}
