import { type Choice, interrupted, type Prompter, unanswered } from './prompter.ts';
import type { Streams } from './streams.ts';
import { terminalPrompter } from './terminal-prompter.ts';

export interface PlainPrompterOptions {
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Makes text safe to show: questions and choices bear names that servers gave. */
  readonly clean: (text: string) => string;
}

/**
 * Asks line by line on stderr and never redraws: for screen readers (`HS_ACCESSIBLE=1`) and for terminals that cannot
 * move the cursor (`TERM=dumb`).
 */
export function plainPrompter(
  { stdin, stderr }: Pick<Streams, 'stdin' | 'stderr'>,
  { signal, clean }: PlainPrompterOptions,
): Prompter {
  async function line(question: string): Promise<string> {
    const { createInterface } = await import('node:readline/promises');
    const reader = createInterface({ input: stdin, output: stderr, terminal: false });
    const ended = new AbortController();
    reader.once('close', () => ended.abort());
    try {
      return await reader.question(`${clean(question)} `, {
        signal: AbortSignal.any([signal, ended.signal]),
      });
    } catch (error) {
      if (signal.aborted) throw interrupted();
      if (ended.signal.aborted) throw unanswered();
      throw error;
    } finally {
      reader.close();
    }
  }

  return {
    async confirm(question) {
      for (;;) {
        const answer = (await line(`${question} [y/N]`)).trim().toLowerCase();
        if (answer === 'y' || answer === 'yes') return true;
        if (answer === '' || answer === 'n' || answer === 'no') return false;
        stderr.write('Answer y or n.\n');
      }
    },
    // Hiding what is typed takes the terminal's raw mode, which the other prompts know how to leave again.
    secret: (question) =>
      terminalPrompter({ stdin, stderr }, { signal, clean, coloured: false }).secret(question),
    async typed(question, expected) {
      const answer = await line(`${question}:`);
      return answer === expected || answer.trim() === expected;
    },
    async select<T>(question: string, choices: readonly Choice<T>[]) {
      stderr.write(choices.map(({ name }, index) => `${index + 1}  ${clean(name)}\n`).join(''));
      for (;;) {
        const answer = (await line(`${question} [1-${choices.length}]`)).trim();
        const picked = /^\d+$/.test(answer) ? choices[Number(answer) - 1] : undefined;
        if (picked !== undefined) return picked.value;
        stderr.write(`Answer with a number from 1 to ${choices.length}.\n`);
      }
    },
  };
}
