import type { HsError } from '../errors.ts';
import type { Instant } from './instant.ts';
import { invalidValue } from './invalid-value.ts';
import { quoted } from './quoted.ts';

/** Minutes that local time is ahead of UTC at a moment given in milliseconds since 1970: 60 in Berlin's winter. */
export type LocalOffset = (utcMs: number) => number;

/** The time zone of this process. */
export const systemOffset: LocalOffset = (utcMs) => -new Date(utcMs).getTimezoneOffset();

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|z|[+-]\d\d:?\d\d)?)?$/;

const RULE =
  'Write a date or a date and a time, for example 2026-12-31, "2026-12-31 18:00" or 2026-12-31T18:00:00Z';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What the text says, before the time zone is applied: the clock's face as if it were UTC. */
interface WallTime {
  readonly ms: number;
  readonly nanos: number;
  /** Minutes ahead of UTC; undefined for local time. */
  readonly offset: number | undefined;
}

/**
 * Reads a moment: RFC 3339, or a date with or without a time of day, which is local time then (a date alone is its
 * first moment). A local time that a clock change leaves out is as much later as the clock jumps; one that
 * happens twice is the first of the two.
 * @throws HsError `invalid_value`, also for years before 1970 (servers take the year 1 for "never") and after 9999
 */
export function parseMoment(text: string, localOffset: LocalOffset): Instant {
  const wall = parseWallTime(text);
  const ms = wall.offset === undefined ? localToUtc(wall.ms, localOffset) : wall.ms - wall.offset * MINUTE;
  if (ms < 0)
    throw invalidValue(
      `${quoted(text)} is before 1970, which servers do not take for a real time`,
      `${RULE}.`,
    );
  if (ms >= Date.UTC(10_000, 0)) throw invalidValue(`${quoted(text)} is after the year 9999`, `${RULE}.`);
  return { seconds: ms / 1000, nanos: wall.nanos };
}

function parseWallTime(text: string): WallTime {
  const match = FORM.exec(text);
  if (!match) throw refuseForm(text);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1) {
    throw invalidValue(`${quoted(text)} is not a time: there is no day ${year}-${month}-${day}`, `${RULE}.`);
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw invalidValue(`${quoted(text)} is not a time: a day goes from 00:00:00 to 23:59:59`, `${RULE}.`);
  }
  date.setUTCHours(Number(hour), Number(minute), Number(second), 0);
  return { ms: date.getTime(), nanos: Number(fraction.padEnd(9, '0')), offset: zoneOffset(zone, text) };
}

function zoneOffset(zone: string | undefined, text: string): number | undefined {
  if (zone === undefined) return undefined;
  if (/z/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) {
    throw invalidValue(`${quoted(text)} is not a time: no time zone is ${zone} from UTC`, `${RULE}.`);
  }
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** The offsets of the day before and the day after are the only ones that can hold: clocks change once a day. */
function localToUtc(wallMs: number, localOffset: LocalOffset): number {
  const before = localOffset(wallMs - DAY);
  const after = localOffset(wallMs + DAY);
  const holds = [before, after]
    .map((offset) => wallMs - offset * MINUTE)
    .filter((ms) => localOffset(ms) === (wallMs - ms) / MINUTE);
  // None holds in the hour that a clock change leaves out: the old offset gives the time the jump leads to.
  return holds.length > 0 ? Math.min(...holds) : wallMs - before * MINUTE;
}

function refuseForm(text: string): HsError {
  if (text === '') return invalidValue('An empty text is not a time', `${RULE}.`);
  if (/^\d+(y|w|d|h|m|s|ms)/.test(text)) {
    return invalidValue(`${quoted(text)} is not a time but a length of time`, `Use --in for that. ${RULE}.`);
  }
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/.test(text)) {
    return invalidValue(
      `${quoted(text)} is not a time: it could be read in two ways`,
      `Year first: ${RULE}.`,
    );
  }
  return invalidValue(`${quoted(text)} is not a time`, `${RULE}.`);
}
