import type { ApiKey } from '../api-key.ts';
import type { PreAuthKey } from '../pre-auth-key.ts';
import type { FilterFields } from './field.ts';
import { ownerField, tagField, wordField } from './text-fields.ts';
import { createdField, endingFields, idField, keyEnds } from './time-fields.ts';

/** What pre-auth keys can be filtered by. The keys themselves are secrets: no filter holds one. */
export const preAuthKeyFields: FilterFields<PreAuthKey> = {
  noun: 'pre-auth keys',
  example: 'user=alice and !expired',
  fields: [
    idField(({ id }) => id),
    ownerField(
      {
        name: 'user',
        aliases: ['owner'],
        description:
          'nodes joining with it belong to that user: name, e-mail, provider id or id; ="" for nobody',
        example: 'user=alice',
      },
      ({ user }) => user,
    ),
    tagField(
      {
        name: 'tag',
        aliases: ['tags', 'aclTags'],
        description: 'gives its nodes that tag; ~ for a piece of it',
        example: 'tag=web',
      },
      ({ aclTags }) => aclTags,
    ),
    {
      kind: 'flag',
      name: 'usable',
      description: 'a device can still join with it: it is neither over nor used up',
      example: 'usable',
      is: (key, now) => (key.reusable || !key.used) && (keyEnds(key) ?? Number.NEGATIVE_INFINITY) > now,
    },
    {
      kind: 'flag',
      name: 'used',
      description: 'a node has joined with it',
      example: 'used',
      is: ({ used }) => used,
    },
    {
      kind: 'flag',
      name: 'unused',
      description: 'no node has joined with it',
      example: 'unused',
      is: ({ used }) => !used,
    },
    {
      kind: 'flag',
      name: 'reusable',
      description: 'it works more than once',
      example: 'reusable',
      is: ({ reusable }) => reusable,
    },
    {
      kind: 'flag',
      name: 'ephemeral',
      description: 'its nodes vanish once they are offline',
      example: 'ephemeral',
      is: ({ ephemeral }) => ephemeral,
    },
    ...endingFields<PreAuthKey>(keyEnds),
    createdField(({ createdAt }) => createdAt),
  ],
};

/** What API keys can be filtered by. */
export const apiKeyFields: FilterFields<ApiKey> = {
  noun: 'API keys',
  example: 'expires<14d or expired',
  fields: [
    idField(({ id }) => id),
    wordField(
      {
        name: 'prefix',
        description: 'prefix holds that text; = for the whole prefix',
        example: 'prefix~wH4x',
      },
      ({ prefix }) => [prefix],
    ),
    ...endingFields<ApiKey>(keyEnds),
    createdField(({ createdAt }) => createdAt),
  ],
};
