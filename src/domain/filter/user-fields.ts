import type { User } from '../user.ts';
import type { FilterFields } from './field.ts';
import { wordField } from './text-fields.ts';
import { createdField, idField } from './time-fields.ts';

/** What users can be filtered by. */
export const userFields: FilterFields<User> = {
  noun: 'users',
  example: 'email~@example.com and created<30d',
  fields: [
    idField(({ id }) => id),
    wordField(
      {
        name: 'name',
        aliases: ['user'],
        description: 'name holds that text; = for the whole name',
        example: 'name~ali',
      },
      ({ name }) => [name],
    ),
    wordField(
      { name: 'displayName', description: 'display name holds that text', example: 'displayName~Doe' },
      ({ displayName }) => [displayName],
    ),
    wordField(
      {
        name: 'email',
        aliases: ['mail'],
        description: 'e-mail address holds that text; ="" for none',
        example: 'email~@example.com',
      },
      ({ email }) => [email],
    ),
    wordField(
      {
        name: 'provider',
        description: 'comes from there; ="" for users made by hand',
        example: 'provider=oidc',
      },
      ({ provider }) => [provider],
    ),
    wordField(
      {
        name: 'providerId',
        description: 'who the user is to the identity provider',
        example: 'providerId~accounts',
      },
      ({ providerId }) => [providerId],
    ),
    createdField(({ createdAt }) => createdAt),
  ],
};
