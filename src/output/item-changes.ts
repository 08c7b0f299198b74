import type { JsonObject } from './view.ts';

/** One thing as it was seen at one look. */
export interface SeenItem<T> {
  readonly id: string;
  readonly item: T;
  readonly json: JsonObject;
}

/** What became of one thing between two looks; `before` holds the fields that changed, as they were. */
export type ItemChange<T> =
  | { readonly type: 'added'; readonly seen: SeenItem<T> }
  | { readonly type: 'removed'; readonly seen: SeenItem<T> }
  | {
      readonly type: 'changed';
      readonly seen: SeenItem<T>;
      readonly was: SeenItem<T>;
      readonly before: JsonObject;
    };

/**
 * What changed between two lists: first what has gone, then what is new or different, in the order of the second.
 * @param restless fields that are no change by themselves
 */
export function changesBetween<T>(
  before: readonly SeenItem<T>[],
  after: readonly SeenItem<T>[],
  restless: ReadonlySet<string>,
): ItemChange<T>[] {
  const old = new Map(before.map((seen) => [seen.id, seen]));
  const ids = new Set(after.map(({ id }) => id));
  return [
    ...before.filter(({ id }) => !ids.has(id)).map((seen): ItemChange<T> => ({ type: 'removed', seen })),
    ...after.flatMap((seen): ItemChange<T>[] => {
      const was = old.get(seen.id);
      if (!was) return [{ type: 'added', seen }];
      const different = differences(was.json, seen.json);
      if (Object.keys(different).every((field) => restless.has(field))) return [];
      return [{ type: 'changed', seen, was, before: different }];
    }),
  ];
}

/** The fields that differ, as they were. */
function differences(was: JsonObject, is: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(was).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(is[field])),
  );
}
