import type { User } from '../../domain/user.ts';
import { jsonTime, knownTime } from '../times.ts';
import type { JsonObject, View } from '../view.ts';

/** Users in every format. */
export const userView: View<User> = {
  one: 'user',
  many: 'users',
  columns: [
    { id: 'id', header: 'ID', description: 'number of the user', value: (user) => user.id, shrink: 'never' },
    {
      id: 'name',
      header: 'Name',
      description: 'name, as policies and commands take it',
      value: (user) => user.name,
      least: 10,
    },
    {
      id: 'displayName',
      header: 'Display name',
      description: 'name as people write it',
      value: (user) => user.displayName,
      shrink: 'first',
      least: 10,
      drop: 2,
      hideEmpty: true,
    },
    {
      id: 'email',
      header: 'E-mail',
      description: 'e-mail address',
      value: (user) => user.email,
      least: 16,
      drop: 3,
      hideEmpty: true,
    },
    {
      id: 'createdAt',
      header: 'Created',
      description: 'when the user was made',
      value: (user) => knownTime(user.createdAt),
      shrink: 'never',
      drop: 1,
    },
    {
      id: 'provider',
      header: 'Provider',
      description: 'oidc, or empty for a user made by hand',
      value: (user) => user.provider,
      appears: 'wide',
    },
    {
      id: 'providerId',
      header: 'Provider ID',
      description: 'who the user is to the identity provider',
      value: (user) => user.providerId,
      appears: 'wide',
      shrink: 'first',
    },
    {
      id: 'profilePicUrl',
      header: 'Picture',
      description: 'address of the picture',
      value: (user) => user.profilePicUrl,
      appears: 'asked',
    },
  ],
  toJson: userJson,
  id: (user) => user.id,
  name: userLabel,
};

/** The JSON object of a user, also inside nodes and pre-auth keys. */
export function userJson(user: User): JsonObject {
  return {
    id: user.id,
    name: user.name,
    createdAt: jsonTime(knownTime(user.createdAt)),
    displayName: user.displayName,
    email: user.email,
    providerId: user.providerId,
    provider: user.provider,
    profilePicUrl: user.profilePicUrl,
  };
}

/** What a column calls an owner: the name, or what stands in for it where the identity provider gave none. */
export function userLabel(user: User | null): string {
  if (user === null) return '';
  return user.name || user.email || user.displayName || user.id;
}
