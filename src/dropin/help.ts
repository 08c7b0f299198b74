import type { OfficialCommand } from './grammar/command.ts';
import { findCommand } from './grammar/find-command.ts';
import { flagLabel, type OfficialFlag } from './grammar/flag.ts';
import { CONFIG, FORCE, HELP, OUTPUT } from './grammar/global-flags.ts';
import { OWN_WORDS } from './own/own-line.ts';

const GLOBAL = [CONFIG, OUTPUT, FORCE];

/** The way to a command, from the root. */
type Path = readonly OfficialCommand[];

/** The help of a command that is named by its words, and whether there is one of that name. */
export function helpOf(root: OfficialCommand, words: readonly string[]): { text: string; known: boolean } {
  const { path } = findCommand(root, GLOBAL, words);
  if (path.length > 1 || words.length === 0) return { text: helpText(path), known: true };
  const topics = words.map((word) => `\`${word}\``).join(' ');
  return { text: `Unknown help topic [${topics}]\n${usageText(path)}`, known: false };
}

/** Everything about a command, from what it is declared with. */
export function helpText(path: Path): string {
  return `${path.at(-1)?.summary ?? ''}\n\n${usageText(path)}`;
}

/** How a command is called: its forms, names, commands and flags. */
export function usageText(path: Path): string {
  const command = path.at(-1);
  const called = path.map(({ name }) => name).join(' ');
  const { aliases = [], commands = [], flags = [], args } = command ?? {};
  const form =
    commands.length > 0 ? '[command]' : [...(args === undefined ? [] : [args]), '[flags]'].join(' ');
  const sections = [
    ['Usage:', `  ${called} ${form}`],
    ...(aliases.length === 0 ? [] : [['Also called:', `  ${aliases.join(', ')}`]]),
    ...section(
      'Commands:',
      commands.filter(({ hidden }) => !hidden).map(({ name, summary }) => [name, summary] as const),
    ),
    ...section('Flags:', [...flags.filter(({ hidden }) => !hidden), HELP].map(flagRow)),
    ...section('Flags of every command:', GLOBAL.map(flagRow)),
    ...section('With `hs headscale` in front:', path.length === 1 ? OWN_WORDS : []),
  ];
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function flagRow(flag: OfficialFlag): readonly [string, string] {
  const label = `${flag.char === undefined ? '    ' : ''}${flagLabel(flag)}`;
  const value = flag.value === undefined ? '' : ` ${flag.value.toUpperCase()}`;
  return [`${label}${value}`, `${flag.summary}${flag.required ? ' (required)' : ''}`];
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[][] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([left]) => left.length));
  return [[title, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)]];
}
