import { HsError } from '../errors.ts';
import type { ApiKey } from './api-key.ts';
import { named, quoted } from './quoted.ts';
import { ambiguous, uniqueById } from './resolution.ts';
import { maskSecret } from './secret.ts';
import { parseSelector } from './selector.ts';

/** An API key and what about it was named. */
export interface FoundApiKey {
  readonly key: ApiKey;
  readonly matchedBy: 'id' | 'prefix' | 'secret';
}

const MODERN = 'hskey-api-';
const MODERN_PREFIX = new RegExp(`^${MODERN}([A-Za-z0-9_-]{12})(-?\\*{3}|-?…|-)?$`);
const SECRETS = [
  /** 0.28 and later. */
  new RegExp(`^${MODERN}([A-Za-z0-9_-]{12})-[A-Za-z0-9_-]{64}$`),
  /** 0.25 to 0.27; later releases still take them. */
  /^([A-Za-z0-9_-]{7})\.[A-Za-z0-9_-]{32}$/,
  /** 0.23 and 0.24; 0.28 and later list them but take them no more. */
  /^([A-Za-z0-9_-]{10})\.[A-Za-z0-9_-]{43}$/,
];

/**
 * Finds the one API key a reference names: its id, its prefix (raw, or masked as lists show it) or the secret
 * itself, which is told by its prefix. `id:` and `name:` force a meaning. No error ever repeats a secret.
 * @throws HsError `invalid_value` (empty, id 0), `not_found`, `ambiguous`
 */
export function findApiKey(reference: string, keys: readonly ApiKey[]): FoundApiKey {
  const selector = parseSelector(reference, 'API key');
  const id = selector.kind === 'id' ? selector.id : selector.kind === 'digits' ? selector.text : undefined;
  const text = selector.kind === 'id' ? undefined : selector.kind === 'name' ? selector.name : selector.text;
  const secretPrefix = text === undefined ? undefined : apiKeyPrefix(text);
  const prefix = secretPrefix ?? (text === undefined ? undefined : rawPrefix(text));
  const matches = uniqueById(
    keys.flatMap((key): FoundApiKey[] => {
      if (id !== undefined && key.id === id) return [{ key, matchedBy: 'id' }];
      if (prefix === undefined || rawPrefix(key.prefix) !== prefix) return [];
      return [{ key, matchedBy: secretPrefix === undefined ? 'prefix' : 'secret' }];
    }),
    ({ key }) => key.id,
  );
  const [first, ...others] = matches;
  if (first === undefined) throw unknownKey(id, text ?? '');
  if (others.length > 0) throw severalKeys(matches);
  return first;
}

/** The raw prefix (12, 7 or 10 characters) inside the secret of an API key; undefined where the text is none. */
export function apiKeyPrefix(secret: string): string | undefined {
  for (const form of SECRETS) {
    const prefix = form.exec(secret)?.[1];
    if (prefix !== undefined) return prefix;
  }
  return undefined;
}

/** The bare prefix of any form in which servers list it: `abcdefg`, `abcdefg***`, `hskey-api-abcdefghijkl-***`. */
export function rawPrefix(listed: string): string {
  return MODERN_PREFIX.exec(listed)?.[1] ?? listed.replace(/(\*{3}|…)$/, '');
}

/** An API key as messages name it: `hskey-api-abcdefghijkl-*** (id 3)`. */
export function describeApiKey(key: ApiKey): string {
  return `${named(key.prefix)} (id ${key.id})`;
}

function unknownKey(id: string | undefined, text: string): HsError {
  const masked = maskSecret(text);
  const shown = masked === '***' || masked === '' ? 'that prefix or secret' : quoted(masked);
  return new HsError('not_found', `There is no API key with ${id === undefined ? shown : `the id ${id}`}`, {
    hint: 'hs apikeys list shows what there is.',
  });
}

function severalKeys(matches: readonly FoundApiKey[]): HsError {
  return ambiguous(
    'API keys answer to that',
    matches.map(({ key }) => describeApiKey(key)),
    `Name the one you mean by its id, for example id:${matches[0]?.key.id ?? '1'}.`,
  );
}
