import { didYouMean, nearest } from '../domain/suggest.ts';
import { HsError } from '../errors.ts';
import type { CommandDescription, FlagDescription } from './describe.ts';
import { CONNECTION_GROUP } from './help/command-help.ts';
import { usualValueOf } from './optional-value.ts';

/** Flags of these groups mean the same for every command, so that they may stand before it too. */
const GROUPS: readonly string[] = [CONNECTION_GROUP, 'Output', 'Global'];

/** A command line whose first words were flags, taken apart. */
export interface LeadingFlags {
  /** As they were typed. */
  readonly flags: readonly string[];
  /** What follows them: a command, or nothing. */
  readonly rest: readonly string[];
}

/** The flags that may stand before a command, once each. */
export function flagsBeforeCommands(commands: readonly CommandDescription[]): FlagDescription[] {
  const flags = new Map<string, FlagDescription>();
  for (const flag of commands.flatMap((command) => command.flags)) {
    if (GROUPS.includes(flag.group)) flags.set(flag.name, flag);
  }
  return [...flags.values()];
}

/**
 * Takes the flags off that stand before a command: `--context prod nodes list`. Stops at `--help`, which means the
 * words behind it.
 * @throws HsError `usage` for one that may not stand there, or whose value is missing
 */
export function takeLeadingFlags(
  argv: readonly string[],
  commands: readonly CommandDescription[],
): LeadingFlags {
  const known = flagsBeforeCommands(commands);
  const end = endOfLeadingFlags(argv, known);
  const stopped = argv[end];
  if (stopped?.startsWith('-') && stopped !== '--help' && stopped !== '-h') throw notBefore(stopped, known);
  return { flags: argv.slice(0, end), rest: argv.slice(end) };
}

/** How many words at the beginning are flags that may stand there, with their values. */
export function endOfLeadingFlags(argv: readonly string[], known: readonly FlagDescription[]): number {
  let at = 0;
  for (let word = argv[at]; word?.startsWith('-'); word = argv[at]) {
    const flag = flagOf(word, known);
    if (!flag) return at;
    const valueIsNext =
      flag.value !== undefined && usualValueOf(flag.value) === undefined && isAlone(word, flag);
    at += valueIsNext ? 2 : 1;
  }
  return Math.min(at, argv.length);
}

/** `--output`, `--output=json`, `-o`, `-ojson`. */
function flagOf(word: string, known: readonly FlagDescription[]): FlagDescription | undefined {
  if (word.startsWith('--')) return known.find(({ name }) => `--${name}` === word.split('=')[0]);
  const flag = known.find(({ char }) => char !== undefined && word.startsWith(`-${char}`));
  return flag && (flag.value !== undefined || isAlone(word, flag)) ? flag : undefined;
}

function isAlone(word: string, { name, char }: FlagDescription): boolean {
  return word === `--${name}` || word === `-${char}`;
}

function notBefore(word: string, known: readonly FlagDescription[]): HsError {
  const typed = word.split('=')[0] ?? word;
  const near = typed.startsWith('--')
    ? nearest(
        typed,
        known.map(({ name }) => `--${name}`),
      )
    : [];
  return new HsError('usage', `${typed} cannot stand before a command`, {
    hint: didYouMean(near) ?? 'Flags of a command come after it: hs nodes delete laptop --dry-run',
  });
}
