import { didYouMean, nearest } from '../domain/suggest.ts';
import { HsError } from '../errors.ts';
import { errorDocumentLine, errorText } from '../output/error-text.ts';
import { isMachineFormat } from '../output/format.ts';
import { colourLevel, loadStyle } from '../output/style.ts';
import { needsPager } from '../terminal/pager.ts';
import { writeAll } from '../terminal/streams.ts';
import { withoutAliases } from './aliases.ts';
import type { Dependencies } from './dependencies.ts';
import type { CommandDescription } from './describe.ts';
import { FIRST_READS, sendFirstRead } from './first-read.ts';
import { helpPage } from './help/page.ts';
import type { HsCommand } from './hs-command.ts';
import { type LeadingFlags, takeLeadingFlags } from './leading-flags.ts';
import { MissingArgument } from './missing-argument.ts';
import { formatForErrors } from './presentation.ts';
import { redactorOf } from './redactor.ts';
import { SeenKeys } from './seen-keys.ts';

/** The commands there are: how to load one, and what is known of all without loading any. */
export interface Commands {
  readonly version: string;
  /** Ids, `users list`. */
  readonly ids: readonly string[];
  load(id: string, argv: readonly string[], deps: Dependencies): Promise<HsCommand>;
  describe(): Promise<readonly CommandDescription[]>;
  /** One of them alone, which is quicker; undefined where there is none of that id. */
  describeOne(id: string): Promise<CommandDescription | undefined>;
}

/** What the scripts of `hs completion` call; nobody types it. */
const COMPLETE = '__complete';

/** Runs one command line; answers the exit code. Never throws. */
export async function run(argv: readonly string[], commands: Commands, deps: Dependencies): Promise<number> {
  let command: HsCommand | undefined;
  try {
    if (argv[0] === COMPLETE) {
      const { complete } = await import('./complete/complete.ts');
      await complete(argv.slice(1), await commands.describe(), deps);
      return 0;
    }
    const plan = await resolve(argv, commands);
    if ('text' in plan) {
      await showPage(plan.text(deps.streams.stdout), argv, deps);
      return 0;
    }
    const seen = new SeenKeys();
    const watching = { ...deps, connect: seen.watch(deps.connect) };
    const ready = await withFirstRead(plan, commands, watching);
    command = await commands.load(plan.id, plan.argv, ready);
    await shown(command.execute(), plan, commands).finally(() => seen.remember(deps.state));
    await command.afterwards();
    return command.exitCode;
  } catch (error) {
    return await report(error, argv, command, deps);
  }
}

/** Adds how the command is typed to an error that an argument is missing. */
async function shown(running: Promise<void>, { id }: CommandCall, commands: Commands): Promise<void> {
  try {
    await running;
  } catch (error) {
    if (!(error instanceof MissingArgument)) throw error;
    const description = await commands.describeOne(id);
    throw description ? error.shownWith(description) : error;
  }
}

/** Prints a page of help; one that is longer than the screen a screen at a time. */
async function showPage(
  text: string,
  argv: readonly string[],
  { streams, env, pager }: Dependencies,
): Promise<void> {
  const isPaged = !argv.includes('--no-pager') && needsPager(text, { ...streams, env });
  if (!isPaged || (await pager.show(text)) === 'not here') await writeAll(streams.stdout, [text]);
}

/** Sends what a command will ask first, before the code of the command is loaded. */
async function withFirstRead(
  { id, argv }: CommandCall,
  commands: Pick<Commands, 'describeOne'>,
  deps: Dependencies,
): Promise<Dependencies> {
  const read = FIRST_READS[id];
  const description = read && (await commands.describeOne(id));
  return read && description ? await sendFirstRead(read, description, argv, deps) : deps;
}

type Width = { readonly isTTY: boolean; readonly columns: number | undefined };

type CommandCall = { readonly id: string; readonly argv: readonly string[] };

type Plan = { readonly text: (stdout: Width) => string } | CommandCall;

