import { type Instant, toRfc3339 } from '../../domain/instant.ts';
import type { Data } from './data.ts';
import type { Tree } from './tree.ts';

/** How the official client writes one kind of thing. */
export type Shape<T> = (item: T) => Data;

/** One field in every format. In the JSON of 0.29 undefined leaves it out, which Go does with whatever is empty. */
interface FieldData {
  readonly json: Tree | undefined;
  readonly yaml: Tree;
  readonly json30: Tree;
}

/** How one field of a thing is written. */
export type Field<T> = (item: T) => FieldData;

/**
 * A kind of thing by its fields, in the order of the messages of 0.29 and by the names of its JSON (`created_at`). YAML
 * has these names without anything between their words and leaves nothing out; 0.30 writes `createdAt`, sorts the names
 * and leaves nothing out either.
 */
export function shapeOf<T>(fields: Readonly<Record<string, Field<T>>>): Shape<T> {
  const named = Object.entries(fields).map(([name, field]) => ({
    name,
    field,
    yaml: name.replaceAll('_', ''),
    camel: name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  }));
  const sorted = named.toSorted((a, b) => (a.camel < b.camel ? -1 : 1));
  return (item) => {
    const values = new Map(named.map(({ name, field }) => [name, field(item)]));
    return {
      json: Object.fromEntries(
        named.flatMap(({ name }) => {
          const json = values.get(name)?.json;
          return json === undefined ? [] : [[name, json]];
        }),
      ),
      yaml: Object.fromEntries(named.map(({ name, yaml }) => [yaml, values.get(name)?.yaml ?? null])),
      json30: Object.fromEntries(sorted.map(({ name, camel }) => [camel, values.get(name)?.json30 ?? null])),
    };
  };
}

/** A number that names something; 0.30 writes it as a text. */
export function id<T>(get: (item: T) => string): Field<T> {
  return (item) => {
    const text = get(item);
    const number = /^\d+$/.test(text) ? BigInt(text) : 0n;
    return { json: number === 0n ? undefined : number, yaml: number, json30: text };
  };
}

export function text<T>(get: (item: T) => string): Field<T> {
  return (item) => {
    const value = get(item);
    return { json: value === '' ? undefined : value, yaml: value, json30: value };
  };
}

export function flag<T>(get: (item: T) => boolean): Field<T> {
  return (item) => {
    const value = get(item);
    return { json: value || undefined, yaml: value, json30: value };
  };
}

/** A time as seconds and nanoseconds; 0.30 writes RFC 3339. */
export function time<T>(get: (item: T) => Instant | null): Field<T> {
  return (item) => {
    const instant = get(item);
    if (instant === null) return { json: undefined, yaml: null, json30: null };
    const { seconds, nanos } = instant;
    return {
      json: { ...(seconds === 0 ? {} : { seconds }), ...(nanos === 0 ? {} : { nanos }) },
      yaml: { seconds, nanos },
      json30: toRfc3339(instant),
    };
  };
}
