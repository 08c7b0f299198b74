import { RELEASES } from '../../domain/release.ts';
import { FORMAT_DESCRIPTIONS } from '../../output/format.ts';
import type { CommandDescription, FlagDescription } from '../describe.ts';
import { NOUN_SUMMARIES } from '../help/group-help.ts';
import { TOPICS } from '../help/topics.ts';
import { valueWord } from '../optional-value.ts';
import { conditionsOf } from './conditions.ts';
import type { Position, TypedLine } from './position.ts';

/** Something that can stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What a server, the file of contexts, or what is kept of policies has to be asked for. */
export type Source =
  | 'nodes'
  | 'users'
  | 'tags'
  | 'preauthkeys'
  | 'apikeys'
  | 'contexts'
  | 'routes'
  | 'policies';

/** What fits at the cursor: candidates that are known, a source to ask, or files. */
export interface Fitting {
  readonly candidates: readonly Candidate[];
  readonly source?: Source;
  readonly files?: boolean;
  /** What stands before the value in the same word, and stays as it is. */
  readonly prefix: string;
  /** How a name of the source is written there; as it is where not given. */
  readonly write?: (name: string) => string;
}

const NOTHING: Fitting = { candidates: [], prefix: '' };

/** What fits, as far as the commands alone tell. */
export function fitting(
  { position, typed }: Pick<TypedLine, 'position' | 'typed'>,
  commands: readonly CommandDescription[],
): Fitting {
  switch (position.kind) {
    case 'word':
      return { candidates: nextWords(position, commands), prefix: '' };
    case 'flag':
      return { candidates: flagsOf(position.command, position.given), prefix: '' };
    case 'value':
      return valuesOf(position.flag, position.command, position.prefix, typed);
    case 'arg':
      return argsOf(position);
    case 'nothing':
      return NOTHING;
  }
}

function nextWords(
  { words, forHelp }: Extract<Position, { kind: 'word' }>,
  commands: readonly CommandDescription[],
): Candidate[] {
  const start = words.map((word) => `${word} `).join('');
  const found = new Map<string, string>();
  for (const { id, summary } of commands) {
    if (!id.startsWith(start)) continue;
    const [next = ''] = id.slice(start.length).split(' ');
    const isCommand = id === `${start}${next}`;
    if (next !== '' && !found.has(next)) {
      found.set(next, isCommand ? summary : (NOUN_SUMMARIES[`${start}${next}`] ?? ''));
    }
  }
  if (words.length === 0) {
    if (forHelp) for (const { name, summary } of TOPICS) found.set(name, summary);
    else found.set('help', NOUN_SUMMARIES['help'] ?? '');
  }
  return [...found].map(([value, description]) => ({ value, description }));
}

function flagsOf({ flags }: CommandDescription, given: readonly string[]): Candidate[] {
  return [
    ...flags
      .filter(({ name, multiple }) => multiple || !given.includes(name))
      .map(({ name, description }) => ({ value: `--${name}`, description })),
    { value: '--help', description: 'Show help' },
  ];
}

/** The word that stands for a value in help decides what completes it. */
const BY_PLACEHOLDER: Readonly<Record<string, Source>> = {
  USER: 'users',
  NODE: 'nodes',
  CONTEXT: 'contexts',
  TAG: 'tags',
  'TAG,…': 'tags',
  ROUTE: 'routes',
  BACKUP: 'policies',
};

function valuesOf(
  flag: FlagDescription,
  command: CommandDescription,
  prefix: string,
  typed: string,
): Fitting {
  const word = valueWord(flag.value ?? '');
  const isList = word.endsWith(',…');
  const inList = isList ? typed.slice(0, typed.lastIndexOf(',') + 1) : '';
  const whole = `${prefix}${inList}`;
  if (flag.value === 'FILE' || flag.value === 'PATH') return { candidates: [], files: true, prefix };
  if (flag.value === 'FORMAT') {
    const candidates = Object.entries(FORMAT_DESCRIPTIONS).map(([value, description]) => ({
      value,
      description,
    }));
    return { candidates, prefix: whole };
  }
  if (flag.options.length > 0) {
    return { candidates: flag.options.map((value) => ({ value, description: '' })), prefix: whole };
  }
  if (word === 'COLUMN,…') return columnsOf(command, typed.slice(inList.length), whole, inList);
  if (flag.value === 'RELEASE') {
    return { candidates: RELEASES.map((value) => ({ value, description: '' })), prefix: whole };
  }
  if (flag.value === 'FILTER') return conditionsOf(command, prefix, typed);
  const source = BY_PLACEHOLDER[flag.value ?? ''];
  return source ? { candidates: [], source, prefix: whole } : NOTHING;
}

/** Columns that the list does not have yet; a dash turns the order of one round. */
function columnsOf({ columns }: CommandDescription, begun: string, whole: string, inList: string): Fitting {
  const taken = inList.split(',').map((column) => column.replace(/^-/, ''));
  return {
    candidates: columns
      .filter(({ id }) => !taken.includes(id))
      .map(({ id, description }) => ({ value: id, description })),
    prefix: begun.startsWith('-') ? `${whole}-` : whole,
  };
}

const BY_ARGUMENT: Readonly<Record<string, Source>> = {
  user: 'users',
  users: 'users',
  node: 'nodes',
  nodes: 'nodes',
  tags: 'tags',
  routes: 'routes',
  context: 'contexts',
  backup: 'policies',
};

function argsOf({ command, arg }: Extract<Position, { kind: 'arg' }>): Fitting {
  if (arg.name === 'file') return { candidates: [], files: true, prefix: '' };
  if (arg.options.length > 0) {
    return { candidates: arg.options.map((value) => ({ value, description: '' })), prefix: '' };
  }
  const noun = command.id.split(' ')[0];
  const isKey = arg.name === 'key' || arg.name === 'keys';
  const keys = noun === 'preauthkeys' || noun === 'apikeys' ? noun : undefined;
  const source = isKey ? keys : BY_ARGUMENT[arg.name];
  return source ? { candidates: [], source, prefix: '' } : NOTHING;
}
