import { type Choice, interrupted, type Prompter, unanswered } from './prompter.ts';
import type { Streams } from './streams.ts';

export interface TerminalPrompterOptions {
  /** Aborted by a signal from outside; Ctrl-C at a question is a key and reaches the question itself. */
  readonly signal: AbortSignal;
  /** Makes text safe to show: questions and choices bear names that servers gave. */
  readonly clean: (text: string) => string;
  readonly coloured: boolean;
}

/** How many choices are seen at once. */
const PAGE = 12;

interface Context {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** Asks with prompts that redraw themselves, on stderr. Each kind of prompt is loaded when it is first needed. */
export function terminalPrompter(
  { stdin, stderr }: Pick<Streams, 'stdin' | 'stderr'>,
  { signal, clean, coloured }: TerminalPrompterOptions,
): Prompter {
  const theme = coloured ? {} : PLAIN_THEME;

  async function ask<T>(prompt: (context: Context) => Promise<T>): Promise<T> {
    const ended = new AbortController();
    // These prompts never settle when their input ends. Ctrl-D closes the line reader, which pauses the stream;
    // after an answer it is paused as well, but then the prompt has settled before the abort comes.
    const onEnd = (): void => {
      setImmediate(() => ended.abort());
    };
    stdin.on('pause', onEnd).on('end', onEnd);
    try {
      return await prompt({ input: stdin, output: stderr, signal: AbortSignal.any([signal, ended.signal]) });
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'ExitPromptError' || signal.aborted) throw interrupted();
      if (name === 'AbortPromptError') throw unanswered();
      throw error;
    } finally {
      stdin.off('pause', onEnd).off('end', onEnd);
    }
  }

  return {
    async confirm(question) {
      const { default: confirm } = await import('@inquirer/confirm');
      return ask((context) => confirm({ message: clean(question), default: false, theme }, context));
    },
    async secret(question) {
      const { default: password } = await import('@inquirer/password');
      return ask((context) => password({ message: clean(question), mask: false, theme }, context));
    },
    async typed(question, expected) {
      const { default: input } = await import('@inquirer/input');
      const answer = await ask((context) => input({ message: clean(question), theme }, context));
      return answer === expected || answer.trim() === expected;
    },
    async select<T>(question: string, choices: readonly Choice<T>[]) {
      const { default: select } = await import('@inquirer/select');
      const shown = choices.map(({ name }, index) => ({ name: clean(name), value: index }));
      const index = await ask((context) =>
        select({ message: clean(question), choices: shown, pageSize: PAGE, loop: false, theme }, context),
      );
      const picked = choices[index];
      if (picked === undefined) throw new Error(`there is no choice ${index}`);
      return picked.value;
    },
  };
}

const same = (text: string): string => text;

/** The prompts without colour; words and marks stay. */
const PLAIN_THEME = {
  prefix: '?',
  style: {
    answer: same,
    message: same,
    error: (text: string) => `> ${text}`,
    defaultAnswer: (text: string) => `(${text})`,
    help: same,
    highlight: same,
    key: (text: string) => `<${text}>`,
    disabled: same,
    description: same,
    keysHelpTip: (keys: readonly (readonly [key: string, action: string])[]) =>
      keys.map(([key, action]) => `${key} ${action}`).join(', '),
  },
};
