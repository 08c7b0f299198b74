import { type Instant, toMillis } from '../domain/instant.ts';
import { formatRelative } from '../domain/relative-time.ts';
import { apiKeyPrefix } from '../domain/resolve-api-key.ts';
import { HsError } from '../errors.ts';
import { typedAddress } from '../headscale/named-address.ts';
import { keyEndToSay } from '../state/key-end.ts';
import type { Dependencies } from './dependencies.ts';
import type { ServerTarget } from './server-target.ts';

const DAY_MS = 86_400_000;

/**
 * What there is to say of a key in use that is near its end, once a day for each server; undefined for nothing. It is
 * told from what was remembered: no call is made for it.
 */
export async function keyEndLine(
  target: ServerTarget,
  { state, now }: Pick<Dependencies, 'state' | 'now'>,
): Promise<string | undefined> {
  const { address, apiKey, context } = target;
  const prefix = apiKey === undefined ? undefined : apiKeyPrefix(apiKey);
  if (prefix === undefined || state.folder === undefined) return undefined;
  try {
    const end = await keyEndToSay(state, { address: address.text, prefix }, now());
    if (end === undefined) return undefined;
    const whose = context === undefined ? 'in use' : `of context ${context}`;
    return `The API key ${whose} ends ${inWords(end, now())}: ${nextCommand(target)}`;
  } catch (error) {
    if (error instanceof HsError) return undefined;
    throw error;
  }
}

/** Whole days, as people count them, and finer on the last ones. */
function inWords(end: Instant, now: number): string {
  const days = Math.floor((toMillis(end) - now) / DAY_MS);
  return days >= 2 ? `in ${days} days` : formatRelative(end, now);
}

function nextCommand({ address, context, readOnly, settings }: ServerTarget): string {
  const named = settings.address.origin.kind === 'context' ? ` --context ${context}` : '';
  if (readOnly) return `hs login ${typedAddress(address)}${named}`;
  return `hs apikeys rotate${named}${settings.apiKey.value.kind === 'stored' ? '' : ' --print'}`;
}
