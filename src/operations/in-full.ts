import type { Node } from '../domain/node.ts';
import type { PreAuthKey } from '../domain/pre-auth-key.ts';
import { findPreAuthKey } from '../domain/resolve-pre-auth-key.ts';
import { findUser } from '../domain/resolve-user.ts';
import type { User } from '../domain/user.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { unlistedKeys } from './unlisted-keys.ts';

/** A user with what belongs to it. */
export interface UserInFull extends User {
  readonly nodes: readonly Node[];
  readonly preAuthKeys: readonly PreAuthKey[];
  /** What the release does not tell of its keys. */
  readonly unlisted: string | undefined;
}

/** A pre-auth key with the nodes that joined with it. */
export interface PreAuthKeyInFull extends PreAuthKey {
  readonly nodes: readonly Node[];
}

/**
 * The user that is meant, its nodes and its keys.
 * @throws HsError as `findUser` does
 */
export async function userInFull(api: HeadscaleApi, reference: string): Promise<UserInFull> {
  const [users, nodes] = await Promise.all([api.listUsers(), api.listNodes()]);
  const { user } = findUser(reference, users);
  // Old releases list keys by the name of a user: they are not asked where several have it.
  const namesakes = users.filter(({ name }) => name === user.name);
  const keys = await api.listPreAuthKeys({ users: namesakes });
  const unlisted = await unlistedKeys(api, namesakes);
  const isOwner = (owner: User | null) => owner?.id === user.id;
  return {
    ...user,
    nodes: nodes.filter((node) => isOwner(node.user)),
    preAuthKeys: keys.filter((key) => isOwner(key.user)),
    unlisted,
  };
}

/**
 * The pre-auth key that is meant, and who came in with it.
 * @throws HsError as `findPreAuthKey` does
 */
export async function preAuthKeyInFull(api: HeadscaleApi, reference: string): Promise<PreAuthKeyInFull> {
  const [keys, nodes] = await Promise.all([api.listPreAuthKeys(), api.listNodes()]);
  const { key } = findPreAuthKey(reference, keys);
  return { ...key, nodes: nodes.filter(({ preAuthKey }) => preAuthKey?.id === key.id) };
}
