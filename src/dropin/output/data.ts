import type { Shape } from './shape.ts';
import type { Tree } from './tree.ts';

/** Data for programs, as each of the official formats has it. */
export interface Data {
  /** `json` and `json-line` of 0.29. */
  readonly json: Tree;
  readonly yaml: Tree;
  /** `json` and `json-line` of 0.30. */
  readonly json30: Tree;
}

/** The same in every format. */
export function plainData(tree: Tree): Data {
  return { json: tree, yaml: tree, json30: tree };
}

/** What is answered where there is nothing to tell. */
export const NOTHING: Data = plainData({});

/** What became of something: `{"Result": "Node deleted"}`. */
export function resultData(text: string): Data {
  return plainData({ Result: text });
}

/** One thing. */
export function oneData<T>(shape: Shape<T>, item: T): Data {
  return shape(item);
}

/** A list of things; Go has null for an empty one. */
export function listData<T>(shape: Shape<T>, items: readonly T[]): Data {
  const all = items.map(shape);
  return {
    json: all.length === 0 ? null : all.map(({ json }) => json),
    yaml: all.map(({ yaml }) => yaml),
    json30: all.map(({ json30 }) => json30),
  };
}
