import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromMillis, toRfc3339 } from '../../src/domain/instant.ts';
import { type LocalOffset, parseMoment, systemOffset } from '../../src/domain/moment.ts';
import { refusalOf } from './refusal.ts';

const utc: LocalOffset = () => 0;
const india: LocalOffset = () => 330;
/** Berlin in 2026: an hour ahead of UTC, two from 29 March 01:00 UTC to 25 October 01:00 UTC. */
const berlin: LocalOffset = (ms) =>
  ms >= Date.UTC(2026, 2, 29, 1) && ms < Date.UTC(2026, 9, 25, 1) ? 120 : 60;
/** Santiago in 2026: clocks go forward at midnight, so that 6 September begins at 01:00. */
const santiago: LocalOffset = (ms) => (ms >= Date.UTC(2026, 8, 6, 4) ? -180 : -240);

describe('parseMoment reads', () => {
  test.each([
    ['2026-12-31T18:00:00Z', berlin, '2026-12-31T18:00:00Z'],
    ['2026-12-31t18:00:00z', berlin, '2026-12-31T18:00:00Z'],
    ['2026-12-31T18:00:00.123456789+02:00', berlin, '2026-12-31T16:00:00.123456789Z'],
    ['2026-12-31T18:00-0330', berlin, '2026-12-31T21:30:00Z'],
    ['2026-12-31', utc, '2026-12-31T00:00:00Z'],
    ['2026-12-31', berlin, '2026-12-30T23:00:00Z'],
    ['2026-12-31 18:00', berlin, '2026-12-31T17:00:00Z'],
    ['2026-12-31T18:00', berlin, '2026-12-31T17:00:00Z'],
    ['2026-07-01T18:00:30', berlin, '2026-07-01T16:00:30Z'],
    ['2026-12-31T18:00', india, '2026-12-31T12:30:00Z'],
    ['2028-02-29', utc, '2028-02-29T00:00:00Z'],
    ['1970-01-01', utc, '1970-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59Z', utc, '9999-12-31T23:59:59Z'],
  ])('%s', (text, zone, moment) => {
    expect(toRfc3339(parseMoment(text, zone))).toBe(moment);
  });
});

describe('parseMoment where clocks change', () => {
  test.each([
    ['the last minute before', '2026-03-29 01:59', berlin, '2026-03-29T00:59:00Z'],
    ['a time left out is as much later', '2026-03-29 02:30', berlin, '2026-03-29T01:30:00Z'],
    ['the first minute after', '2026-03-29 03:00', berlin, '2026-03-29T01:00:00Z'],
    ['a time that comes twice is the first', '2026-10-25 02:30', berlin, '2026-10-25T00:30:00Z'],
    ['the hour after that one', '2026-10-25 03:00', berlin, '2026-10-25T02:00:00Z'],
    ['a day that begins at one', '2026-09-06', santiago, '2026-09-06T04:00:00Z'],
  ])('%s', (_, text, zone, moment) => {
    expect(toRfc3339(parseMoment(text, zone))).toBe(moment);
  });
});

describe('parseMoment refuses', () => {
  test.each([
    ['', 'An empty text'],
    ['soon', 'is not a time'],
    ['tomorrow', 'is not a time'],
    ['90d', 'but a length of time'],
    ['31.12.2026', 'read in two ways'],
    ['12/31/2026', 'read in two ways'],
    ['2026-02-30', 'there is no day 2026-02-30'],
    ['2027-02-29', 'there is no day 2027-02-29'],
    ['2026-13-01', 'there is no day'],
    ['2026-00-10', 'there is no day'],
    ['2026-12-31 24:00', '00:00:00 to 23:59:59'],
    ['2026-12-31 18:60', '00:00:00 to 23:59:59'],
    ['2026-12-31T18:00:60Z', '00:00:00 to 23:59:59'],
    ['2026-12-31T18:00:00+25:00', 'no time zone'],
    ['2026-12-31 18', 'is not a time'],
    ['2026-12-31 6pm', 'is not a time'],
    ['2026-12-31T18:00:00 CET', 'is not a time'],
    ['2026-12', 'is not a time'],
    [' 2026-12-31', 'is not a time'],
    ['1798740000', 'is not a time'],
    ['0001-01-01T00:00:00Z', 'before 1970'],
    ['1969-12-31', 'before 1970'],
    ['9999-12-31T23:00:00-05:00', 'after the year 9999'],
  ])('%j', (text, reason) => {
    const error = refusalOf(() => parseMoment(text, utc));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
    expect(error.hint).toContain('2026-12-31');
  });
});

test('every time in UTC reads back as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (ms) => {
      const instant = fromMillis(ms);
      expect(parseMoment(toRfc3339(instant), berlin)).toEqual(instant);
    }),
  );
});

test('the time zone of the process is the one that Date uses', () => {
  const ms = new Date(2026, 6, 1, 18, 0).getTime();
  expect(parseMoment('2026-07-01 18:00', systemOffset)).toEqual(fromMillis(ms));
});
