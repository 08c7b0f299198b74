import { chunks } from './json.ts';
import type { JsonObject } from './view.ts';

/** Items per call of the library, whose time grows faster than the document. */
const PER_CHUNK = 100;

/**
 * What a reader of YAML 1.1 or 1.2 would take for a line break or refuse inside a quoted text
 * (YAML 1.2.2, section 5.1 and 5.4; 1.1 breaks lines at U+0085, U+2028 and U+2029).
 */
const UNQUOTABLE = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/** One item as a YAML document. */
export async function yamlDocument(item: JsonObject): Promise<string> {
  return (await loadWriter())(item);
}

/** A list as one YAML document, in pieces; `[]` where it is empty. */
export async function* yamlList(items: Iterable<JsonObject>): AsyncGenerator<string> {
  const write = await loadWriter();
  let empty = true;
  for (const chunk of chunks(items, PER_CHUNK)) {
    empty = false;
    yield write(chunk);
  }
  if (empty) yield '[]\n';
}

/**
 * Every text is double-quoted, so that no reader takes the user `no` for false, an id for a number or a time for a
 * date; what YAML itself cannot quote is escaped.
 */
async function loadWriter(): Promise<(value: JsonObject | readonly JsonObject[]) => string> {
  const { stringify } = await import('./yaml-writer.ts');
  return (value) =>
    stringify(value, {
      defaultStringType: 'QUOTE_DOUBLE',
      defaultKeyType: 'PLAIN',
      lineWidth: 0,
      aliasDuplicateObjects: false,
    }).replace(UNQUOTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
