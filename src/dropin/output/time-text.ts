import { type Instant, toRfc3339 } from '../../domain/instant.ts';

/** A time as the tables of the official client show it, in UTC: `2026-11-24 01:43:18`. Empty where there is none. */
export function timeText(instant: Instant | null): string {
  return instant === null ? '' : toRfc3339(instant).slice(0, 19).replace('T', ' ');
}
