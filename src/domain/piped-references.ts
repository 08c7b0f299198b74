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
  const items = pipedItems(text);
  return items.map((item, index) =>
    typeof item === 'string' ? pipedReference(item) : `id:${idIn(item, 'id', index)}`,
  );
}

/**
 * The routes that standard input names, by the id of their node: what `hs routes list` prints with `-o name`
 * (`4 10.1.0.0/24` on each line), `-o json` or `-o jsonl`. Undefined where the lines name nodes alone.
 * @throws HsError `invalid_value`
 */
export function pipedRoutes(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const routes = new Map<string, string[]>();
  for (const [index, item] of pipedItems(text).entries()) {
    const pair = typeof item === 'string' ? /^(\d+)\s+(\S+)$/.exec(item)?.slice(1) : pairIn(item, index);
    const [node, route] = pair ?? [];
    if (node === undefined || route === undefined) return undefined;
    routes.set(node, [...(routes.get(node) ?? []), route]);
  }
  return routes;
}

/** Lines, or what JSON there is in place of them. */
function pipedItems(text: string): readonly (string | object)[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) return parseJson(trimmed, 'list');
  const lines = trimmed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return trimmed.startsWith('{') ? lines.flatMap((line) => parseJson(line, 'line')) : lines;
}

function pairIn(item: object, index: number): string[] | undefined {
  if (!('route' in item) || typeof item.route !== 'string') return undefined;
  return [idIn(item, 'nodeId', index), item.route];
}

/** The elements of a list, or the one object of a line. */
function parseJson(text: string, what: 'list' | 'line'): object[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new HsError('invalid_value', 'What came on standard input begins like JSON and is none', {
      hint: HINT,
      cause,
    });
  }
  const items: readonly unknown[] = what === 'list' && Array.isArray(value) ? value : [value];
  return items.map((item, index) => {
    if (typeof item === 'object' && item !== null) return item;
    throw new HsError('invalid_value', `Element ${index + 1} on standard input is no object`, { hint: HINT });
  });
}

function idIn(item: object, field: string, index: number): string {
  const id: unknown = Object.entries(item).find(([name]) => name === field)?.[1];
  if (typeof id === 'string' && /^\d+$/.test(id)) return id;
  const shown = id === undefined ? `no "${field}"` : `the ${field} ${quoted(JSON.stringify(id))}`;
  throw new HsError('invalid_value', `Element ${index + 1} on standard input has ${shown}`, { hint: HINT });
}
