import type { ApiKey } from '../domain/api-key.ts';
import { apiKeyPrefix, describeApiKey, rawPrefix } from '../domain/resolve-api-key.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { checkNewKey } from './check-new-key.ts';
import { isOwnApiKey } from './own-api-key.ts';
import type { Rotation } from './rotation.ts';

/** Which keys there are after a step that failed. */
interface Aftermath {
  /** A sentence without its full stop each. */
  readonly said: readonly string[];
  /** What to do about them. */
  readonly hint: string | undefined;
  /** A better reason than the one that was met. */
  readonly why?: HsError | undefined;
}

/** The error of a step, with what it leaves behind. */
export function brokenOff(why: HsError, said: readonly string[], hint: string | undefined): HsError {
  return new HsError(why.code, why.message, { details: said, hint: hint ?? why.hint, cause: why });
}

/** Said where the new key was not made, or is gone again. */
export function oldStays({ old }: Rotation): string {
  return `${describeApiKey(old)} is as it was`;
}

/** Said where the new key is kept and the old one could not be ended, or nobody knows. */
export function oldLives({ old }: Rotation, key: ApiKey, why?: HsError): string {
  const lives = why?.code === 'answer_lost' || why?.code === 'interrupted' ? 'may still work' : 'still works';
  return `${describeApiKey(key)} is in use from now on; ${describeApiKey(old)} ${lives}`;
}

/** The command that ends a key on this server. */
export function expireCommand({ aim }: Pick<Rotation, 'aim'>, key: Pick<ApiKey, 'id' | 'prefix'>): string {
  const bare = rawPrefix(key.prefix);
  // A prefix may begin with a dash.
  return `hs apikeys expire ${key.id === '' ? `name:${bare}` : `id:${key.id}`}${aim}`;
}

/**
 * Ends a key that nobody has, with the old one, or with itself where somebody has ended that. Never throws: what cannot
 * be ended is named. Where the server made the key useless from birth, that is the reason for everything.
 */
export async function takeBack(rotation: Rotation, secret: string): Promise<Aftermath> {
  const prefix = apiKeyPrefix(secret) ?? '';
  let key: ApiKey = { id: '', prefix, expiration: null, createdAt: null, lastSeen: null };
  let why: HsError | undefined;
  let old = oldStays(rotation);
  const end = async (api: HeadscaleApi) => {
    const listed = (await api.listApiKeys()).find((one) => isOwnApiKey(one, secret));
    if (listed) {
      key = listed;
      why = faultOfBirth(listed, rotation.now);
    }
    if (why === undefined) await api.expireApiKey(key);
  };
  try {
    await withKey(rotation, rotation.secret, end).catch((error: unknown) => {
      if (!(error instanceof HsError) || error.code !== 'credentials') throw error;
      old = `${describeApiKey(rotation.old)} works no more`;
      return withKey(rotation, secret, end);
    });
    const gone = why ? 'is of no use' : 'was expired again';
    return { said: [`The new key ${nameOf(key)} ${gone}; ${old}`], hint: why?.hint, why };
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    const said = `The new key ${nameOf(key)} is there and nobody has it; ${old}`;
    return { said: [said], hint: `Expire the new one: ${expireCommand(rotation, key)}` };
  }
}

/** What to look for where a key may have been made whose secret nobody got. Never throws. */
export async function newSince(rotation: Rotation): Promise<Aftermath> {
  const look = `hs apikeys list --sort createdAt${rotation.aim}`;
  try {
    const known = new Set(rotation.before.map(({ id }) => id));
    const keys = await withKey(rotation, rotation.secret, (api) => api.listApiKeys());
    const fresh = keys.filter(({ id }) => !known.has(id));
    const [first] = fresh;
    if (first === undefined)
      return { said: ['No new key is listed so far'], hint: `Look again before the next try: ${look}` };
    return {
      said: [`New since then, if nobody else made it: ${fresh.map(describeApiKey).join(', ')}`],
      hint: `Nobody has its secret: ${expireCommand(rotation, first)}`,
    };
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    return { said: ['A key may be there that nobody has'], hint: `Look for the newest: ${look}` };
  }
}

async function withKey<T>(
  { openBack }: Rotation,
  apiKey: string,
  use: (api: HeadscaleApi) => Promise<T>,
): Promise<T> {
  const api = await openBack(apiKey);
  try {
    return await use(api);
  } finally {
    api.close();
  }
}

function faultOfBirth(key: ApiKey, now: number): HsError | undefined {
  try {
    checkNewKey(key, now);
    return undefined;
  } catch (error) {
    if (error instanceof HsError) return error;
    throw error;
  }
}

function nameOf(key: ApiKey): string {
  return key.id === '' ? key.prefix : describeApiKey(key);
}
