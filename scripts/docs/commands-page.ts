import { nounAliases } from '../../src/cli/aliases.ts';
import type { CommandDescription, FlagDescription } from '../../src/cli/describe.ts';
import { flagText, usage } from '../../src/cli/help/command-help.ts';
import { NOUN_SUMMARIES } from '../../src/cli/help/group-help.ts';
import { TOPICS, topicText } from '../../src/cli/help/topics.ts';
import { usualValueOf } from '../../src/cli/optional-value.ts';
import { code, fence, table } from './markdown.ts';

/** `docs/commands.md`: every command with its arguments, flags and examples, and every help topic. */
export async function commandsPage(commands: readonly CommandDescription[]): Promise<string> {
  const nouns = [...new Set(commands.map(({ id }) => id.split(' ')[0] ?? ''))];
  return `${[
    '# Commands',
    '<!-- Written by `npm run docs` from the commands themselves: change them, not this file. -->',
    'Every command, with what it takes. `hs COMMAND --help` shows the same at the terminal.',
    table(
      ['Command', 'What it does'],
      commands.map(({ id, summary }) => [`[${code(`hs ${id}`)}](#${anchor(id)})`, summary]),
    ),
    ...nouns.flatMap((noun) => nounSection(noun, commands)),
    sharedFlags(commands),
    ...(await topicSections(commands)),
  ].join('\n\n')}\n`;
}

function anchor(id: string): string {
  return `hs-${id.replace(/ /g, '-')}`;
}

function nounSection(noun: string, commands: readonly CommandDescription[]): string[] {
  const members = commands.filter(({ id }) => id.split(' ')[0] === noun);
  if (members.every(({ id }) => id === noun)) return members.map((command) => commandSection(command, 2));
  const aliases = nounAliases(noun);
  return [
    `## ${noun}`,
    `${NOUN_SUMMARIES[noun] ?? noun}.${aliases.length > 0 ? ` The same noun: ${aliases.map(code).join(', ')}.` : ''}`,
    ...members.map((command) => commandSection(command, 3)),
  ];
}

function commandSection(command: CommandDescription, level: number): string {
  const own = command.flags.filter(({ group }) => group === '');
  const shared = [...new Set(command.flags.map(({ group }) => group))].filter((group) => group !== '');
  const sections = [
    `${'#'.repeat(level)} ${code(`hs ${command.id}`)}`,
    `${command.summary}. ${command.description}`.trim(),
    fence('text', `hs ${usage(command)}`),
    command.examples.length > 0 &&
      fence(
        'sh',
        command.examples.map((example) => `# ${example.description}\n${example.command}`).join('\n'),
      ),
    command.args.length > 0 && table(['Argument', 'What it is'], command.args.map(argRow)),
    own.length > 0 && table(['Flag', 'What it does'], own.map(flagRow)),
    command.filters.length > 0 &&
      table(
        ['Filter', 'True for what'],
        command.filters.map(({ example, description }) => [code(example), description]),
      ),
    command.columns.length > 0 &&
      `Columns and JSON fields: ${command.columns.map(({ id }) => code(id)).join(', ')}.`,
    shared.length > 0 && `Also: ${shared.map((group) => groupLink(group, command.flags)).join('; ')}.`,
  ];
  return sections.filter(Boolean).join('\n\n');
}

/** The pages of `hs help`, as the terminal shows them. */
async function topicSections(commands: readonly CommandDescription[]): Promise<string[]> {
  const texts = await Promise.all(TOPICS.map((topic) => topicText(topic, commands)));
  return [
    '## Help topics',
    table(
      ['Topic', 'What it is about'],
      TOPICS.map(({ name, summary }) => [`[${code(`hs help ${name}`)}](#hs-help-${name})`, summary]),
    ),
    ...TOPICS.map(({ name }, at) => `### ${code(`hs help ${name}`)}\n\n${fence('text', texts[at] ?? '')}`),
  ];
}

function argRow(arg: CommandDescription['args'][number]): string[] {
  const word = arg.name.toUpperCase() + (arg.multiple ? '…' : '');
  return [code(word), arg.required ? arg.description : `${arg.description} (may be left out)`];
}

function flagRow(flag: FlagDescription): string[] {
  const word = flag.value ?? '';
  const value = word === '' || usualValueOf(word) !== undefined ? word : ` ${word}`;
  return [code(`${flag.char ? `-${flag.char}, ` : ''}--${flag.name}${value}`), flagText(flag)];
}

function groupLink(group: string, flags: readonly FlagDescription[]): string {
  const members = flags.filter((flag) => flag.group === group).map(({ name }) => code(`--${name}`));
  return `[${group.toLowerCase()} flags](#${group.toLowerCase()}-flags) ${members.join(' ')}`;
}

/** Flags that many commands share, once each, under the heading they have in help. */
function sharedFlags(commands: readonly CommandDescription[]): string {
  const groups = new Map<string, Map<string, FlagDescription>>();
  for (const flag of commands.flatMap(({ flags }) => flags)) {
    if (flag.group === '') continue;
    const group = groups.get(flag.group) ?? new Map<string, FlagDescription>();
    // Where one takes a value with some commands alone, that is what is to be told.
    const known = group.get(flag.name);
    const kept = known?.value !== undefined && flag.value === undefined ? known : flag;
    groups.set(flag.group, group.set(flag.name, kept));
  }
  const sections = [...groups].map(
    ([group, flags]) =>
      `### ${group} flags\n\n${table(['Flag', 'What it does'], [...flags.values()].map(flagRow))}`,
  );
  return ['## Flags that commands share', ...sections].join('\n\n');
}
