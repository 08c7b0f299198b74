/** A point in time as Headscale keeps it: seconds since 1970-01-01 UTC, and nanoseconds within that second. */
export interface Instant {
  readonly seconds: number;
  readonly nanos: number;
}

/** 0001-01-01T00:00:00Z: Go's zero time, which servers use for "unset". */
export const ZERO_TIME_SECONDS = -62_135_596_800;

/** 9999-12-31T23:59:59Z: the last second that RFC 3339 and protobuf's Timestamp have. */
const LAST_SECONDS = 253_402_300_799;

/** The time of these parts; undefined where it is none of the years 1 to 9999, which is all that a Timestamp may hold. */
export function instantOf(seconds: unknown, nanos: unknown): Instant | undefined {
  if (!isWhole(seconds, ZERO_TIME_SECONDS, LAST_SECONDS) || !isWhole(nanos, 0, 999_999_999)) return undefined;
  return { seconds, nanos };
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

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
export function toRfc3339({ seconds, nanos }: Instant): string {
  // Part by part: `toISOString` takes twice as long (measured), and long lists are full of times.
  const date = new Date(seconds * 1000);
  const day = `${four(date.getUTCFullYear())}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${day}T${clock}${nanos === 0 ? '' : fraction(nanos)}Z`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function four(value: number): string {
  return value < 1000 ? String(value).padStart(4, '0') : String(value);
}

/** `.46747` of nanoseconds that are not 0. */
function fraction(nanos: number): string {
  let decimals = 9;
  let rest = nanos;
  for (; rest % 10 === 0; rest /= 10) decimals -= 1;
  return `.${String(rest).padStart(decimals, '0')}`;
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
