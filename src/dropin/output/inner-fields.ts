import type { Field, Shape } from './shape.ts';

/** A list of texts. */
export function texts<T>(get: (item: T) => readonly string[]): Field<T> {
  return (item) => {
    const values = get(item);
    return { json: values.length === 0 ? undefined : values, yaml: values, json30: values };
  };
}

/** A thing inside another one; null where there is none. */
export function inner<T, I>(shape: Shape<I>, get: (item: T) => I | null): Field<T> {
  return (item) => {
    const value = get(item);
    return value === null ? { json: undefined, yaml: null, json30: null } : shape(value);
  };
}

/** One of several names, which the official client tells by their numbers; 0.30 by themselves. */
export function choice<T, N extends string>(names: readonly N[], get: (item: T) => N): Field<T> {
  return (item) => {
    const name = get(item);
    const number = names.indexOf(name);
    return { json: number === 0 ? undefined : number, yaml: number, json30: name };
  };
}
