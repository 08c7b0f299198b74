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
  return /^\[=(.+)\]$/.exec(helpValue)?.[1];
}