/** What a command line asks for: a page of text, or a command and its arguments. */
async function resolve(argv: readonly string[], commands: Commands): Promise<Plan> {
  const [first] = argv;
  if (first === '--version' || first === '-V' || (first === '-v' && argv.length === 1))
    return { text: () => `hs ${commands.version}\n` };
  const { flags, rest } = await withoutLeadingFlags(argv, commands);
  const words = leadingWords(isHelpFlag(rest[0]) ? rest.slice(1) : rest);
  const exists = (id: string) =>
    commands.ids.includes(id) || commands.ids.some((known) => known.startsWith(`${id} `));
  const named = withoutAliases(words, exists);
  if (first === undefined || named[0] === 'help' || asksForHelp(rest)) {
    return await pageFor(named[0] === 'help' ? withoutAliases(words.slice(1), exists) : named, commands);
  }
  const id = [3, 2, 1]
    .map((count) => named.slice(0, count).join(' '))
    .find((words) => commands.ids.includes(words));
  if (id !== undefined) return { id, argv: [...flags, ...rest.slice(id.split(' ').length)] };
  if (rest.length > 0 && named.length === rest.length && exists(named.join(' ')))
    return await pageFor(named, commands);
  throw unknownCommand(named, commands);
}

/** The flags before the command and what follows them; descriptions are read only where there are some. */
async function withoutLeadingFlags(
  argv: readonly string[],
  commands: Pick<Commands, 'describe'>,
): Promise<LeadingFlags> {
  const isFlag = argv[0]?.startsWith('-') === true && !isHelpFlag(argv[0]);
  return isFlag ? takeLeadingFlags(argv, await commands.describe()) : { flags: [], rest: argv };
}

async function pageFor(words: readonly string[], commands: Pick<Commands, 'describe'>): Promise<Plan> {
  const page = await helpPage(words, commands);
  return { text: ({ isTTY, columns }) => page(isTTY ? Math.min(columns || 80, 100) : 80) };
}

/** The words before the first flag: a command's name is among them, flags come after it. */
function leadingWords(argv: readonly string[]): string[] {
  const end = argv.findIndex((word) => word.startsWith('-'));
  return argv.slice(0, end === -1 ? argv.length : end);
}

/** `--help` anywhere before `--`, unless it is the value of `--flag=…`. */
function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).some(isHelpFlag);
}

function isHelpFlag(word: string | undefined): boolean {
  return word === '--help' || word === '-h';
}

/** Names the first word that leads nowhere, and those that would lead on from the words before it. */
function unknownCommand(named: readonly string[], { ids }: Commands): HsError {
  if (named.length === 0) {
    return new HsError('usage', 'A command is missing', {
      hint: 'For example: hs users list -o json. hs help lists what there is.',
    });
  }
  const under = (group: string) =>
    ids.filter((id) => id.startsWith(group)).map((id) => id.slice(group.length));
  const groups = [2, 1, 0].map((depth) =>
    named
      .slice(0, depth)
      .map((word) => `${word} `)
      .join(''),
  );
  const group = groups.find((words) => under(words).length > 0) ?? '';
  const word = named[group.split(' ').length - 1] ?? '';
  const next = group === '' ? [...new Set(ids.map((id) => id.split(' ')[0] ?? ''))] : under(group);
  const asVerb = group === '' ? ids.filter((id) => id.endsWith(` ${word}`)) : [];
  const near = asVerb.length > 0 ? asVerb : nearest(word, next).map((known) => `${group}${known}`);
  if (word === '') {
    return new HsError('usage', `"hs ${group.trim()}" needs a verb, and flags come after the verb`, {
      hint: `There is: ${next.join(', ')}.`,
    });
  }
  return new HsError('usage', `There is no command "${`${group}${word}`.trim()}"`, {
    hint: didYouMean(near.map((id) => `hs ${id}`)) ?? `There is: ${next.join(', ')}.`,
  });
}

/** Tells an error, without any secret of this process, in the format the command line asked for. */
async function report(
  error: unknown,
  argv: readonly string[],
  command: HsCommand | undefined,
  { streams, env }: Dependencies,
): Promise<number> {
  const redactor = redactorOf(env, command?.secrets ?? []);
  const exitCode = error instanceof HsError ? error.exitCode : 1;
  const how = command?.presentation;
  if (how?.machine ?? isMachineFormat(formatForErrors(argv, env))) {
    streams.stderr.write(redactor.redact(errorDocumentLine(error, command?.notices ?? [])));
    return exitCode;
  }
  const colour = how?.errorColour ?? colourLevel({ flag: 'auto', env, isTTY: streams.stderr.isTTY });
  const style = await loadStyle(colour);
  streams.stderr.write(redactor.redact(errorText(error, { style, debug: env['HS_DEBUG'] === '1' })));
  return exitCode;
}
