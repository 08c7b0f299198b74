/**
 * How one field is written as JSON: as it is (text, a flag, a list of texts); a `set`, which is a list in order with
 * each text once; a `time`, which is null where Go's zero time says "not set"; an `end`, where that time tells something;
 * a `secret`, masked unless it may be shown; or an object of its own, null where there is none.
 */
export type JsonPart = 'as it is' | 'set' | 'time' | 'end' | 'secret' | JsonShape;

/** The documented JSON of a thing: its fields in their order. They have the names that the thing and the wire have. */
export interface JsonShape {
  readonly [field: string]: JsonPart;
}

/** A shape whose fields a thing has. */
export type ShapeOf<T> = { readonly [Field in keyof T]?: JsonPart };
