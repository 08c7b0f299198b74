import { withoutAliases } from '../aliases.ts';
import type { ArgDescription, CommandDescription, FlagDescription } from '../describe.ts';
import { endOfLeadingFlags, flagsBeforeCommands } from '../leading-flags.ts';
import { usualValueOf } from '../optional-value.ts';

/** Where in a command line the cursor stands. */
export type Position =
  /** A word of a command's name, or of a help page: these are typed already. */
  | { readonly kind: 'word'; readonly words: readonly string[]; readonly forHelp: boolean }
  | { readonly kind: 'flag'; readonly command: CommandDescription; readonly given: readonly string[] }
  /** The value of a flag; `prefix` is what stands before it in the same word (`--user=`). */
  | {
      readonly kind: 'value';
      readonly command: CommandDescription;
      readonly flag: FlagDescription;
      readonly prefix: string;
    }
  | { readonly kind: 'arg'; readonly command: CommandDescription; readonly arg: ArgDescription }
  | { readonly kind: 'nothing' };

/** Flags of the words before the cursor, as far as completion needs their values. */
export interface TypedLine {
  readonly position: Position;
  /** What was typed of the word at the cursor, without the prefix of a flag's value. */
  readonly typed: string;
  /** Values of flags that choose the server: `context`, `address` and the like. */
  readonly flags: Readonly<Record<string, string | true>>;
}

/** Reads the words of a line, the last of which is at the cursor and may be empty. */
export function readLine(words: readonly string[], commands: readonly CommandDescription[]): TypedLine {
  const current = words.at(-1) ?? '';
  const typed = words.slice(0, -1);
  const known = flagsBeforeCommands(commands);
  const start = endOfLeadingFlags(typed, known);
  const before = typed.slice(start);
  if (before.length === 0 && (current.startsWith('-') || waitsForValue(typed, known))) {
    return afterCommand({ ...NO_COMMAND, flags: known }, typed, current);
  }
  const ids = commands.map(({ id }) => id);
  const exists = (id: string) => ids.some((known) => known === id || known.startsWith(`${id} `));
  const leading = before.slice(0, firstFlag(before));
  if (leading[0] === 'help') return onlyWord(leading.slice(1), current, true, exists);
  const named = withoutAliases(leading, exists);
  const command = [3, 2, 1]
    .map((count) => commands.find(({ id }) => id === named.slice(0, count).join(' ')))
    .find(Boolean);
  if (!command) {
    const goesOn = leading.length === before.length && (leading.length === 0 || exists(named.join(' ')));
    return goesOn
      ? onlyWord(named, current, false, exists)
      : { position: { kind: 'nothing' }, typed: current, flags: {} };
  }
  const after = before.slice(command.id.split(' ').length);
  return afterCommand(command, [...typed.slice(0, start), ...after], current);
}

/** What stands before a command takes flags, and nothing else. */
const NO_COMMAND: CommandDescription = {
  id: '',
  summary: '',
  description: '',
  examples: [],
  args: [],
  flags: [],
  columns: [],
  filters: [],
};

function waitsForValue(typed: readonly string[], known: readonly FlagDescription[]): boolean {
  return endOfLeadingFlags([...typed, ''], known) > typed.length;
}

function onlyWord(
  words: readonly string[],
  typed: string,
  forHelp: boolean,
  exists: (id: string) => boolean,
): TypedLine {
  return { position: { kind: 'word', words: withoutAliases(words, exists), forHelp }, typed, flags: {} };
}

function afterCommand(command: CommandDescription, before: readonly string[], current: string): TypedLine {
  const flags: Record<string, string | true> = {};
  let positionals = 0;
  let waiting: FlagDescription | undefined;
  let onlyPositionals = false;
  for (const word of before) {
    if (waiting) {
      flags[waiting.name] = word;
      waiting = undefined;
    } else if (!onlyPositionals && word === '--') onlyPositionals = true;
    else if (!onlyPositionals && word.startsWith('-') && word !== '-')
      waiting = takeFlag(word, command, flags);
    else positionals += 1;
  }
  const line = (position: Position, typed: string): TypedLine => ({ position, typed, flags });
  if (waiting) return line({ kind: 'value', command, flag: waiting, prefix: '' }, current);
  if (!onlyPositionals && current.startsWith('-')) {
    const equals = current.indexOf('=');
    const flag = equals < 0 ? undefined : findFlag(command, current.slice(0, equals));
    return flag?.value !== undefined
      ? line(
          { kind: 'value', command, flag, prefix: current.slice(0, equals + 1) },
          current.slice(equals + 1),
        )
      : line({ kind: 'flag', command, given: Object.keys(flags) }, current);
  }
  const arg = command.args[positionals] ?? lastIfMany(command);
  return line(arg ? { kind: 'arg', command, arg } : { kind: 'nothing' }, current);
}

function lastIfMany({ args }: CommandDescription): ArgDescription | undefined {
  const last = args.at(-1);
  return last?.multiple ? last : undefined;
}

/** Notes a flag; answers it where its value is the next word. */
function takeFlag(
  word: string,
  command: CommandDescription,
  flags: Record<string, string | true>,
): FlagDescription | undefined {
  const equals = word.indexOf('=');
  const flag = findFlag(command, equals < 0 ? word : word.slice(0, equals));
  if (!flag) return undefined;
  flags[flag.name] = equals < 0 ? true : word.slice(equals + 1);
  const hasValue = flag.value !== undefined && usualValueOf(flag.value) === undefined;
  return equals < 0 && hasValue ? flag : undefined;
}

function findFlag({ flags }: CommandDescription, word: string): FlagDescription | undefined {
  return word.startsWith('--')
    ? flags.find(({ name }) => `--${name}` === word)
    : flags.find(({ char }) => char !== undefined && `-${char}` === word);
}

function firstFlag(words: readonly string[]): number {
  const at = words.findIndex((word) => word.startsWith('-'));
  return at < 0 ? words.length : at;
}
