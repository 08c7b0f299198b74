import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/table.ts';

const SRC = path.join(import.meta.dirname, '../../src');

const texts = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(SRC, file), 'utf8') }));

/** Sentences about hs begin so; a command never does. */
const SAID_OF_HS = new Set([
  'administers',
  'brings',
  'checked',
  'finds',
  'has',
  'in',
  'is',
  'itself',
  'keeps',
  'looks',
  'masks',
  'needs',
  'names',
  'never',
  'refuses',
  'shows',
  'was',
]);

/** What stands after `hs ` in a text for people, comments left out: up to three words. */
function mentioned(text: string): string[] {
  const said = text.replace(/^\s*(\/\/|\/?\*).*$/gm, '');
  return [...said.matchAll(/(?:['`(]|: |Run |try )hs ([a-z]+(?:-[a-z]+)*(?: [a-z]+(?:-[a-z]+)*){0,2})/g)]
    .map(([, words = '']) => words)
    .filter((words) => !SAID_OF_HS.has(words.split(' ')[0] ?? ''));
}

function isCommand(words: string): boolean {
  const parts = words.split(' ');
  // Neither is in the table of commands.
  if (parts[0] === 'help' || parts[0] === 'headscale') return true;
  const ids = Object.keys(COMMANDS);
  return [1, 2, 3].some((count) => ids.includes(parts.slice(0, count).join(' ')));
}

test('finds what hints tell people to run', () => {
  expect(mentioned('Set it: `hs policy set FILE`, or Run hs version.')).toEqual(['policy set', 'version']);
});

test('no text of the program names a command that there is not', () => {
  const strange = texts.flatMap(({ file, text }) =>
    mentioned(text)
      .filter((words) => !isCommand(words))
      .map((words) => `${file}: hs ${words}`),
  );
  expect(strange).toEqual([]);
});
