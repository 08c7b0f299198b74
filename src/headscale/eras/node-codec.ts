import { isZeroTime } from '../../domain/instant.ts';
import type { Node, RegisterMethod } from '../../domain/node.ts';
import { readPreAuthKeyOfNode } from './pre-auth-key-codec.ts';
import type { Fields } from './read.ts';
import type { EraSchema } from './schema.ts';
import { readOwner } from './user-codec.ts';

/** In the order of their numbers, which is the same in every era. */
const REGISTER_METHODS = [
  'REGISTER_METHOD_UNSPECIFIED',
  'REGISTER_METHOD_AUTH_KEY',
  'REGISTER_METHOD_CLI',
  'REGISTER_METHOD_OIDC',
] as const satisfies readonly RegisterMethod[];

/** A Node as it stands in an answer. Up to 0.25 its routes are rows of their own and the lists here are empty. */
export function readNode(fields: Fields, schema: EraSchema): Node {
  const user = readOwner(fields.optionalChild('user'));
  const expiry = fields.time('expiry');
  const saysNever = expiry !== null && isZeroTime(expiry);
  return {
    id: fields.id('id'),
    name: fields.text('name'),
    givenName: fields.text('givenName'),
    user,
    ipAddresses: fields.texts('ipAddresses'),
    tags: schema.tags === 'one list' ? fields.textSet('tags') : fields.textSet('validTags', 'forcedTags'),
    online: fields.flag('online'),
    lastSeen: fields.timeIfSet('lastSeen'),
    expiry: saysNever ? null : expiry,
    ...(saysNever ? { expiryIsZero: true } : {}),
    createdAt: fields.timeIfSet('createdAt'),
    registerMethod: fields.oneOf('registerMethod', REGISTER_METHODS),
    approvedRoutes: fields.texts('approvedRoutes'),
    availableRoutes: fields.texts('availableRoutes'),
    subnetRoutes: fields.texts('subnetRoutes'),
    machineKey: fields.text('machineKey'),
    nodeKey: fields.text('nodeKey'),
    discoKey: fields.text('discoKey'),
    preAuthKey: readPreAuthKeyOfNode(fields.optionalChild('preAuthKey'), schema, user),
  };
}
