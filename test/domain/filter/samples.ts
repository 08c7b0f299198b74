import type { FilterFields } from '../../../src/domain/filter/field.ts';
import { parseFilter } from '../../../src/domain/filter/filter.ts';
import { fromMillis, ZERO_TIME_SECONDS } from '../../../src/domain/instant.ts';
import { aUser } from '../samples.ts';

export const NOW = Date.UTC(2026, 7, 1);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ZERO = { seconds: ZERO_TIME_SECONDS, nanos: 0 };

export const ago = (ms: number) => fromMillis(NOW - ms);
export const ahead = (ms: number) => fromMillis(NOW + ms);

/** The ids of those that match a filter. */
export function matching<T>(
  items: readonly T[],
  fields: FilterFields<T>,
  id: (item: T) => string,
): (text: string) => string[] {
  return (text) => {
    const filter = parseFilter(text, fields);
    return items.filter((item) => filter.matches(item, NOW)).map(id);
  };
}

export const alice = aUser({ id: '1', name: 'alice', email: 'Alice@Example.com', displayName: 'Alice Doe' });
export const bob = aUser({ id: '2', name: 'bob', displayName: 'alice', providerId: 'https://idp/bob' });
export const five = aUser({ id: '9', name: '5' });
