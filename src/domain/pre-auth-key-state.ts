import { toMillis } from './instant.ts';
import type { PreAuthKey } from './pre-auth-key.ts';

/** Where a pre-auth key stands: whether a device can still join with it, and whether one has. */
export type PreAuthKeyState = 'unused' | 'in use' | 'used up' | 'expired';

/**
 * An end that is not set is never compared with the clock; Go's zero time is over: such a key was born expired.
 * @param now milliseconds since 1970
 */
export function preAuthKeyState({ used, reusable, expiration }: PreAuthKey, now: number): PreAuthKeyState {
  if (expiration !== null && toMillis(expiration) <= now) return 'expired';
  if (!used) return 'unused';
  return reusable ? 'in use' : 'used up';
}
