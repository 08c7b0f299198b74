import type { ShapeOf } from '../../domain/json-shape.ts';
import type { User } from '../../domain/user.ts';
import { shapedJson } from '../shaped-json.ts';
import { knownTime } from '../times.ts';
import type { View } from '../view.ts';

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
  toJson: (user, options) => shapedJson(user, userShape, options),
  id: (user) => user.id,
  name: userLabel,
};

/** The JSON object of a user, also inside nodes and pre-auth keys. */
export const userShape = {
  id: 'as it is',
  name: 'as it is',
  createdAt: 'time',
  displayName: 'as it is',
  email: 'as it is',
  providerId: 'as it is',
  provider: 'as it is',
  profilePicUrl: 'as it is',
} satisfies ShapeOf<User>;

/** What a column calls an owner: the name, or what stands in for it where the identity provider gave none. */
export function userLabel(user: User | null): string {
  if (user === null) return '';
  return user.name || user.email || user.displayName || user.id;
}
