import type { Command } from '@oclif/core';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { parseFormat } from '../output/format.ts';
import type { Dependencies } from './dependencies.ts';
import type { CommandDescription } from './describe.ts';
import { ALL } from './optional-value.ts';
import { type Grammar, parseArgv } from './parse-argv.ts';
import { presentation } from './presentation.ts';
import { readServer } from './server-target.ts';

/** A read that takes nothing from the command line. */
export type FirstRead = 'listUsers' | 'listNodes' | 'eachNode' | 'listApiKeys';

/** Commands that begin with a read whatever else they are told. */
export const FIRST_READS: Readonly<Record<string, FirstRead>> = {
  'users list': 'listUsers',
  'users show': 'listUsers',
  'nodes list': 'eachNode',
  'nodes show': 'listNodes',
  'routes list': 'listNodes',
  'apikeys list': 'listApiKeys',
  'apikeys show': 'listApiKeys',
};

/**
 * Loading a command keeps the processor busy, and a connection that is being made would have to wait for that. A server
 * that is further away than this leaves time enough for both.
 */
const LEAVES_WITHIN_MS = 100;

/**
 * Sends the first read of a command while its code is still to be loaded: the answer is then on its way. Hands back
 * dependencies whose connection is the one that was opened. Whatever is wrong with the command line or the server is
 * left for the command to say; where only the command can tell, a connection is made and nothing is sent.
 */
export async function sendFirstRead(
  read: FirstRead,
  description: CommandDescription,
  argv: readonly string[],
  deps: Dependencies,
): Promise<Dependencies> {
  try {
    const { flags, args } = await parseArgv(argv, grammarOf(description));
    const { stdout, stderr } = deps.streams;
    presentation(flags, deps.env, stdout, stderr);
    if (typeof flags['output'] === 'string') parseFormat(flags['output']);
    const notices: string[] = [];
    const target = await readServer(flags, deps, (text) => notices.push(text));
    const api = await deps.connect({ ...target, signal: deps.signal });
    if (!isPlain(flags, args, description)) {
      void api.underWay(LEAVES_WITHIN_MS);
      return { ...deps, opened: { target, api, notices } };
    }
    const answer = api[read]();
    // What went wrong is told by the command, when it asks.
    const ended = answer.then(
      () => {},
      () => {},
    );
    await Promise.race([api.underWay(LEAVES_WITHIN_MS), ended]);
    return { ...deps, opened: { target, api: answeredOnce(api, read, answer), notices } };
  } catch (error) {
    if (error instanceof HsError) return deps;
    throw error;
  }
}

/**
 * Whether nothing is left in a line that only the command can find wrong: it alone knows its columns, its filters and
 * what its arguments name.
 */
function isPlain(
  flags: Readonly<Record<string, unknown>>,
  args: Readonly<Record<string, unknown>>,
  description: CommandDescription,
): boolean {
  const known = new Set(['output', 'time']);
  for (const { name, group } of description.flags) {
    if (group === 'Connection' || group === 'Global') known.add(name);
  }
  const isKnown = ([name, value]: [string, unknown]) =>
    known.has(name) || value === undefined || typeof value === 'boolean' || isAll(value);
  return Object.entries(flags).every(isKnown) && Object.values(args).every((value) => value === undefined);
}

/** `--json` without columns. */
function isAll(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => one === ALL);
}

/** The port, whose first call of that read gets the answer that is on its way. */
function answeredOnce(api: HeadscaleApi, read: FirstRead, answer: Promise<unknown>): HeadscaleApi {
  let waiting: Promise<unknown> | undefined = answer;
  return Object.create(api, {
    [read]: {
      value: (options: object | undefined) => {
        const first = waiting;
        waiting = undefined;
        return first ?? api[read](options);
      },
    },
  }) as HeadscaleApi;
}

/** What the parser needs of a command, from its description alone. */
function grammarOf({ flags, args }: CommandDescription): Grammar {
  return {
    flags: Object.fromEntries(
      flags.map(({ name, char, value, options, multiple }) => [
        name,
        {
          name,
          char,
          type: value === undefined ? 'boolean' : 'option',
          multiple,
          helpValue: value,
          ...(options.length > 0 ? { options } : {}),
        } as Command.Flag.Any,
      ]),
    ),
    args: Object.fromEntries(
      args.map(({ name, required, multiple }) => [name, { name, required, multiple } as Command.Arg.Any]),
    ),
  };
}
