import { describe, expect, test } from 'vitest';
import { releaseOfVersion } from '../../src/domain/release.ts';

describe('the release that a version text names', () => {
  test.each([
    ['v0.23.0', '0.23'],
    ['0.25.1', '0.25'],
    ['v0.27.0', '0.27.0'],
    ['v0.27.1', '0.27.1'],
    ['0.29.2+dirty', '0.29'],
    ['v0.28.0-beta.2', '0.28'],
    [' v0.30.0\n', '0.30'],
  ])('%s is %s', (version, release) => {
    expect(releaseOfVersion(version)).toBe(release);
  });

  test.each([
    'dev',
    '',
    'v0.22.3',
    'v0.31.0',
    'v1.28.0',
    '0.28.0.1',
    // What a server built from the development of 0.30 says: it is neither 0.29.0 nor 0.29.1.
    'v0.29.1-0.20260721112835-f20f1f127842',
    'v0.29.1-0.20260721112835-f20f1f127842+dirty',
    'v0.29.0-beta.1.0.20260721112835-f20f1f127842',
    'v0.0.0-20260721112835-f20f1f127842',
  ])('%s names none', (version) => {
    expect(releaseOfVersion(version)).toBeUndefined();
  });
});
