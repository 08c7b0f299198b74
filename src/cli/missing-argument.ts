import { HsError } from '../errors.ts';
import type { CommandDescription } from './describe.ts';
import { usage } from './help/command-help.ts';

/** Something that a command cannot do without was not typed. */
export class MissingArgument extends HsError {
  readonly #word: string;

  /** @param word as help has it, `NODE` or `--user` */
  constructor(word: string, hint: string, details: readonly string[] = []) {
    super('usage', `${word} is missing`, { hint, details });
    this.#word = word;
  }

  /** The same, with how the command is typed and an example of it. */
  shownWith(command: CommandDescription): MissingArgument {
    const example = command.examples[0]?.command;
    return new MissingArgument(this.#word, this.hint ?? '', [
      `Usage: hs ${usage(command)}`,
      ...(example === undefined ? [] : [`Example: ${example}`]),
    ]);
  }
}
