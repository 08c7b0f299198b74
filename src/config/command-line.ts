import { invalidValue } from '../domain/invalid-value.ts';
import { quoted } from '../domain/quoted.ts';

/** What only a shell would read: quotes, variables, pipes, redirections, a home folder. */
const FOR_SHELLS = /['"`|<>;]|\$[({A-Za-z_]|&&|(?:^|\s)~/;

const HOW = `Write paths in full, and words with spaces in them as a JSON list: '["pass", "show", "my key"]'.`;

/**
 * A program and its arguments out of one text: words between spaces, or a JSON list where one of them has a space in
 * it. What a shell would read is refused, since none ever does.
 * @param flag named in errors; the text is not, for it may hold something secret
 * @throws HsError `invalid_value`
 */
export function parseCommandLine(text: string, flag: string): readonly [string, ...string[]] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) return fromJson(trimmed, flag);
  const strange = FOR_SHELLS.exec(trimmed)?.[0].trim();
  if (strange !== undefined) {
    throw invalidValue(`${flag} holds ${quoted(strange)}, and no shell reads it`, HOW);
  }
  return withProgram(trimmed.split(/\s+/), flag);
}

function fromJson(text: string, flag: string): readonly [string, ...string[]] {
  let words: unknown;
  try {
    words = JSON.parse(text);
  } catch {
    throw invalidValue(`${flag} begins like a JSON list and is none`, HOW);
  }
  const isText = (word: unknown): word is string => typeof word === 'string' && !word.includes('\0');
  if (!Array.isArray(words) || !words.every(isText)) {
    throw invalidValue(`${flag} is a JSON list of something else than texts`, HOW);
  }
  return withProgram(words, flag);
}

function withProgram(
  [program = '', ...args]: readonly string[],
  flag: string,
): readonly [string, ...string[]] {
  if (program.trim() === '') throw invalidValue(`${flag} names no program`, HOW);
  return [program, ...args];
}
