import { HsError } from '../errors.ts';
import type { PreAuthKey } from './pre-auth-key.ts';
import { named, quoted } from './quoted.ts';
import { ambiguous, uniqueById } from './resolution.ts';
import { maskSecret } from './secret.ts';
import { parseSelector } from './selector.ts';

/** A pre-auth key and what about it was named. */
export interface FoundPreAuthKey {
  readonly key: PreAuthKey;
  readonly matchedBy: 'id' | 'prefix' | 'secret';
}

const MODERN = 'hskey-auth-';
const PREFIX_LENGTH = 12;
/** Of keys that servers list in clear (up to 0.27), hs shows this many characters. */
const CLEAR_SHOWN = 8;

/**
 * Finds the one pre-auth key a reference names: its id, its start as lists show it, or the secret itself. A secret
 * of 0.28 and later is told by its first 12 characters, which is all that servers list. `id:` and `name:` force a
 * meaning. No error ever repeats a secret.
 * @throws HsError `invalid_value` (empty, id 0), `not_found`, `ambiguous`
 */
export function findPreAuthKey(reference: string, keys: readonly PreAuthKey[]): FoundPreAuthKey {
  const selector = parseSelector(reference, 'pre-auth key');
  const id = selector.kind === 'id' ? selector.id : selector.kind === 'digits' ? selector.text : undefined;
  const text = selector.kind === 'id' ? undefined : selector.kind === 'name' ? selector.name : selector.text;
  const matches = uniqueById(
    keys.flatMap((key): FoundPreAuthKey[] => {
      if (id !== undefined && key.id === id) return [{ key, matchedBy: 'id' }];
      return text === undefined ? [] : matchText(text, key);
    }),
    ({ key }) => key.id,
  );
  const [first, ...others] = matches;
  if (first === undefined) throw unknownKey(id, text ?? '');
  if (others.length > 0) throw severalKeys(matches);
  return first;
}

/** A pre-auth key as messages name it, never in clear: `hskey-auth-abcdefghijkl-*** (id 3, alice)`. */
export function describePreAuthKey(key: PreAuthKey): string {
  const owner = key.user?.name || key.user?.email || key.aclTags.join(' ');
  return `${maskSecret(key.key)} (id ${key.id}${owner === '' ? '' : `, ${named(owner)}`})`;
}

function matchText(text: string, key: PreAuthKey): FoundPreAuthKey[] {
  if (key.key === '') return [];
  if (key.key === text) return [{ key, matchedBy: text.endsWith('***') ? 'prefix' : 'secret' }];
  if (key.key.startsWith(MODERN)) return matchModern(text, key);
  const start = text.replace(/(\*{3}|…)$/, '');
  const longEnough = start.length >= CLEAR_SHOWN && start.length < key.key.length;
  return longEnough && key.key.startsWith(start) ? [{ key, matchedBy: 'prefix' }] : [];
}

/** Cut by length: the parts are base64url and may hold hyphens themselves. */
function matchModern(text: string, key: PreAuthKey): FoundPreAuthKey[] {
  const given = text.startsWith(MODERN) ? text.slice(MODERN.length) : text;
  if (given.slice(0, PREFIX_LENGTH) !== key.key.slice(MODERN.length, MODERN.length + PREFIX_LENGTH))
    return [];
  const rest = given.slice(PREFIX_LENGTH);
  if (/^(-?\*{3}|-?…|-)?$/.test(rest)) return [{ key, matchedBy: 'prefix' }];
  const listedInClear = !key.key.endsWith('***');
  const isSecret = text.startsWith(MODERN) && /^-[A-Za-z0-9_-]{64}$/.test(rest);
  return isSecret && !listedInClear ? [{ key, matchedBy: 'secret' }] : [];
}

function unknownKey(id: string | undefined, text: string): HsError {
  const shown = id === undefined ? shownReference(text) : `the id ${id}`;
  return new HsError('not_found', `There is no pre-auth key with ${shown}`, {
    hint: 'hs preauthkeys list shows what there is.',
  });
}

/** What may be repeated of a reference that could be a secret with a slip in it. */
function shownReference(text: string): string {
  const masked = maskSecret(text);
  return masked === '***' || masked === '' ? 'that start or secret' : quoted(masked);
}

function severalKeys(matches: readonly FoundPreAuthKey[]): HsError {
  return ambiguous(
    'pre-auth keys answer to that',
    matches.map(({ key }) => describePreAuthKey(key)),
    `Name the one you mean by its id, for example id:${matches[0]?.key.id ?? '1'}.`,
  );
}
