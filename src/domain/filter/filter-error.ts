import { HsError } from '../../errors.ts';
import { quoted } from '../quoted.ts';
import { maskPatterns } from '../secret.ts';

/** The text of a filter, and the flag it came with. */
export interface FilterSource {
  readonly text: string;
  /** `--filter`, or the flag that is short for one: then nobody typed the text, and it is not shown. */
  readonly flag: string;
}

/** The longest piece of a filter that tells where something is wrong. */
const LONGEST_PLACE = 24;

/** What is wrong with a filter, and where: `--filter "online and usr=x", after "online and": …`. */
export function filterError(
  source: FilterSource,
  at: number,
  reason: string,
  hint?: string | undefined,
): HsError {
  const where = source.flag === '--filter' ? ` ${quoted(source.text)}${place(source, at)}` : '';
  return new HsError('invalid_value', `${source.flag}${where}: ${reason}`, { hint });
}

function place({ text }: FilterSource, at: number): string {
  const before = text.slice(0, at).trim();
  if (before === '') return '';
  if (at >= text.trimEnd().length) return ', at its end';
  return `, after ${quoted(lastWords(maskPatterns(before)))}`;
}

/** Masked before it is cut: half a secret has no form that anything would know it by. */
function lastWords(text: string): string {
  if (text.length <= LONGEST_PLACE) return text;
  const words = text.split(/\s+/);
  let shown = words.pop() ?? '';
  for (let word = words.pop(); word !== undefined; word = words.pop()) {
    if (word.length + 1 + shown.length > LONGEST_PLACE) break;
    shown = `${word} ${shown}`;
  }
  return `…${shown}`;
}
