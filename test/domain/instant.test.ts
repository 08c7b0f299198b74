import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRfc3339, toRfc3339, ZERO_TIME_SECONDS } from '../../src/domain/instant.ts';

const LAST_SECOND = 253_402_300_799;

describe('RFC 3339', () => {
  test.each([
    [ZERO_TIME_SECONDS, 0, '0001-01-01T00:00:00Z'],
    [-1, 0, '1969-12-31T23:59:59Z'],
    [0, 0, '1970-01-01T00:00:00Z'],
    [951_782_400, 0, '2000-02-29T00:00:00Z'],
    [4_107_542_399, 0, '2100-02-28T23:59:59Z'],
    [4_107_542_400, 0, '2100-03-01T00:00:00Z'],
    [1_795_487_922, 467_470_000, '2026-11-24T02:38:42.46747Z'],
    [1_795_487_922, 1, '2026-11-24T02:38:42.000000001Z'],
    [1_795_487_922, 100_000_000, '2026-11-24T02:38:42.1Z'],
    [LAST_SECOND, 999_999_999, '9999-12-31T23:59:59.999999999Z'],
  ])('%d seconds and %d nanoseconds are %s', (seconds, nanos, text) => {
    expect(toRfc3339({ seconds, nanos })).toBe(text);
    expect(parseRfc3339(text)).toEqual({ seconds, nanos });
  });

  test('every second of ten thousand years is told as a Date tells it', () => {
    fc.assert(
      fc.property(fc.integer({ min: ZERO_TIME_SECONDS, max: LAST_SECOND }), (seconds) => {
        const told = toRfc3339({ seconds, nanos: 0 });
        expect(told).toBe(new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'));
      }),
      { numRuns: 2000 },
    );
  });

  test('the first and the last day of every month of two rounds of leap years', () => {
    for (let year = 1600; year < 2400; year += 1) {
      for (let month = 0; month < 12; month += 1) {
        for (const ms of [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 0)]) {
          expect(toRfc3339({ seconds: ms / 1000, nanos: 0 })).toBe(
            `${new Date(ms).toISOString().slice(0, 19)}Z`,
          );
        }
      }
    }
  });
});
