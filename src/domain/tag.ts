import { invalidValue } from './invalid-value.ts';
import { quoted } from './quoted.ts';

const RULE = 'A tag is "tag:" and a name in lower case without spaces';

/**
 * Accepts one tag. The rule is the one of all servers (measured on 0.23 to 0.30): it begins with `tag:`, is lower
 * case and has no space; on top of that the name must not be empty, and what cannot be seen is refused.
 * @throws HsError `invalid_value`
 */
export function parseTag(text: string): string {
  const why = whyRefused(text);
  if (why === undefined) return text;
  const meant = likelyTag(text);
  throw invalidValue(
    `${text === '' ? 'An empty text' : quoted(text)} is not a tag: ${why}`,
    meant === undefined ? `${RULE}, for example tag:web.` : `${RULE}: write ${meant}.`,
  );
}

/**
 * Reads the values of a `--tags` flag, each of which may hold several tags separated by commas.
 * @returns every tag once, sorted as servers sort them
 * @throws HsError `invalid_value`
 */
export function parseTags(values: readonly string[]): string[] {
  const tags = values.flatMap((value) => value.split(',')).map((tag) => parseTag(tag.trim()));
  return sortedTags(tags);
}

/** Every tag once, sorted. */
export function sortedTags(tags: Iterable<string>): string[] {
  return [...new Set(tags)].sort();
}

function whyRefused(text: string): string | undefined {
  if (text === '') return 'there is nothing in it';
  if (!text.startsWith('tag:')) return 'it does not begin with "tag:"';
  if (text === 'tag:') return 'the name after "tag:" is missing';
  if (/\s/u.test(text)) return 'there is a space in it';
  if (text !== text.toLowerCase()) return 'it has upper-case letters';
  if (/[\p{C},"'\\]/u.test(text)) return 'it has a character that no tag can have';
  return undefined;
}

/** What was probably meant: `web`, `Tag:Web` and `tag: web` all stand for `tag:web`. */
function likelyTag(text: string): string | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^(tags?\s*[:=]\s*)+/u, '')
    .replace(/\s+/gu, '-');
  return /^[a-z][a-z0-9_.-]{0,40}$/.test(name) ? `tag:${name}` : undefined;
}
