import type { PreAuthKey } from '../../domain/pre-auth-key.ts';
import { maskSecret } from '../../domain/secret.ts';
import { jsonTime, knownTime } from '../times.ts';
import type { JsonObject, JsonOptions, View } from '../view.ts';
import { shownKeyExpiration } from './expiration.ts';
import { userJson, userLabel } from './users.ts';

/** Pre-auth keys in every format; secrets that the server lists in clear are masked unless revealed. */
export const preAuthKeyView: View<PreAuthKey> = {
  one: 'pre-auth key',
  many: 'pre-auth keys',
  columns: [
    { id: 'id', header: 'ID', description: 'number of the key', value: (key) => key.id, shrink: 'never' },
    {
      id: 'key',
      header: 'Key',
      description: 'the key, masked unless --reveal',
      value: (key, context) => preAuthKeyText(key, context),
      // A revealed key that was cut would be copied and then fail.
      shrink: 'never',
    },
    {
      id: 'user',
      header: 'User',
      description: 'who nodes joining with it belong to',
      value: (key) => userLabel(key.user),
    },
    {
      id: 'reusable',
      header: 'Reusable',
      description: 'whether it works more than once',
      value: (key) => key.reusable,
    },
    {
      id: 'ephemeral',
      header: 'Ephemeral',
      description: 'whether its nodes vanish once they are offline',
      value: (key) => key.ephemeral,
    },
    {
      id: 'used',
      header: 'Used',
      description: 'whether a node has joined with it',
      value: (key) => key.used,
    },
    {
      id: 'expiration',
      header: 'Expires',
      description: 'when it stops working',
      value: (key) => key.expiration,
      shown: (key, context) => shownKeyExpiration(key.expiration, context),
    },
    {
      id: 'aclTags',
      header: 'Tags',
      description: 'tags that its nodes get',
      value: (key) => key.aclTags,
    },
    {
      id: 'createdAt',
      header: 'Created',
      description: 'when it was made',
      value: (key) => knownTime(key.createdAt),
      appears: 'wide',
    },
  ],
  toJson: preAuthKeyJson,
  id: (key) => key.id,
};

/** The JSON object of a pre-auth key, also inside nodes. A key born expired keeps its zero time, which says so. */
export function preAuthKeyJson(key: PreAuthKey, options: JsonOptions): JsonObject {
  return {
    id: key.id,
    user: key.user === null ? null : userJson(key.user),
    key: preAuthKeyText(key, options),
    reusable: key.reusable,
    ephemeral: key.ephemeral,
    used: key.used,
    expiration: jsonTime(key.expiration),
    createdAt: jsonTime(knownTime(key.createdAt)),
    aclTags: key.aclTags,
  };
}

/** The key itself where it may be shown, else its masked form. */
export function preAuthKeyText(key: PreAuthKey, options: JsonOptions): string {
  return options.reveal ? key.key : maskSecret(key.key);
}
