import type { ApiKey } from '../domain/api-key.ts';
import { apiKeyPrefix, rawPrefix } from '../domain/resolve-api-key.ts';

/** Whether a listed key is the one that this program uses: without it the next command is refused. */
export function isOwnApiKey(key: ApiKey, secretInUse: string | undefined): boolean {
  return secretInUse !== undefined && apiKeyPrefix(secretInUse) === rawPrefix(key.prefix);
}
