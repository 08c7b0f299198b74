import { type Instant, isZeroTime, toMillis } from '../../domain/instant.ts';
import { showTime } from '../times.ts';
import type { CellContext, Shown } from '../view.ts';

/**
 * When a key stops working, in words. Go's zero time means born expired, which is what servers store for a key made
 * without an expiration; null, where nothing is stored, is never compared with the clock.
 */
export function shownKeyExpiration(expiration: Instant | null, context: CellContext): Shown {
  return expiration === null ? { text: 'not set' } : shownExpiration(expiration, context);
}

/** When a node's key ends, in words; null means it never does. */
export function shownNodeExpiry(expiry: Instant | null, context: CellContext): Shown {
  return expiry === null || isZeroTime(expiry) ? { text: 'never' } : shownExpiration(expiry, context);
}

/** The word comes first where a narrow terminal may cut the rest, and last where programs cut out the time. */
function shownExpiration(instant: Instant, context: CellContext): Shown {
  const time = showTime(instant, context);
  if (toMillis(instant) > context.now) return { text: time };
  if (context.timeFormat === 'iso') return { text: `${time} (expired)`, tone: 'bad' };
  return { text: isZeroTime(instant) ? `expired (${time})` : `expired ${time}`, tone: 'bad' };
}
