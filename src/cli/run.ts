import { createRedactor } from '../domain/secret.ts';
import { nearest } from '../domain/suggest.ts';
import { HsError } from '../errors.ts';
import { errorDocumentLine, errorText } from '../output/error-text.ts';
import { isMachineFormat } from '../output/format.ts';
import { colourLevel, loadStyle } from '../output/style.ts';
import { writeAll } from '../terminal/streams.ts';
import { withoutAliases } from './aliases.ts';
import type { Dependencies } from './dependencies.ts';
import type { CommandDescription } from './describe.ts';
import { helpPage } from './help/page.ts';
import type { HsCommand } from './hs-command.ts';
import { formatForErrors } from './presentation.ts';

/** The commands there are: how to load one, and what is known of all without loading any. */
export interface Commands {
  readonly version: string;
  /** Ids, `users list`. */
  readonly ids: readonly string[];
  load(id: string, argv: readonly string[]): Promise<HsCommand>;
  describe(): Promise<readonly CommandDescription[]>;
}

/** Runs one command line; answers the exit code. Never throws. */
export async function run(argv: readonly string[], commands: Commands, deps: Dependencies): Promise<number> {
  let command: HsCommand | undefined;
  try {
    const plan = await resolve(argv, commands);
    if ('text' in plan) {
      await writeAll(deps.streams.stdout, [plan.text(deps.streams.stdout)]);
      return 0;
    }
    command = await commands.load(plan.id, plan.argv);
    await command.execute();
    return command.exitCode;
  } catch (error) {
    return await report(error, argv, command?.notices ?? [], deps);
  }
}

type Width = { readonly isTTY: boolean; readonly columns: number | undefined };

type Plan =
  | { readonly text: (stdout: Width) => string }
  | { readonly id: string; readonly argv: readonly string[] };

/** What a command line asks for: a page of text, or a command and its arguments. */
async function resolve(argv: readonly string[], commands: Commands): Promise<Plan> {
  const [first] = argv;
  if (first === '--version' || first === '-V') return { text: () => `hs ${commands.version}\n` };
  const words = leadingWords(argv);
  const exists = (id: string) =>
    commands.ids.includes(id) || commands.ids.some((known) => known.startsWith(`${id} `));
  const named = withoutAliases(words, exists);
  if (first === undefined || named[0] === 'help' || asksForHelp(argv)) {
    const page = await helpPage(
      named[0] === 'help' ? withoutAliases(words.slice(1), exists) : named,
      commands,
    );
    return { text: ({ isTTY, columns }) => page(isTTY ? Math.min(columns || 80, 100) : 80) };
  }
  const [one = '', two] = named;
  const id = [3, 2, 1]
    .map((count) => named.slice(0, count).join(' '))
    .find((words) => commands.ids.includes(words));
  if (id !== undefined) return { id, argv: argv.slice(id.split(' ').length) };
  if (two === undefined && exists(one) && argv.length === 1) {
    const page = await helpPage([one], commands);
    return { text: ({ isTTY, columns }) => page(isTTY ? Math.min(columns || 80, 100) : 80) };
  }
  throw unknownCommand(words, one, two, exists(one), commands);
}

/** The words before the first flag: a command's name is among them, flags come after it. */
function leadingWords(argv: readonly string[]): string[] {
  const end = argv.findIndex((word) => word.startsWith('-'));
  return argv.slice(0, end === -1 ? argv.length : end);
}

/** `--help` anywhere before `--`, unless it is the value of `--flag=…`. */
function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

function unknownCommand(
  words: readonly string[],
  one: string,
  two: string | undefined,
  isNoun: boolean,
  { ids }: Commands,
): HsError {
  if (words.length === 0) {
    return new HsError('usage', 'Flags come after the command', {
      hint: 'For example: hs users list -o json',
    });
  }
  const typed = isNoun ? `${one} ${two ?? ''}`.trim() : one;
  const candidates = isNoun
    ? ids.filter((id) => id.startsWith(`${one} `))
    : [...new Set(ids.map((id) => id.split(' ')[0] ?? ''))];
  const near = isNoun
    ? nearest(
        two ?? '',
        candidates.map((id) => id.slice(one.length + 1)),
      ).map((verb) => `${one} ${verb}`)
    : nearest(one, candidates);
  const all = `There is: ${candidates.map((id) => (isNoun ? id.slice(one.length + 1) : id)).join(', ')}.`;
  const hint = near.length > 0 ? `Did you mean ${near.map((id) => `hs ${id}`).join(' or ')}?` : all;
  return new HsError('usage', `There is no command "${typed}"`, { hint });
}

/** Tells an error, without any secret of this process, in the format the command line asked for. */
async function report(
  error: unknown,
  argv: readonly string[],
  notices: readonly string[],
  { streams, env }: Dependencies,
): Promise<number> {
  const redactor = createRedactor(
    [env['HS_API_KEY'], env['HEADSCALE_CLI_API_KEY']].filter((key) => key !== undefined),
  );
  const exitCode = error instanceof HsError ? error.exitCode : 1;
  if (isMachineFormat(formatForErrors(argv, env))) {
    streams.stderr.write(redactor.redact(errorDocumentLine(error, notices)));
    return exitCode;
  }
  const style = await loadStyle(colourLevel({ flag: 'auto', env, isTTY: streams.stderr.isTTY }));
  streams.stderr.write(redactor.redact(errorText(error, { style, debug: env['HS_DEBUG'] === '1' })));
  return exitCode;
}
