/** A point in time as Headscale keeps it: seconds since 1970-01-01 UTC, and nanoseconds within that second. */
export interface Instant {
  readonly seconds: number;
  readonly nanos: number;
}

/** 0001-01-01T00:00:00Z: Go's zero time, which servers use for "unset". */
export const ZERO_TIME_SECONDS = -62_135_596_800;

/** True for Go's zero time, whatever it stands for at that place. */
export function isZeroTime(instant: Instant): boolean {
  return instant.seconds === ZERO_TIME_SECONDS && instant.nanos === 0;
}

/** From milliseconds since 1970, as `Date.now()` gives them. */
export function fromMillis(ms: number): Instant {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1_000_000) };
}

/** To milliseconds since 1970; what is finer is cut. */
export function toMillis(instant: Instant): number {
  return instant.seconds * 1000 + Math.floor(instant.nanos / 1_000_000);
}

/** Negative, zero or positive, as `Array.prototype.sort` takes it. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds - b.seconds || a.nanos - b.nanos;
}

/** `2026-11-24T02:38:42.46747Z`: RFC 3339 in UTC with as many decimals as are needed, up to nine. */
export function toRfc3339(instant: Instant): string {
  const whole = new Date(instant.seconds * 1000).toISOString().slice(0, 19);
  if (instant.nanos === 0) return `${whole}Z`;
  const fraction = String(instant.nanos).padStart(9, '0').replace(/0+$/, '');
  return `${whole}.${fraction}Z`;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/;

/** Reads RFC 3339 with any offset; undefined when it is not one, or names a day that does not exist. */
export function parseRfc3339(text: string): Instant | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), 0);
  const sameDay = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  if (!sameDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offset = /[Zz]/.test(zone) ? 0 : offsetSeconds(zone);
  return { seconds: date.getTime() / 1000 - offset, nanos: Number(fraction.padEnd(9, '0')) };
}

function offsetSeconds(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60;
}
