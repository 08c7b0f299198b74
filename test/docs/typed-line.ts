import { readShellLine } from '../../scripts/shell-words.ts';
import { withoutAliases } from '../../src/cli/aliases.ts';
import { helpPage } from '../../src/cli/help/page.ts';
import { describeAll } from '../../src/cli/manifest.ts';
import { type Grammar, parseArgv } from '../../src/cli/parse-argv.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { explain } from '../../src/dropin/explain/explain.ts';
import { parseLine, requireFlags } from '../../src/dropin/grammar/parse-line.ts';
import { isOwnLine, readOwnLine } from '../../src/dropin/own/own-line.ts';
import { ROOT } from '../../src/dropin/tree.ts';

const ids = Object.keys(COMMANDS);
const exists = (id: string) => ids.includes(id) || ids.some((known) => known.startsWith(`${id} `));

/** Reads a command line as the program would, up to the values. Throws what it would say. */
export async function parseTyped(line: string): Promise<void> {
  const words = readShellLine(line).words.slice(1);
  if (words[0] === '--version') return;
  if (words[0] === 'headscale') return parseOfficial(words.slice(1));
  const end = words.findIndex((word) => word.startsWith('-'));
  const named = withoutAliases(end < 0 ? words : words.slice(0, end), exists);
  if (named[0] === 'help' || words.includes('--help')) {
    await helpPage(named[0] === 'help' ? named.slice(1) : named, { describe: () => describeAll(COMMANDS) });
    return;
  }
  const id = [3, 2, 1].map((count) => named.slice(0, count).join(' ')).find((words) => ids.includes(words));
  if (id === undefined) throw new Error(`there is no command in: ${line}`);
  const command = await COMMANDS[id]?.();
  const grammar = { flags: { ...command?.flags, ...command?.baseFlags }, args: command?.args ?? {} };
  await parseArgv(words.slice(id.split(' ').length), grammar as Grammar);
}

/** The same for `hs headscale …`; an ellipsis stands for any command. */
function parseOfficial(words: readonly string[]): void {
  if (words.join(' ') === '…') return;
  if (isOwnLine(words)) {
    const own = readOwnLine(words);
    if (own.does === 'explain') explain(own.words);
    return;
  }
  const line = parseLine(ROOT, words);
  if (line.problem) throw line.problem;
  requireFlags(line.path.at(-1) ?? ROOT, line);
}
