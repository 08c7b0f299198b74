import type { OfficialCommand } from './command.ts';
import type { OfficialFlag } from './flag.ts';

/** A command that was found. */
interface Found {
  /** From the root to the command that is meant. */
  readonly path: readonly [OfficialCommand, ...OfficialCommand[]];
  /** What was typed without the words that led there. */
  readonly rest: readonly string[];
}

/**
 * Finds the command of a line as cobra 1.10 does (measured): flags may stand before its words, and one that the command
 * so far does not know takes the next word with it.
 */
export function findCommand(
  root: OfficialCommand,
  everywhere: readonly OfficialFlag[],
  words: readonly string[],
): Found {
  let path: Found['path'] = [root];
  let rest = words;
  for (;;) {
    const command = path.at(-1) ?? root;
    const flags = flagsOf(command, everywhere);
    const [word] = plainWords(rest, flags);
    const next = word === undefined ? undefined : commandBelow(command, word);
    if (word === undefined || !next) return { path, rest };
    path = [...path, next];
    rest = without(rest, word, flags);
  }
}

/** The command of that name or alias below another one. */
function commandBelow(command: OfficialCommand | undefined, word: string): OfficialCommand | undefined {
  return command?.commands?.find(({ name, aliases }) => name === word || aliases?.includes(word));
}

/** All flags that a command knows. */
export function flagsOf(
  { flags = [] }: OfficialCommand,
  everywhere: readonly OfficialFlag[],
): readonly OfficialFlag[] {
  const own = new Set(flags.map(({ name }) => name));
  return [...flags, ...everywhere.filter(({ name }) => !own.has(name))];
}

/** The words that are no flags, as far as one can tell before the command is known. */
export function plainWords(words: readonly string[], flags: readonly OfficialFlag[]): string[] {
  const plain: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') break;
    if (takesNext(word, flags)) {
      if (words.length - at <= 2) break;
      at += 1;
    } else if (word !== '' && !word.startsWith('-')) plain.push(word);
  }
  return plain;
}

/** The line without the first time that a word stands in it as a word. */
function without(words: readonly string[], word: string, flags: readonly OfficialFlag[]): readonly string[] {
  for (let at = 0; at < words.length; at += 1) {
    const one = words[at] ?? '';
    if (one === '--') break;
    if (takesNext(one, flags)) at += 1;
    else if (one === word) return words.toSpliced(at, 1);
  }
  return words;
}

function takesNext(word: string, flags: readonly OfficialFlag[]): boolean {
  if (!word.startsWith('-') || word.includes('=')) return false;
  const isSwitch = (flag: OfficialFlag | undefined) => flag !== undefined && flag.value === undefined;
  if (word.startsWith('--')) return !isSwitch(flags.find(({ name }) => name === word.slice(2)));
  return word.length === 2 && !isSwitch(flags.find(({ char }) => char === word[1]));
}
