import { type Instant, isZeroTime, toRfc3339 } from '../domain/instant.ts';
import { formatRelative } from '../domain/relative-time.ts';

/** How a time is told: `3h ago`, or RFC 3339 in UTC. */
export const TIME_FORMATS = ['relative', 'iso'] as const;

export type TimeFormat = (typeof TIME_FORMATS)[number];

/** How a cell tells a time: as asked, or `3h ago (2026-11-24T02:38:42Z)` where there is room for both. */
export type ShownTimeFormat = TimeFormat | 'both';

/** A time for people, to the second. Go's zero time is never relative: "2025 years ago" tells nobody anything. */
export function showTime(
  instant: Instant,
  { now, timeFormat }: { readonly now: number; readonly timeFormat: ShownTimeFormat },
): string {
  const exact = toRfc3339({ seconds: instant.seconds, nanos: 0 });
  if (timeFormat === 'iso' || isZeroTime(instant)) return exact;
  const relative = formatRelative(instant, now);
  return timeFormat === 'both' ? `${relative} (${exact})` : relative;
}

/** Null for Go's zero time, which servers send at these places for "never" and "not set". */
export function knownTime(instant: Instant | null): Instant | null {
  return instant === null || isZeroTime(instant) ? null : instant;
}

/** A time in JSON and YAML: RFC 3339 in UTC with all its decimals, or null. */
export function jsonTime(instant: Instant | null): string | null {
  return instant === null ? null : toRfc3339(instant);
}
