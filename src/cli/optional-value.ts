import type { Command } from '@oclif/core';

/**
 * The value of a flag that is given without one; undefined where it has to have one. Such a flag says so by the word
 * that stands for its value in help: `--watch[=5s]` has `helpValue: '[=5s]'`.
 */
export function usualValue(flag: Command.Flag.Any | undefined): string | undefined {
  const word = flag?.type === 'option' ? flag.helpValue : undefined;
  return typeof word === 'string' ? usualValueOf(word) : undefined;
}

/** The same from the word alone. */
export function usualValueOf(helpValue: string): string | undefined {
  const usual = optionalWord(helpValue);
  return usual !== undefined && isPlaceholder(usual) ? ALL : usual;
}

/** What stands for "all there are": the value of `--json[=FIELD,…]` where none is given. */
export const ALL = '*';

/** The word of a value, whether it may be left out or not: `COLUMN,…` of `[=COLUMN,…]`. */
export function valueWord(helpValue: string): string {
  return optionalWord(helpValue) ?? helpValue;
}

function optionalWord(helpValue: string): string | undefined {
  return /^\[=(.+)\]$/.exec(helpValue)?.[1];
}

/** `FIELD,…` stands for a value, `5s` is one. */
function isPlaceholder(word: string): boolean {
  return /^[A-Z]+(,…)?$/.test(word);
}
