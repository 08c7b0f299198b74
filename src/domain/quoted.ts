import { maskPatterns } from './secret.ts';

/** Longer values are cut in messages, so that the reason stays in sight. */
const LONGEST_SHOWN = 60;

/** What a terminal could act on or a reader could not see: controls, bidi overrides, invisible and lone characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Words that need no quotation marks to be told from the sentence around them. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@:+/*-]*$/u;

/**
 * A value as error messages show it: in double quotes, what cannot be seen written as `\u{202e}` or `\n`,
 * cut after 60 characters, and masked where it has the form of a secret.
 */
export function quoted(text: string): string {
  return `"${visible(text)}"`;
}

/** A name inside a sentence: as it is where that is clear, else as {@link quoted} shows it. */
export function named(text: string): string {
  const shown = visible(text);
  return PLAIN.test(shown) && shown === text ? text : `"${shown}"`;
}

function visible(text: string): string {
  const characters = [...maskPatterns(text)];
  const cut = characters.length > LONGEST_SHOWN;
  const kept = (cut ? characters.slice(0, LONGEST_SHOWN) : characters).join('');
  const escaped = kept.replace(/["\\]/g, '\\$&').replace(UNSEEN, escapeCharacter);
  return cut ? `${escaped}…` : escaped;
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
