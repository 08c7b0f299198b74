import type { ApiKey } from '../../../src/domain/api-key.ts';
import type { Node } from '../../../src/domain/node.ts';
import type { PreAuthKey } from '../../../src/domain/pre-auth-key.ts';
import type { User } from '../../../src/domain/user.ts';

/** Things of the domain to hand to a call; only what a test is about is given. */
export function aUser(given: Partial<User> = {}): User {
  return {
    id: '71',
    name: 'someone',
    displayName: '',
    email: '',
    provider: '',
    providerId: '',
    profilePicUrl: '',
    createdAt: null,
    ...given,
  };
}

export function aKey(given: Partial<PreAuthKey> = {}): PreAuthKey {
  return {
    id: '72',
    user: null,
    key: '',
    reusable: false,
    ephemeral: false,
    used: false,
    expiration: null,
    createdAt: null,
    aclTags: [],
    ...given,
  };
}

export function anApiKey(given: Partial<ApiKey> = {}): ApiKey {
  return { id: '73', prefix: 'abcdefg', expiration: null, createdAt: null, lastSeen: null, ...given };
}

export function aNode(given: Partial<Node> = {}): Node {
  return {
    id: '74',
    name: 'host',
    givenName: 'host',
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
    ...given,
  };
}
