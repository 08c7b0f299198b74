import type { ApiKey } from './api-key.ts';
import { toMillis } from './instant.ts';
import { rawPrefix } from './resolve-api-key.ts';

/** 0.23 and 0.24 made keys with a prefix of ten characters. */
const OLD_PREFIX_LENGTH = 10;

/**
 * True for a key that was made by 0.23 or 0.24 and is not over: 0.28 and later list it, and refuse it like one they
 * do not know (measured by upgrading).
 */
export function isRefusedByLaterReleases(key: ApiKey, nowMs: number): boolean {
  const over = key.expiration !== null && toMillis(key.expiration) <= nowMs;
  return !over && rawPrefix(key.prefix).length === OLD_PREFIX_LENGTH;
}
