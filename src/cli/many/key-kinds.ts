import type { ApiKey } from '../../domain/api-key.ts';
import type { FilterFields } from '../../domain/filter/field.ts';
import { apiKeyFields, preAuthKeyFields } from '../../domain/filter/key-fields.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PreAuthKey } from '../../domain/pre-auth-key.ts';
import { describeApiKey, findApiKey } from '../../domain/resolve-api-key.ts';
import { describePreAuthKey, findPreAuthKey } from '../../domain/resolve-pre-auth-key.ts';
import type { HeadscaleApi } from '../../headscale/port.ts';
import { type KeyTies, tiesOf } from '../../operations/key-ties.ts';
import { isOwnApiKey } from '../../operations/own-api-key.ts';

/** The two ways to end a key. */
export type KeyEnd = 'expire' | 'delete';

/** What the two kinds of keys differ in, where they are ended. */
export interface KeyKind<K extends { readonly id: string; readonly expiration: Instant | null }> {
  /** `API key`. */
  readonly noun: string;
  /** `an API key`. */
  readonly one: string;
  readonly fields: FilterFields<K>;
  find(reference: string, keys: readonly K[]): K;
  /** As messages name it. */
  describe(key: K): string;
  /** As results name it. */
  nameOf(key: K): string;
  /** Whether it is the key that hs itself uses. */
  isInUse(key: K, secretInUse: string | undefined): boolean;
  /** Makes sure that the release can do it. Throws `unsupported`. */
  require(api: HeadscaleApi, how: KeyEnd): Promise<void>;
  /** What goes with each key that is deleted. */
  ties(api: HeadscaleApi, how: KeyEnd): Promise<(key: K) => KeyTies>;
  list(api: HeadscaleApi): Promise<readonly K[]>;
  end(api: HeadscaleApi, how: KeyEnd, key: K): Promise<void>;
}

const NO_TIES: KeyTies = { facts: [], warnings: [], holds: false };

export const API_KEYS: KeyKind<ApiKey> = {
  noun: 'API key',
  one: 'an API key',
  fields: apiKeyFields,
  find: (reference, keys) => findApiKey(reference, keys).key,
  describe: describeApiKey,
  nameOf: ({ prefix }) => prefix,
  isInUse: isOwnApiKey,
  require: async () => {},
  ties: async () => () => NO_TIES,
  list: (api) => api.listApiKeys(),
  end: (api, how, key) => (how === 'expire' ? api.expireApiKey(key) : api.deleteApiKey(key)),
};

export const PRE_AUTH_KEYS: KeyKind<PreAuthKey> = {
  noun: 'pre-auth key',
  one: 'a pre-auth key',
  fields: preAuthKeyFields,
  find: (reference, keys) => findPreAuthKey(reference, keys).key,
  describe: describePreAuthKey,
  nameOf: describePreAuthKey,
  isInUse: () => false,
  require: async (api, how) => {
    if (how === 'delete') await api.require('preAuthKeysCanBeDeleted');
  },
  ties: async (api, how) => {
    if (how === 'expire') return () => NO_TIES;
    const nodes = await api.listNodes();
    return (key) => tiesOf(key, nodes);
  },
  list: (api) => api.listPreAuthKeys(),
  end: (api, how, key) => (how === 'expire' ? api.expirePreAuthKey(key) : api.deletePreAuthKey(key)),
};
