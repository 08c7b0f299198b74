import type { ApiKey, NewApiKey } from '../domain/api-key.ts';
import { apiKeyPrefix, describeApiKey, rawPrefix } from '../domain/resolve-api-key.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { checkNewKey } from './check-new-key.ts';
import { isOwnApiKey } from './own-api-key.ts';
import type { Rotation } from './rotation.ts';
import { brokenOff, expireCommand, newSince, oldLives, oldStays, takeBack } from './rotation-failures.ts';

/**
 * Makes a key, tries it over a connection of its own, hands it over, and only then ends the old one. Whatever fails,
 * a key goes on working, and the error says which keys there are.
 * @throws HsError of the step that failed
 */
export async function rotateApiKey(rotation: Rotation): Promise<NewApiKey> {
  const { old, keeper, keepOld } = rotation;
  await keeper.ready();
  const secret = await made(rotation);
  const { key, api } = await tried(rotation, secret);
  const failed = await keeper.keep(key);
  if (failed) {
    const after = failed.useless
      ? await takeBack(rotation, secret)
      : { said: [`${describeApiKey(key)} and ${describeApiKey(old)} both work`], hint: undefined };
    throw brokenOff(failed.why, [...failed.said, ...after.said], failed.hint ?? after.hint);
  }
  if (keepOld) rotation.note(`${describeApiKey(old)} goes on working`);
  else await endOld(rotation, key, api);
  return key;
}

/** Creates the key. Nobody can tell whether a lost answer was one: what is listed since then is named. */
async function made(rotation: Rotation): Promise<string> {
  const { api, expiration } = rotation;
  refuseStopped(rotation, oldStays(rotation));
  try {
    return await api.createApiKey(expiration);
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    const unknown = error.code === 'answer_lost' || error.code === 'interrupted';
    const after = unknown ? await newSince(rotation) : { said: [], hint: error.hint };
    throw brokenOff(error, [...after.said, oldStays(rotation)], after.hint);
  }
}

/** Proves over a connection of its own that the key works; where it does not, it is ended again. */
async function tried(rotation: Rotation, secret: string): Promise<{ key: NewApiKey; api: HeadscaleApi }> {
  const { now, expiration, openNew, note } = rotation;
  try {
    const api = await openNew(secret);
    const listed = (await api.listApiKeys()).find((key) => isOwnApiKey(key, secret));
    for (const notice of listed ? checkNewKey(listed, now) : []) note(notice);
    refuseStopped(rotation);
    const unlisted = {
      id: '',
      prefix: apiKeyPrefix(secret) ?? '',
      expiration,
      createdAt: null,
      lastSeen: null,
    };
    const key = { ...(listed ?? unlisted), secret };
    rotation.done(`Created API key ${describeApiKey(key)}`);
    return { key, api };
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    const { said, hint, why = error } = await takeBack(rotation, secret);
    throw brokenOff(why, said, hint);
  }
}

/** Ends the old key with the new one, which is kept by now. */
async function endOld(rotation: Rotation, key: ApiKey, api: HeadscaleApi): Promise<void> {
  const { old } = rotation;
  const hint = expireCommand(rotation, old);
  refuseStopped(rotation, oldLives(rotation, key), hint);
  try {
    await api.expireApiKey(old);
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    // Somebody else deleted it meanwhile, or the answer alone was lost.
    const gone =
      error.code === 'not_found' || (error.code === 'answer_lost' && (await isOver(rotation, api)));
    if (!gone) throw brokenOff(error, [oldLives(rotation, key, error)], hint);
  }
  rotation.done(`Expired API key ${describeApiKey(old)}`);
}

async function isOver({ old }: Rotation, api: HeadscaleApi): Promise<boolean> {
  try {
    const listed = (await api.listApiKeys()).find(
      ({ prefix }) => rawPrefix(prefix) === rawPrefix(old.prefix),
    );
    return listed === undefined || hasNewEnd(listed, old);
  } catch (error) {
    if (error instanceof HsError) return false;
    throw error;
  }
}

/** An expired key ends at the moment it was expired. */
function hasNewEnd({ expiration }: ApiKey, old: ApiKey): boolean {
  return expiration?.seconds !== old.expiration?.seconds;
}

function refuseStopped({ stop }: Rotation, said?: string, hint?: string): void {
  if (!stop.aborted) return;
  throw brokenOff(new HsError('interrupted', 'Interrupted'), said === undefined ? [] : [said], hint);
}
