import type { ApiKey } from '../../src/domain/api-key.ts';
import type { Node } from '../../src/domain/node.ts';
import type { PreAuthKey } from '../../src/domain/pre-auth-key.ts';
import type { User } from '../../src/domain/user.ts';

/** A user with nothing but an id and what is given. */
export function aUser(user: Partial<User> & Pick<User, 'id'>): User {
  return {
    name: '',
    displayName: '',
    email: '',
    provider: '',
    providerId: '',
    profilePicUrl: '',
    createdAt: null,
    ...user,
  };
}

/** A node with nothing but an id and what is given. */
export function aNode(node: Partial<Node> & Pick<Node, 'id'>): Node {
  return {
    name: '',
    givenName: '',
    user: null,
    ipAddresses: [],
    tags: [],
    online: false,
    lastSeen: null,
    expiry: null,
    createdAt: null,
    registerMethod: 'REGISTER_METHOD_CLI',
    approvedRoutes: [],
    availableRoutes: [],
    subnetRoutes: [],
    machineKey: '',
    nodeKey: '',
    discoKey: '',
    preAuthKey: null,
    ...node,
  };
}

/** A pre-auth key with nothing but an id, its text and what is given. */
export function aPreAuthKey(key: Partial<PreAuthKey> & Pick<PreAuthKey, 'id' | 'key'>): PreAuthKey {
  return {
    user: null,
    reusable: false,
    ephemeral: false,
    used: false,
    expiration: null,
    createdAt: null,
    aclTags: [],
    ...key,
  };
}

/** An API key as a list shows it. */
export function anApiKey(id: string, prefix: string): ApiKey {
  return { id, prefix, expiration: null, createdAt: null, lastSeen: null };
}
