import { describe, expect, test } from 'vitest';
import { strictest } from '../../src/domain/plan.ts';

describe('strictest', () => {
  test.each([
    [[], 'none'],
    [['none'], 'none'],
    [['none', 'ask'], 'ask'],
    [['ask', 'type', 'none'], 'type'],
  ] as const)('%j is %s', (severities, result) => {
    expect(strictest(severities)).toBe(result);
  });
});
