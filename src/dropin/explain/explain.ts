import { HsError } from '../../errors.ts';
import { OfficialError } from '../errors/official-error.ts';
import type { OfficialCommand } from '../grammar/command.ts';
import { parseCsvRecord } from '../grammar/csv-record.ts';
import { CONFIG, FORCE, HELP, OUTPUT } from '../grammar/global-flags.ts';
import { parseGoBool, parseGoInteger, SIGNED, UNSIGNED } from '../grammar/go-values.ts';
import { type ParsedLine, parseLine } from '../grammar/parse-line.ts';
import { type OfficialFormat, parseFormat } from '../output/format.ts';
import { shellLine } from '../own/shell-word.ts';
import { ROOT } from '../tree.ts';
import { type Explanation, flag, type Native, type Said, whereOn } from './explanation.ts';
import { EXPLANATIONS } from './table.ts';

/** How hs calls the formats of the official client. */
const FORMATS: Readonly<Record<OfficialFormat, string | undefined>> = {
  human: undefined,
  json: 'json',
  'json-line': 'jsonl',
  yaml: 'yaml',
};

const OWN_FORMS = 'What -o prints has field names of its own, the same on every release: docs/json.md.';

/**
 * Explains a line of the official client: the line of hs that does the same, as it is typed at a POSIX shell, and what
 * hs does better there.
 * @param words what stands behind `headscale`
 * @throws HsError `usage` for a line that is none, `unsupported` where hs has no command for it
 */
export function explain(words: readonly string[]): {
  readonly lines: readonly string[];
  readonly said: readonly string[];
} {
  const line = parseLine(ROOT, words);
  if (line.problem) throw new HsError('usage', `The official client refuses this: ${line.problem.message}`);
  const explained = explanationOf(line);
  if (explained === undefined) return { lines: ['hs --help'], said: [] };
  if ('elsewhere' in explained)
    throw new HsError('unsupported', 'hs has no command for it', { hint: explained.elsewhere });
  if (asksForHelp(line)) return { lines: [shellLine(['hs', ...explained.command, '--help'])], said: [] };
  const typed = typedFlags(line, explained);
  return {
    lines: [shellLine(['hs', ...nativeWords(explained, typed)])],
    said: [
      ...explained.better,
      ...(explained.asks === 'hs'
        ? ['Without --yes it shows what it will do and asks; --dry-run only shows it.']
        : []),
      ...(typed.includes('-o') ? [OWN_FORMS] : []),
    ],
  };
}

/** The words behind `hs`; what looks like a flag and is none stands behind `--`. */
function nativeWords(
  { command, args = [], flags = [] }: Native,
  typed: readonly string[],
): readonly string[] {
  const all = [...flags, ...typed];
  return args.some((arg) => arg.startsWith('-') && arg !== '-')
    ? [...command, ...all, '--', ...args]
    : [...command, ...args, ...all];
}

/** What the flags of every command come to. */
function typedFlags(line: ParsedLine, { asks, oneFormat, local }: Native): readonly string[] {
  const texts = (name: string) => line.texts.get(name) ?? [];
  const config = CONFIG.parse(texts(CONFIG.name));
  const format = FORMATS[formatOf(OUTPUT.parse(texts(OUTPUT.name)))];
  const isForced = FORCE.parse(texts(FORCE.name));
  return [
    ...whereOn('--yes', asks === 'hs' || (asks === 'both' && isForced)),
    ...flag('-o', oneFormat ? undefined : format),
    ...(config === '' || local ? [] : flag('--headscale-config', config)),
  ];
}

function formatOf(text: string): OfficialFormat {
  try {
    return parseFormat(text);
  } catch (error) {
    if (!(error instanceof OfficialError)) throw error;
    throw new HsError('usage', error.message);
  }
}

/** The explanation of a command; for a group that of its first command, which says where its help is. */
function explanationOf(line: ParsedLine): Explanation | undefined {
  const [, ...path] = line.path;
  if (path.at(-1)?.name === 'help') return explanationOf(parseLine(ROOT, line.args));
  const words = path.map(({ name }) => name);
  const entry = EXPLANATIONS[[...words, ...firstBelow(path.at(-1))].join(' ')];
  const explained = entry?.(saidIn(line));
  const isGroup = path.at(-1)?.commands !== undefined;
  if (!isGroup || explained === undefined || 'elsewhere' in explained) return explained;
  return { ...explained, command: explained.command.slice(0, 1) };
}

function firstBelow(command: OfficialCommand | undefined): readonly string[] {
  const [first] = command?.commands ?? [];
  return first === undefined ? [] : [first.name];
}

function asksForHelp(line: ParsedLine): boolean {
  const command = line.path.at(-1);
  const isHelp = command?.name === 'help' || command?.commands !== undefined;
  return isHelp || HELP.parse(line.texts.get(HELP.name) ?? []);
}

function saidIn({ args, texts }: ParsedLine): Said {
  const last = (name: string) => texts.get(name)?.at(-1);
  return {
    args,
    text: (name) => last(name) || undefined,
    id: (name) => decimal(last(name)),
    list: (name) => texts.get(name)?.flatMap(parseCsvRecord),
    on: (name) => parseGoBool(last(name) ?? 'false'),
  };
}

/** Numbers are written in many ways there, and in one here. */
function decimal(text: string | undefined): string | undefined {
  const any = { ...UNSIGNED, least: SIGNED.least };
  return text === undefined || text === '' ? undefined : String(parseGoInteger(text, any));
}
