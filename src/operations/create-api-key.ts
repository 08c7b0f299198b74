import type { ApiKey, NewApiKey } from '../domain/api-key.ts';
import type { Instant } from '../domain/instant.ts';
import { apiKeyPrefix, describeApiKey, rawPrefix } from '../domain/resolve-api-key.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { checkNewKey } from './check-new-key.ts';

/**
 * Makes an API key and looks it up: the answer holds the secret alone, neither id nor end. A look-up that fails is
 * said and does not hide the key, which is shown only now.
 */
export async function createApiKey(
  api: HeadscaleApi,
  expiration: Instant,
  nowMs: number,
): Promise<{ key: NewApiKey; notices: string[]; done: string }> {
  const secret = await api.createApiKey(expiration);
  const prefix = apiKeyPrefix(secret) ?? '';
  const listed = (await keysOrNone(api)).find((key) => rawPrefix(key.prefix) === prefix);
  if (listed) {
    const notices = checkNewKey(listed, nowMs);
    return { key: { ...listed, secret }, notices, done: `Created API key ${describeApiKey(listed)}` };
  }
  const unknown: NewApiKey = { id: '', prefix, expiration, createdAt: null, lastSeen: null, secret };
  return { key: unknown, notices: ['The new key could not be looked up'], done: 'Created an API key' };
}

async function keysOrNone(api: HeadscaleApi): Promise<readonly ApiKey[]> {
  try {
    return await api.listApiKeys();
  } catch (error) {
    if (error instanceof HsError) return [];
    throw error;
  }
}
