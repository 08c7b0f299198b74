import type { OfficialCommand } from './grammar/command.ts';
import { findCommand, flagsOf } from './grammar/find-command.ts';
import { CONFIG, FORCE, HELP, OUTPUT } from './grammar/global-flags.ts';

const GLOBAL = [CONFIG, OUTPUT, FORCE];

/** What stands on stderr behind every answer to a completion script of the official client (cobra 1.10, measured). */
export const COMPLETION_END = 'Completion ended with directive: ShellCompDirectiveNoFileComp\n';

/**
 * What can stand for the last word of a line, for the completion scripts of the official client: commands, or flags
 * where the word begins with a dash, each with what it is; at the end that no files can.
 */
export function completionText(root: OfficialCommand, words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const { path } = findCommand(root, GLOBAL, words.slice(0, -1));
  const command = path.at(-1) ?? root;
  const all = last.startsWith('-')
    ? [...flagsOf(command, GLOBAL), HELP].map((flag) => ({ ...flag, name: `--${flag.name}` }))
    : (command.commands ?? []);
  const fitting = all.filter(({ name, hidden }) => !hidden && name.startsWith(last));
  return `${fitting.map(({ name, summary }) => `${name}\t${summary}\n`).join('')}:4\n`;
}
