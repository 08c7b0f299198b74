import { invalidValue } from './invalid-value.ts';
import { quoted } from './quoted.ts';
import { TAGGED_DEVICES_NAME } from './user.ts';

/**
 * The names that every release and every policy parser takes (measured on 0.23 to 0.30): servers from 0.27 on
 * store anything, so hs is the one that looks. A dot or hyphen at the end and two dots in a row are refused too:
 * 0.23 can make the name part of a DNS name (`use_username_in_magic_dns`), where empty labels do not exist.
 */
const PORTABLE = /^[a-z][a-z0-9.-]{1,62}$/;
const LONGEST = 63;

const RULE =
  'A user name is 2 to 63 characters: lower-case letters, digits, dots and hyphens; ' +
  'a letter first, a letter or digit last, no two dots in a row';

/**
 * Accepts the name of a user to be made or renamed. Not for finding users: those that exist may have any name.
 * @throws HsError `invalid_value`
 */
export function parseUserName(text: string): string {
  const why = userNameFault(text);
  if (why === undefined) return text;
  const what = text === '' ? 'A user name cannot be empty' : `${quoted(text)} cannot be a user name`;
  const example = nameFromDisplayName(text.replace(/@.*$/s, '')) ?? 'john.doe';
  throw invalidValue(`${what}: ${why}`, `${RULE}, for example ${example}.`);
}

/** True for names such as `alice@example.com`, which identity providers (OIDC) give and people should not make. */
export function looksLikeOidcName(name: string): boolean {
  return name.includes('@');
}

/** Why a name is none that every release and every policy can express; undefined where it is one. */
export function userNameFault(text: string): string | undefined {
  if (text === '') return 'that would mean every user on some releases';
  if (text === TAGGED_DEVICES_NAME) return 'servers list tagged nodes under that name';
  if (looksLikeOidcName(text))
    return 'names with @ belong to users of an identity provider (an address goes into --email)';
  if (text.length > LONGEST) return `it has ${text.length} characters, ${LONGEST} are allowed`;
  if (text !== text.toLowerCase()) return 'it has upper-case letters';
  const strange = /[^a-z0-9.-]/u.exec(text)?.[0];
  if (strange !== undefined) return `${strange === ' ' ? 'a space' : quoted(strange)} is not allowed in it`;
  if (text.length < 2) return 'one character is too short';
  if (!/^[a-z]/.test(text)) return 'it does not begin with a letter';
  if (/[.-]$/.test(text)) return 'it ends with a dot or hyphen';
  if (text.includes('..')) return 'it has two dots in a row';
  return PORTABLE.test(text) ? undefined : 'it has characters that are not allowed';
}

/** Letters that Unicode does not split into a plain letter and a mark. */
const FOLDED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ɖ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
};

/**
 * The user name a person would derive from a display name: `John Doe` gives `john.doe`, `Ánna  Özil-Smith`
 * `anna.ozil-smith`. Undefined where nothing sensible is left, as of `漢字`, `007` or a single letter.
 */
export function nameFromDisplayName(displayName: string): string | undefined {
  const plain = displayName
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => FOLDED[letter] ?? (/\p{Pd}/u.test(letter) ? '-' : letter))
    .replace(/\s+/gu, '.')
    .replace(/[^a-z0-9.-]/gu, '')
    .replace(/[.-]{2,}/g, (run) => (run.includes('.') ? '.' : '-'));
  const name = plain
    .replace(/^[.-]+/, '')
    .slice(0, LONGEST)
    .replace(/[.-]+$/, '');
  return userNameFault(name) === undefined ? name : undefined;
}
