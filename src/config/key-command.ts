import { quoted } from '../domain/quoted.ts';
import { HsError } from '../errors.ts';
import { runBounded } from './bounded-process.ts';
import type { Env } from './env.ts';

/** Somebody may have to touch a security key or type a passphrase meanwhile. */
const TIMEOUT_MS = 60_000;

export interface KeyCommandOptions {
  readonly env: Env;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The API key that a program prints: one line on its standard output. No shell is involved. Errors name the program
 * alone: neither its arguments nor what it printed.
 * @throws HsError `credentials`, `timeout` or `interrupted`
 */
export async function keyFromCommand(
  argv: readonly [string, ...string[]],
  { env, timeoutMs = TIMEOUT_MS, signal }: KeyCommandOptions,
): Promise<string> {
  const program = quoted(argv[0]);
  const result = await runBounded(argv, { env, timeoutMs, signal });
  switch (result.kind) {
    case 'ended':
      if (result.code !== 0) throw failure(`ended with exit code ${result.code}`);
      return onlyLine(result.stdout.toString('utf8'), failure);
    case 'killed':
      throw failure(`was ended by ${result.by}`);
    case 'not-started':
      throw failure(NOT_STARTED[result.code] ?? `cannot be started (${result.code})`);
    case 'too-much':
      throw failure('prints more than a key');
    case 'timeout':
      throw new HsError('timeout', `The program ${program}, which prints the API key, does not end`, {
        hint: `It was given ${timeoutMs / 1000} seconds. It cannot ask anything here: no terminal is its input.`,
      });
    case 'aborted':
      throw new HsError('interrupted', 'Interrupted');
  }

  function failure(why: string): HsError {
    return new HsError('credentials', `The program ${program}, which should print the API key, ${why}`, {
      hint: 'It is the apiKeyCommand of this context; run it by itself to see what it does.',
    });
  }
}

const NOT_STARTED: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be run',
};

function onlyLine(output: string, failure: (why: string) => HsError): string {
  const line = output.replace(/\r?\n$/, '');
  if (line.trim() === '') throw failure('prints nothing');
  if (/[\r\n]/.test(line)) throw failure('prints more than one line');
  if (!/^[\x21-\x7e]+$/.test(line))
    throw failure('prints something with spaces or odd characters, which is no key');
  return line;
}
