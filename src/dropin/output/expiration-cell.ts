import { type Instant, toMillis } from '../../domain/instant.ts';
import type { Cell } from './table.ts';
import { timeText } from './time-text.ts';

/** When a key ends: green while it is good, red after; a dash where nothing is known of it. */
export function expirationCell(expiration: Instant | null, now: number): Cell {
  if (expiration === null) return { lines: ['-'] };
  return { lines: [timeText(expiration)], tone: toMillis(expiration) > now ? 'good' : 'bad' };
}
