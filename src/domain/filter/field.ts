/** What every field has, for help and completion. */
interface Named {
  /** The word to type; its case does not count. */
  readonly name: string;
  /** Other words that mean it: names of columns and JSON fields. */
  readonly aliases?: readonly string[];
  /** One phrase: what the condition in `example` is true for. */
  readonly description: string;
  /** A condition as it is typed: `user=alice`. */
  readonly example: string;
  /** The values it can have, where they are few. */
  readonly choices?: readonly string[];
}

/** Stands alone: `online`, `!online`. */
export interface FlagField<T> extends Named {
  readonly kind: 'flag';
  /** @param now milliseconds since 1970 */
  is(item: T, now: number): boolean;
}

/** Compared with `=` and `~`. */
export interface TextField<T> extends Named {
  readonly kind: 'text';
  /** Reads the value of `=`; throws HsError where it can be none. */
  equals(value: string): (item: T) => boolean;
  /** Reads the value of `~`, which is not empty; throws HsError where it can be none. */
  contains(value: string): (item: T) => boolean;
}

/** A whole number such as an id, compared with `=`, `<` and `>`. */
export interface NumberField<T> extends Named {
  readonly kind: 'number';
  /** In decimal; null where there is none. */
  value(item: T): string | null;
}

/** How far away a time is, compared with `<` and `>`; `=never` where there is none. */
export interface TimeField<T> extends Named {
  readonly kind: 'time';
  /** Milliseconds between now and that time, in the direction the field looks; null where it has none. */
  distance(item: T, now: number): number | null;
  /** True where `=never` holds. */
  never(item: T): boolean;
}

export type FilterField<T> = FlagField<T> | TextField<T> | NumberField<T> | TimeField<T>;

/** What one noun can be filtered by. */
export interface FilterFields<T> {
  /** `nodes`: for messages. */
  readonly noun: string;
  readonly fields: readonly FilterField<T>[];
  /** A whole filter as an example. */
  readonly example: string;
}
