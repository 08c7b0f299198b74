import type { Instant } from './instant.ts';

/** A person (or a pseudo person) that nodes and keys belong to. Empty strings where nothing is known. */
export interface User {
  /** Decimal, never "0". */
  readonly id: string;
  /** May be empty or shared by several users where they come from OIDC (0.24 and later). */
  readonly name: string;
  /** Always empty on 0.23, which does not store it. */
  readonly displayName: string;
  readonly email: string;
  /** `oidc`, or empty for a user made by hand. */
  readonly provider: string;
  readonly providerId: string;
  readonly profilePicUrl: string;
  readonly createdAt: Instant | null;
}

/** What a new user is made of. 0.23 keeps the name alone. */
export interface NewUser {
  readonly name: string;
  readonly displayName?: string;
  readonly email?: string;
  readonly pictureUrl?: string;
}

/** The id under which 0.28 and later list the owner of tagged nodes (`tagged-devices`). Not a real user. */
export const TAGGED_DEVICES_ID = '2147455555';

/** The name of that pseudo user. */
export const TAGGED_DEVICES_NAME = 'tagged-devices';

/** True for the pseudo user that stands for "owned by its tags". */
export function isTaggedDevices(user: Pick<User, 'id' | 'name'>): boolean {
  return user.id === TAGGED_DEVICES_ID;
}

/** Those whom a name tells from all others: not the pseudo user, nor who has none or shares one. */
export function usersKnownByName(users: readonly User[]): User[] {
  const real = users.filter((user) => !isTaggedDevices(user));
  const byName = Map.groupBy(real, ({ name }) => name);
  return real.filter(({ name }) => name !== '' && byName.get(name)?.length === 1);
}
