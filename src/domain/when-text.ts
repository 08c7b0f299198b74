import { type Instant, toMillis, toRfc3339 } from './instant.ts';
import { formatRelative } from './relative-time.ts';

const WORDS: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day', y: 'year' };

/**
 * A time both ways people think of one: `in 90 days, 2027-02-22 05:54 UTC`, `3 days ago, …`. What is finer than a
 * minute is cut.
 * @param now milliseconds since 1970
 */
export function whenText(instant: Instant, now: number): string {
  const relative = formatRelative(instant, now).replace(
    /(\d+)([smhdy])\b/,
    (_, count: string, unit: string) => {
      return `${count} ${WORDS[unit]}${count === '1' ? '' : 's'}`;
    },
  );
  return `${relative}, ${utcMinute(instant)}`;
}

function utcMinute(instant: Instant): string {
  const text = toRfc3339({ seconds: Math.floor(toMillis(instant) / 1000), nanos: 0 });
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
