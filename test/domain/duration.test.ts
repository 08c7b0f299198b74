import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration, parseLifetime } from '../../src/domain/duration.ts';
import { refusalOf } from './refusal.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('parseDuration reads', () => {
  test.each([
    ['90d', 90 * DAY],
    ['1h30m', 1.5 * HOUR],
    ['2w', 14 * DAY],
    ['1y', 365 * DAY],
    ['1y2w3d4h5m6s7ms', 365 * DAY + 14 * DAY + 3 * DAY + 4 * HOUR + 5 * 60_000 + 6007],
    ['250ms', 250],
    ['5m', 300_000],
    ['5ms', 5],
    ['007s', 7000],
    ['0', 0],
    ['0s', 0],
    ['100h', 100 * HOUR],
    ['292y', 292 * 365 * DAY],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
});

describe('parseDuration refuses', () => {
  test.each([
    ['', 'cannot be empty', '90d'],
    ['soon', 'does not begin with a number', '90d'],
    ['1.5h', 'fractions', '1h30m'],
    ['1,5h', 'fractions', '1h30m'],
    ['-1h', 'sign', '90d'],
    ['+1h', 'sign', '90d'],
    ['30', 'the unit is missing', '30s'],
    ['00', 'the unit is missing', '00s'],
    ['1h30', 'the last number has no unit', '1h30m'],
    ['1 h', 'a space', '90d'],
    ['1h ', 'a space', '90d'],
    [' 1h', 'a space', '90d'],
    ['90m1h', 'h must come before m', '1h30m'],
    ['1h1h', 'h is there twice', '1h30m'],
    ['1H', '"H" is not a unit (write h)', '90d'],
    ['3mo', 'write months as days', '90d'],
    ['2hours', '(write h)', '90d'],
    ['10min', '(write m)', '90d'],
    ['1us', '"us" is not a unit', '90d'],
    ['1µs', '"µs" is not a unit', '90d'],
    ['h', 'does not begin with a number', '90d'],
    ['293y', '292 years', '10y'],
    ['99999999999999999999s', '292 years', '10y'],
    [`${'9'.repeat(400)}s`, '292 years', '10y'],
  ])('%j', (text, reason, example) => {
    const error = refusalOf(() => parseDuration(text));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
    expect(error.hint).toContain(example);
  });

  test('what it was given is shown, and what cannot be seen is made visible', () => {
    expect(refusalOf(() => parseDuration('1h\u202e\n')).message).toContain('"1h\\u{202e}\\n"');
  });
});

describe('parseLifetime', () => {
  test.each([
    ['1h', HOUR],
    ['100y', 36_500 * DAY],
  ])('takes %s', (text, ms) => {
    expect(parseLifetime(text)).toBe(ms);
  });

  test.each([
    ['0', 'over at once'],
    ['0d', 'over at once'],
    ['101y', 'at most 100 years'],
    ['100y1d', 'at most 100 years'],
    ['soon', 'is not a duration'],
  ])('refuses %s', (text, reason) => {
    const error = refusalOf(() => parseLifetime(text));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0'],
    [1, '1ms'],
    [1500, '1s500ms'],
    [90 * DAY, '90d'],
    [14 * DAY, '2w'],
    [365 * DAY, '1y'],
    [1.5 * HOUR, '90m'],
    [36 * HOUR, '36h'],
    [HOUR + 61_000, '1h1m1s'],
    [1000 * DAY, '2y38w4d'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  test('is read back as the same time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_223_372_036_854 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});

test('any text is read or refused as a value, nothing else', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9ywdhms.]{0,12}$/)),
      (text) => {
        let ms: number;
        try {
          ms = parseDuration(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_value' });
          return;
        }
        expect(Number.isSafeInteger(ms) && ms >= 0).toBe(true);
      },
    ),
  );
});
