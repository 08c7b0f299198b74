import type { Instant } from '../../domain/instant.ts';
import { ZERO_TIME_SECONDS } from '../../domain/instant.ts';

/** Go's zero time, which a key without an expiration stores: it expired long ago. */
export const ZERO_TIME: Instant = { seconds: ZERO_TIME_SECONDS, nanos: 0 };
