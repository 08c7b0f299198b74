import { formatDuration } from '../domain/duration.ts';
import { compareInstants, type Instant, toMillis, toRfc3339 } from '../domain/instant.ts';
import { HsError } from '../errors.ts';

/** Beyond this, the clocks of the two machines are worth a word. */
const SKEW_WORTH_SAYING_MS = 60_000;

/** The times in the answer that made a key. */
export interface NewKeyTimes {
  readonly expiration: Instant | null;
  readonly createdAt: Instant | null;
}

/**
 * Looks at the times of a key just made: the server's clock decides whether it can be used.
 * @throws HsError `failed` where the key is expired from birth
 */
export function checkNewKey({ expiration, createdAt }: NewKeyTimes, nowMs: number): string[] {
  if (createdAt === null) return [];
  const skew = toMillis(createdAt) - nowMs;
  const apart = formatDuration(Math.max(1000, Math.round(Math.abs(skew) / 1000) * 1000));
  const said = `The server's clock is ${apart} ${skew > 0 ? 'ahead of' : 'behind'} this machine's`;
  if (expiration === null || compareInstants(expiration, createdAt) <= 0) {
    const end = expiration === null ? 'it has no end' : `it ended at ${toRfc3339(expiration)}`;
    throw new HsError('failed', `The new key is expired from birth: ${end}. ${said}`, {
      hint: 'Set the clocks right, or ask for a longer --expiration.',
    });
  }
  return Math.abs(skew) > SKEW_WORTH_SAYING_MS ? [said] : [];
}
