import { invalidValue } from './invalid-value.ts';
import { quoted } from './quoted.ts';

/** Units of Prometheus durations, largest first, in milliseconds: a year is 365 days, a day 24 hours. */
const UNITS = [
  ['y', 31_536_000_000],
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

const UNIT_NAMES: readonly string[] = UNITS.map(([name]) => name);

/** The longest duration Go can hold: 2^63-1 nanoseconds, about 292 years. */
const LONGEST_MS = 9_223_372_036_854;
const LONGEST_LIFETIME_MS = 100 * 31_536_000_000;

const RULE = 'Write whole numbers with a unit, largest unit first (y w d h m s ms)';

/**
 * Reads a duration as Headscale's own command line does (Prometheus style): `90d`, `1h30m`, `2w`, `0`.
 * Every unit at most once, largest first, whole numbers only.
 * @returns milliseconds
 * @throws HsError `invalid_value`
 */
export function parseDuration(text: string): number {
  if (text === '0') return 0;
  if (text === '') throw invalidValue('A duration cannot be empty', `${RULE}, for example 90d or 1h30m.`);
  const wrong = whatIsWrong(text);
  if (wrong !== undefined) {
    throw invalidValue(
      `${quoted(text)} is not a duration: ${wrong.why}`,
      wrong.hint ?? `${RULE}, for example 90d or 1h30m.`,
    );
  }
  let total = 0;
  for (const [, count = '', unit] of text.matchAll(/(\d+)([a-z]+)/g)) {
    total += Number(count) * (UNITS.find(([name]) => name === unit)?.[1] ?? 0);
  }
  if (total > LONGEST_MS) {
    throw invalidValue(
      `${quoted(text)} is too long: servers hold at most 292 years`,
      'Write a shorter time, for example 10y.',
    );
  }
  return total;
}

/**
 * Reads how long a key or a node shall live: a duration that is more than nothing and at most 100 years.
 * @returns milliseconds
 * @throws HsError `invalid_value`
 */
export function parseLifetime(text: string): number {
  const ms = parseDuration(text);
  if (ms === 0) {
    throw invalidValue(
      `${quoted(text)} is no lifetime: it would be over at once`,
      'Write a time that is more than nothing, for example 1h or 90d.',
    );
  }
  if (ms > LONGEST_LIFETIME_MS) {
    throw invalidValue(
      `${quoted(text)} is too long: a lifetime is at most 100 years`,
      'Write a shorter time, for example 10y.',
    );
  }
  return ms;
}

/**
 * The short exact text of a duration, which {@link parseDuration} reads back: `90d`, `90m`, `1h1m1s`, `0`.
 * One unit where that takes at most three digits, else several.
 * @param ms milliseconds: whole, not negative, at most 292 years
 */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0';
  for (const [unit, size] of UNITS) {
    if (ms % size === 0 && ms / size < 1000) return `${ms / size}${unit}`;
  }
  let rest = ms;
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

/** Why a text is no duration, most telling reason first; undefined where it is one. */
function whatIsWrong(text: string): { why: string; hint?: string } | undefined {
  if (/^\d+$/.test(text)) {
    const shown = text.length > 12 ? '30' : text;
    return {
      why: 'the unit is missing',
      hint: `Write the unit (y w d h m s ms): ${shown}s for seconds, ${shown}m for minutes, ${shown}d for days.`,
    };
  }
  if (/^[-+]/.test(text)) return { why: 'it begins with a sign, and time only runs forwards' };
  if (/\d[.,]\d/.test(text)) {
    return { why: 'fractions are not understood', hint: `${RULE}: 1h30m instead of 1.5h.` };
  }
  if (/\s/.test(text)) return { why: 'there is a space in it' };
  if (!/^(?:\d+[^\d]+)+$/.test(text)) {
    return { why: /^\d/.test(text) ? 'the last number has no unit' : 'it does not begin with a number' };
  }
  return wrongUnits([...text.matchAll(/\d+([^\d]+)/g)].map(([, unit = '']) => unit));
}

function wrongUnits(units: readonly string[]): { why: string } | undefined {
  let last = -1;
  for (const unit of units) {
    const position = UNIT_NAMES.indexOf(unit);
    if (position < 0) return { why: `${quoted(unit)} is not a unit${similarUnit(unit)}` };
    if (position === last) return { why: `the unit ${unit} is there twice` };
    if (position < last) return { why: `the unit ${unit} must come before ${UNIT_NAMES[last]}` };
    last = position;
  }
  return undefined;
}

/** Words people write for a unit. Months are left out on purpose: they have no fixed length. */
function similarUnit(unit: string): string {
  const word = unit.toLowerCase();
  if (/^(mo|mon|month)s?$/.test(word)) return ' (write months as days: 30d)';
  if (/^(ms|msecs?|millis|milliseconds?)$/.test(word)) return ' (write ms)';
  const match = /^(years?|yrs?|y|weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)$/.exec(
    word,
  );
  return match ? ` (write ${word.charAt(0)})` : '';
}
