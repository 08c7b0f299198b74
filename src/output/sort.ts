import { compareInstants } from '../domain/instant.ts';
import { HsError } from '../errors.ts';
import { type CellContext, type CellValue, type Column, findColumn, isInstant, type View } from './view.ts';

/** One part of `--sort`: the column, and whether the order is turned round. */
export interface SortKey<T> {
  readonly column: Column<T>;
  readonly descending: boolean;
}

/** Reads `name` and `-lastSeen`. Throws `invalid_value` for a column that the view does not have. */
export function parseSort<T>(view: View<T>, words: readonly string[]): SortKey<T>[] {
  return words.map((word) => {
    const descending = word.startsWith('-');
    const id = descending ? word.slice(1) : word;
    if (id === '') throw new HsError('invalid_value', '--sort needs a column, such as name or -createdAt');
    return { column: findColumn(view, id), descending };
  });
}

/**
 * A sorted copy; equal items keep their order. Text is compared as people do (`node-9` before `node-10`),
 * and what is not known comes last in either direction.
 */
export function sortItems<T>(items: readonly T[], keys: readonly SortKey<T>[], context: CellContext): T[] {
  if (keys.length === 0) return [...items];
  const collator = new Intl.Collator('en', { numeric: true });
  const rows = items.map((item) => ({
    item,
    values: keys.map(({ column }) => sortValue(column, item, context)),
  }));
  rows.sort((a, b) => {
    for (const [index, { descending }] of keys.entries()) {
      const order = compareValues(a.values[index] ?? null, b.values[index] ?? null, descending, collator);
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.map((row) => row.item);
}

function sortValue<T>(column: Column<T>, item: T, context: CellContext): CellValue {
  return column.sortKey ? column.sortKey(item) : column.value(item, context);
}

function compareValues(a: CellValue, b: CellValue, descending: boolean, collator: Intl.Collator): number {
  const unknown = Number(isUnknown(a)) - Number(isUnknown(b));
  if (unknown !== 0) return unknown;
  const order = compareKnown(a, b, collator);
  return descending ? -order : order;
}

function isUnknown(value: CellValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function compareKnown(a: CellValue, b: CellValue, collator: Intl.Collator): number {
  if (isInstant(a) && isInstant(b)) return compareInstants(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}
