import { findUser } from '../domain/resolve-user.ts';
import { isTaggedDevices, type User } from '../domain/user.ts';
import { HsError } from '../errors.ts';

/** A user, and why this one: named, the only one there is, or picked from a list. */
export interface ChosenUser {
  readonly user: User;
  readonly why: 'named' | 'only' | 'picked';
}

/** Asks a person to pick a user; undefined where there is nobody to ask. */
export type PickUser = ((users: readonly User[]) => Promise<User>) | undefined;

/**
 * Finds the user a command is for: the one named, else the only one there is, else the one picked.
 * @throws HsError `not_found` without users, `nobody_to_ask` with several and nobody to pick, or what finding by
 * name throws.
 */
export async function chooseUser(
  named: string | undefined,
  users: readonly User[],
  pick: PickUser,
): Promise<ChosenUser> {
  if (named !== undefined) return { user: findUser(named, users).user, why: 'named' };
  const people = users.filter((user) => !isTaggedDevices(user));
  const [only, ...others] = people;
  if (!only) {
    throw new HsError('not_found', 'There is no user yet', {
      hint: 'Create one first: hs users create --display-name "John Doe"',
    });
  }
  if (others.length === 0) return { user: only, why: 'only' };
  if (pick) return { user: await pick(people), why: 'picked' };
  const names = people.slice(0, 10).map(userLabel);
  const more = people.length > 10 ? ` and ${people.length - 10} more` : '';
  throw new HsError('nobody_to_ask', `There are ${people.length} users, so --user must say which`, {
    hint: `--user is one of: ${names.join(', ')}${more}`,
  });
}

/** The name people know a user by, with the id where the name alone would not do. */
export function userLabel(user: User): string {
  return user.name || user.email || user.displayName || `id:${user.id}`;
}
