import { distance } from 'fastest-levenshtein';
import type { OfficialCommand } from './command.ts';

/** How far a word may be from a command to be taken for a slip. */
const FARTHEST = 2;

/** The lines that follow an unknown command where others are near; empty where none is. */
export function didYouMeanCommand(word: string, { commands = [] }: OfficialCommand): string {
  const typed = word.toLowerCase();
  const near = commands
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => name)
    .filter(
      (name) => distance(typed, name.toLowerCase()) <= FARTHEST || name.toLowerCase().startsWith(typed),
    );
  if (near.length === 0) return '';
  return `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}`;
}
