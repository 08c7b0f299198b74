import { describeUser } from '../domain/resolve-user.ts';
import { isTaggedDevices, type User, usersKnownByName } from '../domain/user.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/**
 * What to say of pre-auth keys that the release does not list; undefined where it lists all of these users.
 * @param users asked for where they are not known, and only where the release leaves keys out
 */
export async function unlistedKeys(
  api: Pick<HeadscaleApi, 'hazard' | 'listUsers'>,
  users?: readonly User[],
): Promise<string | undefined> {
  const hazard = await api.hazard('preAuthKeysListedByName');
  if (!hazard) return undefined;
  const all = users ?? (await api.listUsers());
  const known = new Set(usersKnownByName(all));
  const unlisted = all.filter((user) => !known.has(user) && !isTaggedDevices(user));
  return unlisted.length === 0 ? undefined : `${hazard.sentence}: ${unlisted.map(describeUser).join(', ')}`;
}
