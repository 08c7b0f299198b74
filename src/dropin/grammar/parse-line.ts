import { OfficialError } from '../errors/official-error.ts';
import type { OfficialCommand } from './command.ts';
import { findCommand, flagsOf, plainWords } from './find-command.ts';
import { globalFlags, HELP } from './global-flags.ts';
import { type ReadLine, readFlags } from './read-flags.ts';
import { didYouMeanCommand } from './suggest-command.ts';

/** A line as the official command line understands it. */
export interface ParsedLine extends ReadLine {
  /** From the root to the command that is meant. */
  readonly path: readonly [OfficialCommand, ...OfficialCommand[]];
  /** True where there is no such command: that is told to people, whatever format was asked for. */
  readonly unknownCommand: boolean;
}

/** Reads a line. Never throws for what was typed: the first mistake is in `problem`. */
export function parseLine(root: OfficialCommand, words: readonly string[]): ParsedLine {
  const everywhere = globalFlags(words);
  const { path, rest } = findCommand(root, everywhere, words);
  const command = path.at(-1) ?? root;
  if (command.takesAllWords) {
    return { path, texts: new Map(), args: rest, problem: undefined, unknownCommand: false };
  }
  const flags = flagsOf(command, everywhere);
  const [stray] = plainWords(rest, flags);
  if (path.length === 1 && stray !== undefined) {
    const problem = new OfficialError(
      `unknown command "${stray}" for "${root.name}"${didYouMeanCommand(stray, root)}`,
    );
    return { path, texts: new Map(), args: [], problem, unknownCommand: true };
  }
  return { path, ...readFlags([...flags, HELP], rest), unknownCommand: false };
}

/**
 * Refuses a line that lacks a flag that has to be there.
 * @throws OfficialError
 */
export function requireFlags({ flags = [] }: OfficialCommand, { texts }: Pick<ReadLine, 'texts'>): void {
  const missing = flags.filter(({ name, required }) => required && !texts.has(name)).map(({ name }) => name);
  if (missing.length === 0) return;
  const names = missing
    .sort()
    .map((name) => `"${name}"`)
    .join(', ');
  throw new OfficialError(`required flag(s) ${names} not set`);
}
