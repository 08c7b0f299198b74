import type { Tree } from './tree.ts';
import { yamlScalar } from './yaml-scalar.ts';

/** Columns that a level is indented by. */
const STEP = 4;

/** What stands before an item of a list. */
const DASH = '- ';

/** YAML as Go's yaml.v3 writes it (3.0.1, measured), with a newline at the end. */
export function goYaml(tree: Tree): string {
  return `${lines(tree, 0).join('\n')}\n`;
}

/** The lines of a value that begins at a column, all of them indented. */
function lines(tree: Tree, column: number): string[] {
  if (isEmpty(tree)) return [`${spaces(column)}${Array.isArray(tree) ? '[]' : '{}'}`];
  if (isList(tree)) return tree.flatMap((item) => itemLines(item, column));
  if (isObject(tree)) return Object.entries(tree).flatMap(([key, value]) => fieldLines(key, value, column));
  const [first = '', ...rest] = yamlScalar(tree, spaces(nextStep(column)));
  return [`${spaces(column)}${first}`, ...rest];
}

function itemLines(item: Tree, column: number): string[] {
  const inner = column + DASH.length;
  const [first = '', ...rest] = lines(item, inner);
  return [`${spaces(column)}${DASH}${first.slice(inner)}`, ...rest];
}

function fieldLines(key: string, value: Tree, column: number): string[] {
  const [name = ''] = yamlScalar(key, '');
  const inner = nextStep(column);
  if (isObject(value) && !isEmpty(value)) return [`${spaces(column)}${name}:`, ...lines(value, inner)];
  const [first = '', ...rest] = lines(value, column);
  return [`${spaces(column)}${name}: ${first.slice(column)}`, ...rest];
}

/** yaml.v3 indents to whole steps, also below an item of a list. */
function nextStep(column: number): number {
  return Math.floor(column / STEP) * STEP + STEP;
}

function spaces(count: number): string {
  return ' '.repeat(count);
}

function isObject(tree: Tree): tree is readonly Tree[] | { readonly [key: string]: Tree } {
  return typeof tree === 'object' && tree !== null;
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function isEmpty(tree: Tree): boolean {
  return isObject(tree) && Object.keys(tree).length === 0;
}
