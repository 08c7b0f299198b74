import type { ApiKey } from '../../domain/api-key.ts';
import { jsonTime, knownTime } from '../times.ts';
import type { JsonObject, View } from '../view.ts';
import { shownKeyExpiration } from './expiration.ts';

/** API keys in every format. */
export const apiKeyView: View<ApiKey> = {
  one: 'API key',
  many: 'API keys',
  columns: [
    { id: 'id', header: 'ID', description: 'number of the key', value: (key) => key.id, shrink: 'never' },
    {
      id: 'prefix',
      header: 'Prefix',
      description: 'the start of the key, which tells keys apart',
      value: (key) => key.prefix,
      shrink: 'never',
    },
    {
      id: 'expiration',
      header: 'Expires',
      description: 'when it stops working',
      value: (key) => key.expiration,
      shown: (key, context) => shownKeyExpiration(key.expiration, context),
      least: 7,
    },
    {
      id: 'createdAt',
      header: 'Created',
      description: 'when it was made',
      value: (key) => knownTime(key.createdAt),
      drop: 1,
      shrink: 'never',
    },
    {
      id: 'lastSeen',
      header: 'Last seen',
      description: 'when it was last used; no release up to 0.30 keeps this',
      value: (key) => knownTime(key.lastSeen),
      appears: 'wide',
    },
  ],
  toJson: apiKeyJson,
  id: (key) => key.id,
  name: (key) => key.prefix,
  restless: ['lastSeen'],
};

function apiKeyJson(key: ApiKey): JsonObject {
  return {
    id: key.id,
    prefix: key.prefix,
    expiration: jsonTime(key.expiration),
    createdAt: jsonTime(knownTime(key.createdAt)),
    lastSeen: jsonTime(knownTime(key.lastSeen)),
  };
}
