import type { Prompter } from '../../src/terminal/prompter.ts';

/** `true` or `false` to a yes or no; to a list, the part of a choice that tells it; else the word that is typed. */
export type Answer = boolean | string;

/** A person who answers as the script says. A question without an answer, or of another kind, fails the test. */
export interface ScriptedPrompter extends Prompter {
  /** Every question so far; of a list, with what could be chosen. */
  readonly asked: readonly string[];
  /** Throws where an answer was of no use, or a question went wrong. */
  assertDone(): void;
}

/** `whenAsked` is done before each answer: what happens in the world while a person thinks. */
export function scriptedPrompter(
  script: readonly Answer[],
  whenAsked: () => Promise<void> = async () => {},
): ScriptedPrompter {
  const answers = [...script];
  const asked: string[] = [];
  const wrong: string[] = [];

  async function answerTo<K extends 'boolean' | 'string'>(question: string, kind: K) {
    asked.push(question);
    await whenAsked();
    const answer = answers.shift();
    if (typeof answer === kind) return answer as K extends 'boolean' ? boolean : string;
    wrong.push(`"${question}" wants a ${kind}, the script has ${JSON.stringify(answer)}`);
    throw new Error(wrong.at(-1));
  }

  return {
    asked,
    assertDone() {
      if (wrong.length > 0) throw new Error(wrong.join('; '));
      if (answers.length > 0) throw new Error(`answers that nobody asked for: ${JSON.stringify(answers)}`);
    },
    confirm: async (question) => answerTo(question, 'boolean'),
    secret: async (question) => answerTo(question, 'string'),
    typed: async (question, expected) => (await answerTo(question, 'string')) === expected,
    async select(question, choices) {
      const names = choices.map(({ name }) => name);
      const wanted = await answerTo(`${question} ${names.join(' | ')}`, 'string');
      const fitting = choices.filter(({ name }) => name.includes(wanted));
      const [choice, ...others] = fitting;
      if (choice && others.length === 0) return choice.value;
      wrong.push(`"${wanted}" is not one of ${names.join(' | ')}`);
      throw new Error(wrong.at(-1));
    },
  };
}
