import type { JsonObject } from './view.ts';

/** Items per chunk: enough that writing costs little, small enough that the first bytes leave at once. */
const PER_CHUNK = 200;

/** One JSON document, indented by two spaces, ending in a newline. */
export function jsonDocument(value: JsonObject | readonly JsonObject[]): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A list as one JSON document in pieces: the same bytes as {@link jsonDocument}, never all of them in memory. */
export function jsonList(items: Iterable<JsonObject>): Generator<string> {
  return jsonListOf(itemTexts(items));
}

/** A list whose items are text already, with commas in between: see `LazyList.asJson`. */
export function* jsonListOf<Piece extends string | Uint8Array>(
  items: Iterable<Piece>,
): Generator<Piece | string> {
  let opened = false;
  for (const piece of items) {
    if (!opened) yield '[';
    opened = true;
    yield piece;
  }
  yield opened ? '\n]\n' : '[]\n';
}

function* itemTexts(items: Iterable<JsonObject>): Generator<string> {
  let comma = '';
  for (const chunk of chunks(items, PER_CHUNK)) {
    // Between its brackets a list of some has the items as a list of all has them.
    yield comma + JSON.stringify(chunk, null, 2).slice(1, -2);
    comma = ',';
  }
}

/** An item as it stands in a list, indented by one level on lines of its own but without what is around it. */
export function jsonItem(item: JsonObject): string {
  return JSON.stringify([item], null, 2).slice('[\n  '.length, -'\n]'.length);
}

/** One JSON object per line; nothing for an empty list. */
export function* jsonLines(items: Iterable<JsonObject>): Generator<string> {
  for (const chunk of chunks(items, PER_CHUNK)) {
    yield chunk.map((item) => `${JSON.stringify(item)}\n`).join('');
  }
}

/** The items in groups of at most `size`; no empty group. */
export function* chunks<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
