import type { Instant } from '../domain/instant.ts';
import type { JsonPart, JsonShape, ShapeOf } from '../domain/json-shape.ts';
import { maskSecret } from '../domain/secret.ts';
import { jsonTime, knownTime } from './times.ts';
import type { JsonObject, JsonOptions, JsonValue } from './view.ts';

/** The documented JSON of a thing that a shape describes. */
export function shapedJson<T extends object>(thing: T, shape: ShapeOf<T>, options: JsonOptions): JsonObject {
  const json: Record<string, JsonValue> = {};
  for (const [field, part] of Object.entries<JsonPart>(shape as JsonShape)) {
    json[field] = partJson(thing[field as keyof T], part, options);
  }
  return json;
}

/** A secret where it may be shown, else its masked form. */
export function shownSecret(secret: string, { reveal }: JsonOptions): string {
  return reveal ? secret : maskSecret(secret);
}

/** What stands in a field has the type that its part is for: see `JsonPart`. */
function partJson(value: unknown, part: JsonPart, options: JsonOptions): JsonValue {
  switch (part) {
    case 'as it is':
    case 'set':
      return value as JsonValue;
    case 'time':
      return jsonTime(knownTime(value as Instant | null));
    case 'end':
      return jsonTime(value as Instant | null);
    case 'secret':
      return shownSecret(value as string, options);
    default:
      return value === null ? null : shapedJson(value as object, part, options);
  }
}
