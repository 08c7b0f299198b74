import { nounAliases } from '../aliases.ts';
import type { CommandDescription } from '../describe.ts';
import { definitions, heading, wrap } from './layout.ts';
import { TOPICS } from './topics.ts';

/** The groups of the first page, in order; nouns and single commands by their first word. */
const GROUPS: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  { name: 'The tailnet', words: ['users', 'nodes', 'routes', 'policy'] },
  { name: 'Access', words: ['preauthkeys', 'auth', 'apikeys'] },
  { name: 'The server', words: ['health', 'version', 'api'] },
  { name: 'This program', words: ['completion', 'sandbox', 'help'] },
];

/** What each noun stands for, for help and the reference. */
export const NOUN_SUMMARIES: Readonly<Record<string, string>> = {
  users: 'The people (and pseudo people) nodes and keys belong to',
  nodes: 'The devices of the tailnet',
  routes: 'Subnet routes and exit nodes: pending, approved, serving',
  policy: 'The access policy',
  preauthkeys: 'Keys that let a device join without being asked',
  auth: 'Registrations and checks that wait for an answer',
  apikeys: 'Keys that open the admin API',
  help: 'Help for a command or a topic',
};

/** The first page: what hs is, three lines to start with, and what there is. */
export function rootHelp(commands: readonly CommandDescription[], width: number): string {
  const words = new Set(commands.map(({ id }) => id.split(' ')[0] ?? ''));
  const groups = GROUPS.map(({ name, words: members }) => {
    const rows = members
      .filter((word) => words.has(word) || word === 'help')
      .map((word) => row(word, commands));
    return rows.length > 0 && heading(name, definitions(rows, width));
  });
  const start = [
    '  hs users create --display-name "John Doe"',
    '  hs nodes register --key mkey:…',
    '  hs preauthkeys create',
  ].join('\n');
  const topics = definitions(
    TOPICS.map(({ name, summary }): [string, string] => [`hs help ${name}`, summary]),
    width,
  );
  const sections = [
    'hs administers a running Headscale, from your own machine, over gRPC.',
    heading('Start', start),
    ...groups,
    heading('Topics', topics),
    'Add --help to any command for its flags and examples.',
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** The page of a noun: its verbs. Undefined where there is no such noun. */
export function nounHelp(
  noun: string,
  commands: readonly CommandDescription[],
  width: number,
): string | undefined {
  const verbs = commands.filter(({ id }) => id.startsWith(`${noun} `));
  if (verbs.length === 0) return undefined;
  const rows = verbs.map(({ id, summary }): [string, string] => [`hs ${id}`, summary]);
  const aliases = nounAliases(noun);
  const sections = [
    NOUN_SUMMARIES[noun] ?? noun,
    heading('Commands', definitions(rows, width)),
    aliases.length > 0 && wrap(`The same noun: ${aliases.join(', ')}.`, width),
    `hs ${verbs[0]?.id} --help shows flags and examples.`,
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function row(word: string, commands: readonly CommandDescription[]): [string, string] {
  const single = commands.find(({ id }) => id === word);
  return [word, single?.summary ?? NOUN_SUMMARIES[word] ?? ''];
}
