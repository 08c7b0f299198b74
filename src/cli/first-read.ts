import type { Command } from '@oclif/core';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import type { Dependencies } from './dependencies.ts';
import type { CommandDescription } from './describe.ts';
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
 * left for the command to say.
 */
export async function sendFirstRead(
  read: FirstRead,
  description: CommandDescription,
  argv: readonly string[],
  deps: Dependencies,
): Promise<Dependencies> {
  try {
    const { flags } = await parseArgv(argv, grammarOf(description));
    const { stdout, stderr } = deps.streams;
    // Refused here as the command would refuse it: nothing is sent for a line that is wrong.
    presentation(flags, deps.env, stdout, stderr);
    const notices: string[] = [];
    const target = await readServer(flags, deps, (text) => notices.push(text));
    const api = await deps.connect({ ...target, signal: deps.signal });
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
