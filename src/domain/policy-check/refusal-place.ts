import { type PolicyNode, readHujson } from './hujson.ts';
import { fieldOf, itemsOf, membersOf, nodesBelow } from './members.ts';
import { type Place, placeAt, placeOfByte } from './place.ts';

/**
 * The place in a policy that a server's refusal is about, as far as it says so: by line and column (syntax), by a
 * path (`within "/acls/0/action"`), by the number of a rule (up to 0.25), or by a word in quotes that stands there.
 */
export function placeOfRefusal(text: string, refusal: string): Place | null {
  const [, line, column] = /line (\d+), column (\d+)/.exec(refusal) ?? [];
  if (line !== undefined) return placeOfByte(text, Number(line), Number(column));
  const { root } = readHujson(text);
  const node =
    nodeAt(root, pathIn(refusal)) ??
    [...wordsIn(refusal)].map((word) => nodeNamed(root, word)).find((found) => found !== undefined) ??
    failedTest(root, refusal);
  return node ? placeAt(text, node.offset) : null;
}

function pathIn(refusal: string): readonly string[] | undefined {
  const [, pointer] = /within "\/([^"]*)"/.exec(refusal) ?? [];
  if (pointer !== undefined) {
    return pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  const [, rule, source] = /acl index: (\d+)->(\d+)/.exec(refusal) ?? [];
  return rule === undefined || source === undefined ? undefined : ['acls', rule, 'src', source];
}

/** Where a path leads, as far as it does. */
function nodeAt(root: PolicyNode | undefined, path: readonly string[] | undefined): PolicyNode | undefined {
  let node = path && root;
  for (const step of path ?? []) {
    const next =
      itemsOf(node)[Number(step)] ??
      membersOf(node).find(({ name }) => name === step)?.value ??
      fieldOf(node, step);
    if (!next) break;
    node = next;
  }
  return node === root ? undefined : node;
}

function* wordsIn(refusal: string): Generator<string> {
  for (const [, word] of refusal.matchAll(/"([^"]+)"/g)) if (word !== undefined) yield word;
}

/** The text or the name of a member that is this word, with or without ports behind it. */
function nodeNamed(root: PolicyNode | undefined, word: string): PolicyNode | undefined {
  const texts = [...nodesBelow(root)].filter(({ type }) => type === 'string');
  const isWord = ({ value }: PolicyNode) => value === word;
  const hasPorts = ({ value }: PolicyNode) => String(value).startsWith(`${word}:`);
  return texts.find(isWord) ?? texts.find(hasPorts);
}

/** `alice@ -> 10.0.0.1:22: expected DENIED, got ALLOWED`: the test of that source, else the tests. */
function failedTest(root: PolicyNode | undefined, refusal: string): PolicyNode | undefined {
  const [, source, target] = /^(\S+) -> (\S+): expected/m.exec(refusal) ?? [];
  if (source === undefined) return undefined;
  const tests = itemsOf(fieldOf(root, 'tests')).filter((test) => fieldOf(test, 'src')?.value === source);
  const targets = tests.flatMap((test) => [...nodesBelow(test)]).filter(({ value }) => value === target);
  return targets[0] ?? tests[0] ?? fieldOf(root, 'tests');
}
