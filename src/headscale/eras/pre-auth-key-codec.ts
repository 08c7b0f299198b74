import type { PreAuthKey } from '../../domain/pre-auth-key.ts';
import type { User } from '../../domain/user.ts';
import type { Fields } from './read.ts';
import type { EraSchema } from './schema.ts';
import { readOwner } from './user-codec.ts';

/**
 * A PreAuthKey. Up to 0.25 it names its user by text alone (0.24 and 0.25 write the e-mail address where there is
 * one), so the user must be known from elsewhere: `owner` is the user the keys were asked for.
 */
export function readPreAuthKey(fields: Fields, schema: EraSchema, owner: User | null): PreAuthKey {
  return {
    id: fields.id('id'),
    user: schema.preAuthKeyUser === 'text' ? owner : (readOwner(fields.optionalChild('user')) ?? owner),
    key: fields.text('key'),
    reusable: fields.flag('reusable'),
    ephemeral: fields.flag('ephemeral'),
    used: fields.flag('used'),
    expiration: fields.time('expiration'),
    createdAt: fields.timeIfSet('createdAt'),
    aclTags: fields.textSet('aclTags'),
  };
}

/**
 * The key a node came in with; null where there was none. Up to 0.25 its user is the node's where the text fits
 * him, else unknown: the node may have been moved since.
 */
export function readPreAuthKeyOfNode(
  fields: Fields | undefined,
  schema: EraSchema,
  nodeOwner: User | null,
): PreAuthKey | null {
  if (fields?.optionalId('id') === undefined) return null;
  if (schema.preAuthKeyUser === 'message') return readPreAuthKey(fields, schema, null);
  const text = fields.text('user');
  const fits = nodeOwner !== null && text !== '' && [nodeOwner.name, nodeOwner.email].includes(text);
  return readPreAuthKey(fields, schema, fits ? nodeOwner : null);
}
