import { HsError } from '../errors.ts';
import { quoted } from './quoted.ts';
import { pipedReference } from './selector.ts';

const HINT = 'It takes a reference a line, or the JSON of a list: hs nodes list -o json.';

/**
 * What standard input names: one reference a line, bare digits being ids and nothing else, or what a list prints with
 * `-o json` or `-o jsonl`: objects with an id.
 * @throws HsError `invalid_value` for JSON that is no list of such objects
 */
export function pipedReferences(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) return parseJson(trimmed, 'list').map(idReference);
  const lines = trimmed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (trimmed.startsWith('{')) return lines.flatMap((line) => parseJson(line, 'line')).map(idReference);
  return lines.map(pipedReference);
}

/** The elements of a list, or the one object of a line. */
function parseJson(text: string, what: 'list' | 'line'): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new HsError('invalid_value', 'What came on standard input begins like JSON and is none', {
      hint: HINT,
      cause,
    });
  }
  return what === 'list' && Array.isArray(value) ? value : [value];
}

function idReference(item: unknown, index: number): string {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
  if (typeof id === 'string' && /^\d+$/.test(id)) return `id:${id}`;
  const shown = id === undefined ? 'no "id"' : `the id ${quoted(JSON.stringify(id))}`;
  throw new HsError('invalid_value', `Element ${index + 1} on standard input has ${shown}`, { hint: HINT });
}
