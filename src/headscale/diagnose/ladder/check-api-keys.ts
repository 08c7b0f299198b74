import type { ApiKey } from '../../../domain/api-key.ts';
import { toMillis, toRfc3339 } from '../../../domain/instant.ts';
import { isRefusedByLaterReleases } from '../../../domain/old-api-key.ts';
import { releaseIndex } from '../../../domain/release.ts';
import { apiKeyPrefix, describeApiKey, rawPrefix } from '../../../domain/resolve-api-key.ts';
import { clockAhead } from './check-clock.ts';
import { type Finding, ok, skipped, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';

const DAY_MS = 86_400_000;

/** There is time to make a new key from here on, and not much. */
const SOON_DAYS = 14;

/** The most keys that are named. */
const MOST_NAMED = 3;

/** When the key in use ends, by the server's clock where that is known. */
export async function checkKeyExpiry(ex: Examination): Promise<Finding> {
  const look = await ex.keys();
  if (look.kind !== 'works') return skipped('the API keys could not be listed');
  const { apiKey } = ex.server;
  if (apiKey === undefined) return skipped('no key is in use');
  const own = look.keys.find((key) => rawPrefix(key.prefix) === apiKeyPrefix(apiKey));
  if (!own) return skipped('the key in use is not among those that are listed');
  if (own.expiration === null) return ok('the server has no end for it');
  const left = toMillis(own.expiration) - (ex.options.now() + ((await clockAhead(ex)) ?? 0));
  const days = Math.floor(left / DAY_MS);
  const end = toRfc3339({ ...own.expiration, nanos: 0 });
  const detail = `${describeApiKey(own)} ends in ${days === 1 ? '1 day' : `${days} days`} (${end})`;
  if (days >= SOON_DAYS) return ok(detail);
  return warning(detail, ['Make the next one while this one works: hs apikeys rotate']);
}

/** Keys that work now, or are only listed, and that an upgrade makes useless. */
export async function checkOldKeys(ex: Examination): Promise<Finding> {
  const look = await ex.keys();
  if (look.kind !== 'works') return skipped('the API keys could not be listed');
  const now = ex.options.now();
  const old = look.keys.filter((key) => isRefusedByLaterReleases(key, now));
  if (old.length === 0) return ok('none was made by 0.23 or 0.24');
  const release = await ex.release();
  const dead = release !== undefined && releaseIndex(release.range.oldest) >= releaseIndex('0.28');
  if (dead) {
    return warning(`made by 0.23 or 0.24, so still listed and refused since 0.28: ${listed(old)}`, [
      'Delete them, once nobody waits for them: hs apikeys delete ID',
    ]);
  }
  return warning(`made by 0.23 or 0.24, and refused from 0.28 on: ${listed(old)}`, [
    'Before the upgrade make them anew on 0.25 to 0.27: hs apikeys create --expiration 90d',
    'On 0.23 and 0.24 every new key is of that kind: go to 0.25, 0.26 or 0.27 first.',
  ]);
}

function listed(keys: readonly ApiKey[]): string {
  const shown = keys.slice(0, MOST_NAMED).map(describeApiKey).join(', ');
  const more = keys.length - MOST_NAMED;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
