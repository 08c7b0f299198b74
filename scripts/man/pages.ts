import { nounAliases } from '../../src/cli/aliases.ts';
import type { CommandDescription, FlagDescription } from '../../src/cli/describe.ts';
import { CONNECTION_GROUP, flagText, flagWord, usage } from '../../src/cli/help/command-help.ts';
import { NOUN_SUMMARIES } from '../../src/cli/help/group-help.ts';
import { readTopic, type TopicBlock } from '../../src/cli/help/topic-text.ts';
import { TOPICS, topicText } from '../../src/cli/help/topics.ts';
import {
  definition,
  paragraphs,
  references,
  roffText,
  section,
  subsection,
  titleLines,
  typed,
} from './roff.ts';

/** A page of the manual. */
interface ManPage {
  /** `hs-nodes-list` */
  readonly name: string;
  /** 1 for what can be typed, 7 for the rest. */
  readonly section: 1 | 7;
}

/** The name of its file, `hs-nodes-list.1`. */
function fileOf({ name, section }: ManPage): string {
  return `${name}.${section}`;
}

const ROOT: ManPage = { name: 'hs', section: 1 };

/** The page of some words of a command line. */
function pageOf(words: string): ManPage {
  return { name: `hs-${words.replaceAll(' ', '-')}`, section: 1 };
}

function topicPage(name: string): ManPage {
  return { name: `hs-${name}`, section: 7 };
}

/** What is the beginning of several commands: nouns, and verbs that belong together. */
function groupsOf(commands: readonly CommandDescription[]): string[] {
  const groups = commands.flatMap(({ id }) =>
    id.split(' ').flatMap((_, count, words) => (count === 0 ? [] : [words.slice(0, count).join(' ')])),
  );
  return [...new Set(groups)];
}

/** Every page there is, by its file, from the commands and topics alone. */
export async function manPages(
  commands: readonly CommandDescription[],
  version: string,
): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  const add = (page: ManPage, summary: string, sections: readonly (string | false)[]) => {
    const head = [
      titleLines(page.name, page.section, version),
      section('Name', `${roffText(page.name)} \\- ${roffText(summary)}`),
    ];
    pages.set(fileOf(page), `${[...head, ...sections.filter((part) => part !== false)].join('\n')}\n`);
  };
  add(ROOT, 'the admin command line for Headscale', rootSections(commands));
  for (const group of groupsOf(commands))
    add(pageOf(group), groupSummary(group), groupSections(group, commands));
  for (const command of commands)
    add(pageOf(command.id), command.summary, commandSections(command, commands));
  for (const topic of TOPICS) {
    add(topicPage(topic.name), topic.summary, topicSections(readTopic(await topicText(topic, commands))));
  }
  return pages;
}

function groupSummary(group: string): string {
  return NOUN_SUMMARIES[group] ?? `hs ${group}`;
}

function rootSections(commands: readonly CommandDescription[]): string[] {
  return [
    section('Synopsis', '\\fBhs\\fR \\fICOMMAND\\fR [flags]'),
    section(
      'Description',
      paragraphs(
        'hs administers a running Headscale from your own machine, with an API key or through your ssh.',
      ),
    ),
    section(
      'Examples',
      typed([
        'hs login https://headscale.example.com',
        'hs users create --display-name "John Doe"',
        'hs nodes register --key mkey:…',
        'hs preauthkeys create',
      ]),
    ),
    section('Commands', ...commands.map(({ id, summary }) => definition(`hs ${id}`, summary))),
    section('Topics', ...TOPICS.map(({ name, summary }) => definition(`hs help ${name}`, summary))),
    section(
      'See also',
      references([...groupsOf(commands).map(pageOf), ...TOPICS.map(({ name }) => topicPage(name))]),
    ),
  ];
}

function groupSections(group: string, commands: readonly CommandDescription[]): (string | false)[] {
  const members = commands.filter(({ id }) => id.startsWith(`${group} `));
  const aliases = nounAliases(group);
  return [
    section('Synopsis', `\\fBhs ${roffText(group)}\\fR \\fIVERB\\fR [flags]`),
    section('Commands', ...members.map(({ id, summary }) => definition(`hs ${id}`, summary))),
    aliases.length > 0 && section('Also understood', paragraphs(`For ${group}: ${aliases.join(', ')}`)),
    section('See also', references([ROOT, ...members.map(({ id }) => pageOf(id))])),
  ];
}

function commandSections(
  command: CommandDescription,
  commands: readonly CommandDescription[],
): (string | false)[] {
  const { description, examples, args, filters, columns } = command;
  const connects = command.flags.some(({ group }) => group === CONNECTION_GROUP);
  const connection =
    'How to reach your server, and the flags for it: `hs help connection`, hs-connection(7).';
  return [
    section('Synopsis', `\\fBhs ${roffText(usage(command))}\\fR`),
    (description !== '' || connects) &&
      section('Description', paragraphs([description, connects && connection].filter(Boolean).join('\n'))),
    section('Examples', ...examples.flatMap((one) => [paragraphs(one.description), typed([one.command])])),
    args.length > 0 &&
      section(
        'Arguments',
        ...args.map((arg) =>
          definition(`${arg.name.toUpperCase()}${arg.multiple ? '…' : ''}`, arg.description),
        ),
      ),
    section('Flags', ...flagGroups(command.flags)),
    filters.length > 0 &&
      section('Filters', ...filters.map(({ example, description }) => definition(example, description))),
    columns.length > 0 &&
      section(
        'Columns and JSON fields',
        ...columns.map((column) => definition(column.id, column.description)),
      ),
    section(
      'Exit status',
      paragraphs('0 where it worked. The others: `hs help exit-codes`, hs-exit-codes(7).'),
    ),
    section('See also', references(relatives(command.id, commands))),
  ];
}

function flagGroups(flags: readonly FlagDescription[]): string[] {
  const shown = flags.filter(({ group }) => group !== CONNECTION_GROUP);
  const groups = [...new Set(shown.map(({ group }) => group))].sort(
    (a, b) => Number(a !== '') - Number(b !== ''),
  );
  return groups.map((group) => {
    const rows = shown
      .filter((flag) => flag.group === group)
      .map((flag) => definition(flagWord(flag).trim(), flagText(flag)));
    return group === '' ? rows.join('\n') : subsection(`${group} flags`, ...rows);
  });
}

/** The groups a command is in, and what else is in the nearest of them. */
function relatives(id: string, commands: readonly CommandDescription[]): ManPage[] {
  const groups = groupsOf(commands).filter((group) => id.startsWith(`${group} `));
  const nearest = groups.at(-1);
  const others = commands.filter((other) => nearest !== undefined && other.id.startsWith(`${nearest} `));
  return [
    ROOT,
    ...groups.map(pageOf),
    ...others.filter((other) => other.id !== id).map((other) => pageOf(other.id)),
  ];
}

function topicSections(blocks: readonly TopicBlock[]): string[] {
  const sections: { name: string; body: string[] }[] = [{ name: 'Description', body: [] }];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push({ name: block.text, body: [] });
    else sections.at(-1)?.body.push(topicBlock(block));
  }
  return [
    ...sections.filter(({ body }) => body.length > 0).map(({ name, body }) => section(name, ...body)),
    section('See also', references([ROOT])),
  ];
}

function topicBlock(block: Exclude<TopicBlock, { kind: 'heading' }>): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraphs(block.text);
    case 'definitions':
      return block.rows.map(([word, meaning]) => definition(word, meaning)).join('\n');
    case 'lines':
      return typed(block.lines);
  }
}
