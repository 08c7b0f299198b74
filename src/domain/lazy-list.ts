import type { JsonShape } from './json-shape.ts';

/** Things of which each is read when it is taken, and anew when the list is gone through again. */
export interface LazyList<T> extends Iterable<T> {
  /**
   * Their JSON without reading them: the items of a list that is indented by two spaces, with commas in between and
   * nothing around them. What cannot be written like this is read, and `write` gives the same of it. Left out where
   * there is no quicker way than to read them. Throws what reading one throws.
   */
  asJson?(shape: JsonShape, write: (item: T) => string): Iterable<Uint8Array>;
}
