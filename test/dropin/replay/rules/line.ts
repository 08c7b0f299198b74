import { parseLine } from '../../../../src/dropin/grammar/parse-line.ts';
import { ROOT } from '../../../../src/dropin/tree.ts';
import type { RecordedCase } from '../recorded-case.ts';

/** The words of the command that a case is about, by their own names: `users list`. Empty for the root. */
export function commandOf({ argv }: RecordedCase): string {
  return parseLine(ROOT, argv)
    .path.slice(1)
    .map(({ name }) => name)
    .join(' ');
}

/** The last text given for a flag; undefined where it is not given. */
export function flagOf({ argv }: RecordedCase, name: string): string | undefined {
  return parseLine(ROOT, argv).texts.get(name)?.at(-1);
}

/** The words of a case that are no flags and lead to no command. */
export function wordsOf({ argv }: RecordedCase): readonly string[] {
  return parseLine(ROOT, argv).args;
}
