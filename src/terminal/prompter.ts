import { HsError } from '../errors.ts';
import type { InputStream, OutputStream } from './streams.ts';

/** One thing to pick from a list. */
export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

/**
 * Asks the person at the terminal, on stderr. Every method throws HsError `interrupted` for Ctrl-C and `aborted` where
 * the input ends without an answer (Ctrl-D).
 */
export interface Prompter {
  /** A question for yes or no; a bare Enter is no. */
  confirm(question: string): Promise<boolean>;
  /** A text that is not shown while it is typed. */
  secret(question: string): Promise<string>;
  /** True where exactly the expected word is typed. */
  typed(question: string, expected: string): Promise<boolean>;
  /** The value of the choice picked; there is at least one. */
  select<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
}

export interface Surroundings {
  readonly stdin: Pick<InputStream, 'isTTY'>;
  readonly stderr: Pick<OutputStream, 'isTTY'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--no-input`. */
  readonly noInput: boolean;
}

/**
 * Whether there is somebody to ask: a terminal to read from and one to ask on, no `CI`, no `--no-input`.
 * `CI=false` and `CI=0` are how people say that it is none.
 */
export function canAsk({ stdin, stderr, env, noInput }: Surroundings): boolean {
  const ci = env['CI'] ?? '';
  const inCi = ci !== '' && ci !== 'false' && ci !== '0';
  return Boolean(stdin.isTTY && stderr.isTTY) && !inCi && !noInput;
}

/** Stands where nobody can answer: whatever is asked fails with `nobody_to_ask`, and nothing waits. */
export const nobodyToAsk: Prompter = {
  confirm: (question) => refuse(question),
  secret: (question) => refuse(question),
  typed: (question) => refuse(question),
  select: (question) => refuse(question),
};

function refuse(question: string): Promise<never> {
  return Promise.reject(
    new HsError('nobody_to_ask', `There is nobody to ask: ${question}`, {
      hint: 'Say it on the command line, or run this in a terminal.',
    }),
  );
}

/** What Ctrl-C at a question ends with; questions come before the first change. */
export function interrupted(): HsError {
  return new HsError('interrupted', 'Interrupted at the question, nothing changed');
}

/** What the end of the input at a question ends with. */
export function unanswered(): HsError {
  return new HsError('aborted', 'The input ended at the question, nothing changed');
}
