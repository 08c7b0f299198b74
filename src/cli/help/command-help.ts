import type { ArgDescription, CommandDescription, FlagDescription } from '../describe.ts';
import { usualValueOf } from '../optional-value.ts';
import { definitions, heading, wrap } from './layout.ts';

/** The page of one command: what it does, how it is typed, examples before flags. `width` in columns. */
export function commandHelp(command: CommandDescription, width: number): string {
  const sections = [
    command.summary,
    command.description && wrap(command.description, width),
    heading('Usage', `  hs ${usage(command)}`),
    examples(command),
    command.args.length > 0 && heading('Arguments', definitions(command.args.map(argRow), width)),
    ...flagGroups(command.flags, width),
    command.filters.length > 0 && heading('Filters', filters(command, width)),
    command.columns.length > 0 &&
      heading('Columns and JSON fields', wrap(command.columns.map(({ id }) => id).join(', '), width, 2)),
    command.flags.some(({ group }) => group === CONNECTION_GROUP) &&
      'How to reach your server, and the flags for it: hs help connection',
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** `users create [NAME] [flags]`: the line under Usage, without the program's name. */
export function usage(command: CommandDescription): string {
  const args = command.args.map((arg) => {
    const word = arg.name.toUpperCase() + (arg.multiple ? '…' : '');
    return arg.required ? word : `[${word}]`;
  });
  return [command.id, ...args, '[flags]'].join(' ');
}

function examples(command: CommandDescription): string | false {
  if (command.examples.length === 0) return false;
  const lines = command.examples.map(({ description, command: line }) => `  # ${description}\n  ${line}`);
  return heading('Examples', lines.join('\n\n'));
}

function filters(command: CommandDescription, width: number): string {
  const rows = command.filters.map(({ example, description }) => [example, description] as const);
  const rule = 'Joined with and, or, ! and parentheses; in quotes, since shells take > and < for files:';
  return `${wrap(rule, width, 2)}\n${definitions(rows, width)}`;
}

function argRow(arg: ArgDescription): [string, string] {
  return [arg.name.toUpperCase() + (arg.multiple ? '…' : ''), arg.description];
}

function flagGroups(flags: readonly FlagDescription[], width: number): string[] {
  const shown = flags.filter(({ group }) => group !== CONNECTION_GROUP);
  const groups = [...new Set(shown.map(({ group }) => group))].sort(
    (a, b) => Number(a !== '') - Number(b !== ''),
  );
  return groups.map((group) =>
    heading(
      group === '' ? 'Flags' : `${group} flags`,
      definitions(
        shown.filter((flag) => flag.group === group).map((flag) => [flagWord(flag), flagText(flag)]),
        width,
      ),
    ),
  );
}

/** Flags of this group stand on a page of their own, `hs help connection`. */
export const CONNECTION_GROUP = 'Connection';

/** `-o, --output FORMAT`. */
export function flagWord(flag: FlagDescription): string {
  const short = flag.char ? `-${flag.char}, ` : '    ';
  const { name, value = '' } = flag;
  return `${short}--${name}${value === '' || usualValueOf(value) !== undefined ? value : ` ${value}`}`;
}

/** What a flag does, and the values it takes where they are counted. */
export function flagText(flag: FlagDescription): string {
  return flag.options.length > 0 ? `${flag.description} (${flag.options.join(', ')})` : flag.description;
}
