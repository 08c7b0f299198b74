import type { ApiKey } from '../domain/api-key.ts';
import { HsError } from '../errors.ts';
import { isOwnApiKey } from './own-api-key.ts';

/**
 * The API keys that may go of those that are over: never the one in use, whatever the clocks say of it.
 * @param secretInUse undefined on a socket, where no key is in use
 * @throws HsError `ambiguous` where none of the keys can be told to be the one in use: it may be any of them
 */
export function withoutKeyInUse(
  over: readonly ApiKey[],
  all: readonly ApiKey[],
  secretInUse: string | undefined,
): ApiKey[] {
  if (secretInUse === undefined) return [...over];
  const isOwn = (key: ApiKey) => isOwnApiKey(key, secretInUse);
  if (over.length > 0 && !all.some(isOwn)) {
    throw new HsError(
      'ambiguous',
      'It cannot be told which of the API keys is the one in use, so none was deleted',
      {
        hint: 'hs apikeys list shows them, and `hs apikeys delete id:3` deletes one.',
      },
    );
  }
  return over.filter((key) => !isOwn(key));
}
