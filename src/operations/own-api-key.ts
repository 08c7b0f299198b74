import type { ApiKey } from '../domain/api-key.ts';
import { formatRelative } from '../domain/relative-time.ts';
import { apiKeyPrefix, rawPrefix } from '../domain/resolve-api-key.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** Whether a listed key is the one that this program uses: without it the next command is refused. */
export function isOwnApiKey(key: ApiKey, secretInUse: string | undefined): boolean {
  return secretInUse !== undefined && apiKeyPrefix(secretInUse) === rawPrefix(key.prefix);
}

/**
 * The key in use as the server lists it, which also proves that the server takes it; undefined on a socket, where
 * nobody asks for one.
 * @throws HsError `credentials` where the server refuses it
 */
export async function ownApiKey(
  api: HeadscaleApi,
  secretInUse: string | undefined,
): Promise<ApiKey | undefined> {
  return (await api.listApiKeys()).find((key) => isOwnApiKey(key, secretInUse));
}

/** When a key stops working: `in 90d`; undefined where nothing is known of it. */
export function keyEnd(key: ApiKey | undefined, nowMs: number): string | undefined {
  return key?.expiration ? formatRelative(key.expiration, nowMs) : undefined;
}
