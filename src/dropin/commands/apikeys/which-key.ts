import type { ApiKey } from '../../../domain/api-key.ts';
import { findApiKey } from '../../../domain/resolve-api-key.ts';
import type { Call } from '../../call.ts';
import { OfficialError } from '../../errors/official-error.ts';
import { idFlag, textFlag } from '../../grammar/flag.ts';

/** `-i`, which names a key. */
export const ID = idFlag({ name: 'id', char: 'i', summary: 'The id of the key' });

/** `-p`, which names a key. */
export const PREFIX = textFlag({
  name: 'prefix',
  char: 'p',
  summary: 'The prefix of the key, as it is listed',
});

/**
 * How a line says which key it is about, as `findApiKey` reads it.
 * @throws OfficialError where it does not, or says it twice
 */
export function keyReference(call: Call): string {
  const [id, prefix] = [call.value(ID), call.value(PREFIX)];
  if (id === 0n && prefix === '') {
    throw new OfficialError('either --id or --prefix must be provided: missing parameters');
  }
  if (id !== 0n && prefix !== '') {
    throw new OfficialError('only one of --id or --prefix can be provided: missing parameters');
  }
  return id === 0n ? `name:${prefix}` : `id:${id}`;
}

/** The key of that reference. Throws `not_found`. */
export function keyMeant(reference: string, keys: readonly ApiKey[]): ApiKey {
  return findApiKey(reference, keys).key;
}
