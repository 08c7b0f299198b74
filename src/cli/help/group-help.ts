import { nounAliases } from '../aliases.ts';
import type { CommandDescription } from '../describe.ts';
import { definitions, heading, wrap } from './layout.ts';
import { TOPICS } from './topics.ts';

/** The groups of the first page, in order; nouns and single commands by their first word. */
const GROUPS: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  { name: 'The tailnet', words: ['users', 'nodes', 'routes', 'policy'] },
  { name: 'Access', words: ['preauthkeys', 'auth', 'apikeys'] },
  { name: 'The server', words: ['status', 'doctor', 'health', 'version', 'history', 'api'] },
  { name: 'This program', words: ['completion', 'sandbox', 'headscale', 'help'] },
];

/** What each noun stands for, for help and the reference. */
export const NOUN_SUMMARIES: Readonly<Record<string, string>> = {
  users: 'The people that nodes and keys belong to',
  nodes: 'The devices of the tailnet',
  routes: 'Subnet routes and exit nodes: pending, approved, serving',
  policy: 'The access policy: who may reach what',
  preauthkeys: 'Keys that let a device join without being asked',
  auth: 'Logins and SSH checks that wait for an answer',
  apikeys: 'Keys that open the admin API',
  'nodes tag': 'The tags of a node',
  contexts: 'The servers that hs knows, and which one is current',
  headscale: 'The command line of the official client, in its place',
  help: 'Help for a command or a topic',
};

/** The first page: what hs is, three lines to start with, and what there is. */
export function rootHelp(commands: readonly CommandDescription[], width: number): string {
  const groups = groupedWords(commands).map(({ name, words }) =>
    heading(
      name,
      definitions(
        words.map((word) => row(word, commands)),
        width,
      ),
    ),
  );
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
    'hs administers a running Headscale from your own machine.',
    heading('Start', start),
    definitions(
      [
        ['hs login URL', 'Remember your server and its API key'],
        ['hs sandbox --seed demo', 'A server to play with, in memory'],
      ],
      width,
    ),
    ...groups,
    heading('Topics', topics),
    'Add --help to any command for its flags and examples.',
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** The groups with the words that there are. What stands in no group is shown in the last one, never left out. */
function groupedWords(commands: readonly CommandDescription[]): { name: string; words: readonly string[] }[] {
  const known = [...new Set(commands.map(({ id }) => id.split(' ')[0] ?? '')), 'headscale', 'help'];
  const grouped = GROUPS.flatMap(({ words }) => words);
  const strays = known.filter((word) => !grouped.includes(word));
  return GROUPS.map(({ name, words }, index) => ({
    name,
    words: [...(index === GROUPS.length - 1 ? strays : []), ...words.filter((word) => known.includes(word))],
  })).filter(({ words }) => words.length > 0);
}

/** The page of a noun (`nodes`) or of verbs that belong together (`nodes tag`). Undefined where there is none. */
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
    NOUN_SUMMARIES[noun] ?? `hs ${noun}: ${verbs.length} commands`,
    heading('Commands', definitions(rows, width)),
    aliases.length > 0 && wrap(`Also understood for ${noun}: ${aliases.join(', ')}`, width),
    `For flags and examples: hs ${verbs[0]?.id} --help`,
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function row(word: string, commands: readonly CommandDescription[]): [string, string] {
  const single = commands.find(({ id }) => id === word);
  return [word, single?.summary ?? NOUN_SUMMARIES[word] ?? ''];
}
