import type { ApiKey } from '../../src/domain/api-key.ts';
import { type Instant, parseRfc3339, ZERO_TIME_SECONDS } from '../../src/domain/instant.ts';
import type { Node } from '../../src/domain/node.ts';
import type { PreAuthKey } from '../../src/domain/pre-auth-key.ts';
import type { User } from '../../src/domain/user.ts';
import type { RenderOptions } from '../../src/output/render.ts';
import { PLAIN } from '../../src/output/style.ts';

/** The moment all these tests run at. */
export const NOW = Date.UTC(2026, 10, 24, 12);

export const ZERO: Instant = { seconds: ZERO_TIME_SECONDS, nanos: 0 };

export function at(text: string): Instant {
  const instant = parseRfc3339(text);
  if (!instant) throw new Error(`not a time: ${text}`);
  return instant;
}

export const alice: User = {
  id: '1',
  name: 'alice',
  displayName: 'Alice Example',
  email: 'alice@example.com',
  provider: '',
  providerId: '',
  profilePicUrl: 'https://example.com/alice.png',
  createdAt: at('2026-11-24T00:34:57.066234883Z'),
};

/** From an identity provider that gave no name. */
export const nameless: User = {
  id: '12',
  name: '',
  displayName: '',
  email: 'carol@example.com',
  provider: 'oidc',
  providerId: 'https://id.example.com/carol',
  profilePicUrl: '',
  createdAt: null,
};

/** A secret as servers up to 0.27 list it: 24 bytes in hex. */
export const CLEAR_KEY = '0123456789abcdef0123456789abcdef0123456789abcdef';
export const MASKED_KEY = '01234567***';

export const reusableKey: PreAuthKey = {
  id: '3',
  user: alice,
  key: CLEAR_KEY,
  reusable: true,
  ephemeral: false,
  used: true,
  expiration: at('2026-11-24T13:00:00Z'),
  createdAt: at('2026-11-24T00:35:00.5Z'),
  aclTags: ['tag:server', 'tag:web'],
};

/** Owned by its tags alone, and born expired. */
export const bornExpiredKey: PreAuthKey = {
  id: '4',
  user: null,
  key: 'hskey-auth-abcdefghijkl-***',
  reusable: false,
  ephemeral: true,
  used: false,
  expiration: ZERO,
  createdAt: null,
  aclTags: [],
};

export const apiKey: ApiKey = {
  id: '7',
  prefix: 'hskey-api-abcdefghijkl-***',
  expiration: at('2026-11-20T00:00:00Z'),
  createdAt: at('2026-08-20T00:00:00Z'),
  lastSeen: null,
};

export const laptop: Node = {
  id: '1',
  name: 'alices-laptop',
  givenName: 'laptop',
  user: alice,
  ipAddresses: ['100.64.0.1', 'fd7a:115c:a1e0::1'],
  tags: [],
  online: true,
  lastSeen: at('2026-11-24T11:59:00Z'),
  expiry: at('2027-02-22T12:00:00Z'),
  createdAt: at('2026-11-24T00:35:01.236436524Z'),
  registerMethod: 'REGISTER_METHOD_AUTH_KEY',
  approvedRoutes: ['10.1.0.0/24'],
  availableRoutes: ['10.1.0.0/24', '10.2.0.0/24'],
  subnetRoutes: ['10.1.0.0/24'],
  machineKey: `mkey:${'a'.repeat(64)}`,
  nodeKey: `nodekey:${'b'.repeat(64)}`,
  discoKey: `discokey:${'c'.repeat(64)}`,
  preAuthKey: reusableKey,
};

export const server: Node = {
  ...laptop,
  id: '10',
  name: 'web',
  givenName: 'web',
  user: null,
  ipAddresses: ['100.64.0.10'],
  tags: ['tag:server'],
  online: false,
  lastSeen: ZERO,
  expiry: null,
  createdAt: at('2026-01-01T00:00:00Z'),
  registerMethod: 'REGISTER_METHOD_CLI',
  approvedRoutes: [],
  availableRoutes: [],
  subnetRoutes: [],
  preAuthKey: null,
};

/** A pipe, nothing asked for, the rest as named. */
export function options(asked: Partial<RenderOptions> = {}): RenderOptions {
  return {
    format: 'table',
    noHeaders: false,
    width: null,
    style: PLAIN,
    now: NOW,
    reveal: false,
    timeFormat: 'iso',
    ...asked,
  };
}
