import type { FilterFields } from '../../domain/filter/field.ts';
import { type Filter, parseFilter } from '../../domain/filter/filter.ts';
import { resolveAll } from '../../domain/resolve-all.ts';
import type { HsError } from '../../errors.ts';

/** What a command line says it is about: things by their names, or a filter that they fit. */
export type Choice<T> =
  | {
      readonly by: 'name';
      readonly references: readonly string[];
      /** Told of those that there are not, where they may be left out. */
      readonly absent?: ((refusal: HsError) => void) | undefined;
    }
  | { readonly by: 'filter'; readonly filter: Filter<T> };

/** How a noun is looked up. */
export interface Lookup<T, Found> {
  /** Finds the one thing that a reference names; throws `not_found`, `ambiguous` or `invalid_value`. */
  find(reference: string): Found;
  idOf(found: Found): string;
  /** What fits a filter, as if it had been named. */
  fits(item: T): Found;
}

/**
 * All things that a choice means, each once.
 * @param now milliseconds since 1970
 * @throws HsError as `resolveAll` does
 */
export function chosenOf<T, Found>(
  choice: Choice<T>,
  items: readonly T[],
  { find, idOf, fits }: Lookup<T, Found>,
  now: number,
): Found[] {
  return choice.by === 'name'
    ? resolveAll(choice.references, find, idOf, choice.absent)
    : items.filter((item) => choice.filter.matches(item, now)).map(fits);
}

/** The filters of a command line; throws `invalid_value` for one that is wrong. */
export function filtersOf<T>(texts: readonly string[] | undefined, fields: FilterFields<T>): Filter<T>[] {
  return (texts ?? []).map((text) => parseFilter(text, fields));
}
