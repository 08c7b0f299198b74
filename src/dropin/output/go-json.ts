import type { Tree } from './tree.ts';

/** What Go's JSON escapes beside what JSON has to: such text may stand in a page, or in a script of it. */
const ESCAPED = /[<>&\u2028\u2029]/g;

/** JSON as Go's `encoding/json` writes it, without a newline at the end. `indent` is what each level begins with. */
export function goJson(tree: Tree, indent = ''): string {
  return written(tree, indent, indent === '' ? '' : '\n');
}

/** `line` begins a line at this level; it is empty where everything stands on one. */
function written(tree: Tree, indent: string, line: string): string {
  if (typeof tree === 'bigint') return tree.toString();
  if (tree === null || typeof tree === 'boolean' || typeof tree === 'number') return JSON.stringify(tree);
  if (typeof tree === 'string') return quotedText(tree);
  const inner = `${line}${indent}`;
  if (isList(tree)) {
    if (tree.length === 0) return '[]';
    return `[${tree.map((item) => `${inner}${written(item, indent, inner)}`).join(',')}${line}]`;
  }
  const fields = Object.entries(tree);
  if (fields.length === 0) return '{}';
  const colon = indent === '' ? ':' : ': ';
  const lines = fields.map(
    ([key, value]) => `${inner}${quotedText(key)}${colon}${written(value, indent, inner)}`,
  );
  return `{${lines.join(',')}${line}}`;
}

function quotedText(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}
