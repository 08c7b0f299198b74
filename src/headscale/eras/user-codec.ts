import type { User } from '../../domain/user.ts';
import type { Fields } from './read.ts';

/** A User of any era; 0.23 has the name and the time alone. */
export function readUser(fields: Fields): User {
  return {
    id: fields.id('id'),
    name: fields.text('name'),
    displayName: fields.text('displayName'),
    email: fields.text('email'),
    provider: fields.text('provider'),
    providerId: fields.text('providerId'),
    profilePicUrl: fields.text('profilePicUrl'),
    createdAt: fields.timeIfSet('createdAt'),
  };
}

/** The owner inside a node or a key; null where there is none, which a User without an id says too. */
export function readOwner(fields: Fields | undefined): User | null {
  return fields?.optionalId('id') === undefined ? null : readUser(fields);
}
