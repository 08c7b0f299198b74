import type { PreAuthKey } from '../../../domain/pre-auth-key.ts';
import { findPreAuthKey } from '../../../domain/resolve-pre-auth-key.ts';
import type { Call } from '../../call.ts';
import { OfficialError } from '../../errors/official-error.ts';
import { idFlag } from '../../grammar/flag.ts';

/** `-i`, which names a key. */
export const ID = idFlag({ name: 'id', char: 'i', summary: 'The id of the key' });

/**
 * How a line says which key it is about, as `findPreAuthKey` reads it.
 * @throws OfficialError where it does not
 */
export function keyReference(call: Call): string {
  const id = call.value(ID);
  if (id === 0n) throw new OfficialError('missing --id parameter: missing parameters');
  return `id:${id}`;
}

/** The key of that reference. Throws `not_found`. */
export function keyMeant(reference: string, keys: readonly PreAuthKey[]): PreAuthKey {
  return findPreAuthKey(reference, keys).key;
}
