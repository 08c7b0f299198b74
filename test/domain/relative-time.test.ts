import { describe, expect, test } from 'vitest';
import { fromMillis } from '../../src/domain/instant.ts';
import { formatRelative } from '../../src/domain/relative-time.ts';

const NOW = Date.UTC(2026, 10, 24, 2, 38, 42);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatRelative', () => {
  test.each([
    [0, 'just now'],
    [-1, 'just now'],
    [-59 * SECOND, 'just now'],
    [-MINUTE, '1m ago'],
    [-59 * MINUTE, '59m ago'],
    [-HOUR, '1h ago'],
    [-3 * HOUR, '3h ago'],
    [-47 * HOUR, '47h ago'],
    [-2 * DAY, '2d ago'],
    [-400 * DAY, '400d ago'],
    [-730 * DAY, '2y ago'],
    [-30 * 365 * DAY, '30y ago'],
    [4 * SECOND, 'just now'],
    [30 * SECOND, 'in 30s'],
    [MINUTE, 'in 1m'],
    [HOUR - 2 * SECOND, 'in 1h'],
    [5 * DAY, 'in 5d'],
    [90 * DAY - 300, 'in 90d'],
    [100 * 365 * DAY, 'in 100y'],
  ])('%d ms from now is %s', (difference, text) => {
    expect(formatRelative(fromMillis(NOW + difference), NOW)).toBe(text);
  });
});
