import { type Instant, isZeroTime, toMillis } from '../instant.ts';
import type { FlagField, NumberField, TimeField } from './field.ts';

/** When it was made. */
export function createdField<T>(createdAt: (item: T) => Instant | null): TimeField<T> {
  return {
    kind: 'time',
    name: 'created',
    aliases: ['createdAt'],
    description: 'made more than 90 days ago; < for less',
    example: 'created>90d',
    distance: (item, now) => {
      const time = knownMillis(createdAt(item));
      return time === null ? null : now - time;
    },
    never: (item) => knownMillis(createdAt(item)) === null,
  };
}

/**
 * `expired`, `expires` and `ended`, which belong together.
 * @param ends milliseconds since 1970; null where it never ends
 */
export function endingFields<T>(ends: (item: T) => number | null): (FlagField<T> | TimeField<T>)[] {
  const never = (item: T) => ends(item) === null;
  return [
    {
      kind: 'flag',
      name: 'expired',
      description: 'has expired',
      example: 'expired',
      is: (item, now) => isOver(ends(item), now),
    },
    {
      kind: 'time',
      name: 'expires',
      aliases: ['expiry', 'expiration'],
      description: 'expires within 7 days, and has not yet; > for later; =never',
      example: 'expires<7d',
      distance: (item, now) => {
        const end = ends(item);
        return end === null || isOver(end, now) ? null : end - now;
      },
      never,
    },
    {
      kind: 'time',
      name: 'ended',
      description: 'expired more than 30 days ago; < for less',
      example: 'ended>30d',
      distance: (item, now) => {
        const end = ends(item);
        return end !== null && isOver(end, now) ? now - end : null;
      },
      never,
    },
  ];
}

/** An id, compared as the number it is. */
export function idField<T>(id: (item: T) => string): NumberField<T> {
  return {
    kind: 'number',
    name: 'id',
    description: 'that number; also <, > and !=',
    example: 'id=4',
    value: id,
  };
}

/** Milliseconds since 1970; null for what servers leave unset, and for Go's zero time, which says the same. */
export function knownMillis(instant: Instant | null): number | null {
  return instant === null || isZeroTime(instant) ? null : toMillis(instant);
}

/**
 * When a key ends. One that a server keeps with Go's zero time was born expired: it has been over since it was made.
 */
export function keyEnds(key: {
  readonly expiration: Instant | null;
  readonly createdAt: Instant | null;
}): number | null {
  if (key.expiration === null) return null;
  return Math.max(toMillis(key.expiration), knownMillis(key.createdAt) ?? Number.NEGATIVE_INFINITY);
}

function isOver(end: number | null, now: number): boolean {
  return end !== null && end <= now;
}
