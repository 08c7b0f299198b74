import type { Context } from '../context.ts';
import { from } from '../context.ts';
import type { SandboxStatus } from '../status.ts';
import { bareError } from '../status.ts';
import type { UserRow } from '../store/rows.ts';

/** What every release says of a user that does not exist. */
function userNotFound(): SandboxStatus {
  return bareError('user not found', 'user_not_found');
}

/** The user of this id; throws `user not found`, for 0 too. */
export function userById(context: Context, id: number): UserRow {
  const user = context.store.users.get(id);
  if (!user) throw userNotFound();
  return user;
}

/**
 * The one user of this name. From 0.24 on an empty name adds no condition to the query, so it finds the only user
 * there is; 0.23 looks for a user whose name is empty.
 */
export function userByName(context: Context, name: string): UserRow {
  const everybody = name === '' && from(context, '0.24');
  const found = context.store.users.filter((user) => everybody || user.name === name);
  const [only] = found;
  if (!only) throw userNotFound();
  if (found.length > 1) {
    throw bareError(`expected exactly one user, found ${found.length}`, 'user_ambiguous');
  }
  return only;
}
