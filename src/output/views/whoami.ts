import type { ApiKey } from '../../domain/api-key.ts';
import { formatRange, type ReleaseRange } from '../../domain/release.ts';
import { jsonTime, knownTime } from '../times.ts';
import type { View } from '../view.ts';
import { shownKeyExpiration } from './expiration.ts';

/** Which server commands go to, and as whom: keys have no names, so a key is told by its prefix. */
export interface Whoami {
  readonly context: string | undefined;
  readonly address: string;
  /** What says so: a flag, a variable, a context or a file. */
  readonly origin: string;
  readonly transport: string;
  readonly release: ReleaseRange | undefined;
  /** Undefined on a socket, where no key is asked for. */
  readonly apiKey: ApiKey | undefined;
}

export const whoamiView: View<Whoami> = {
  one: 'login',
  many: 'logins',
  columns: [
    {
      id: 'context',
      header: 'Context',
      description: 'the context in use',
      value: ({ context }) => context ?? null,
    },
    { id: 'address', header: 'Address', description: 'where the server is', value: ({ address }) => address },
    {
      id: 'origin',
      header: 'From',
      description: 'the flag, variable, context or file that says so',
      value: ({ origin }) => origin,
    },
    {
      id: 'release',
      header: 'Release',
      description: 'the release of the server',
      value: ({ release }) => (release ? formatRange(release) : null),
    },
    {
      id: 'transport',
      header: 'Transport',
      description: 'how it is spoken to',
      value: ({ transport }) => transport,
    },
    {
      id: 'apiKey',
      header: 'API key',
      description: 'the prefix of the key in use',
      value: ({ apiKey }) => apiKey?.prefix ?? null,
    },
    {
      id: 'expiration',
      header: 'Key expires',
      description: 'when that key stops working',
      value: ({ apiKey }) => apiKey?.expiration ?? null,
      shown: ({ apiKey }, context) =>
        apiKey ? shownKeyExpiration(apiKey.expiration, context) : { text: '' },
    },
  ],
  toJson: ({ context, address, origin, transport, release, apiKey }) => ({
    context: context ?? null,
    address,
    origin,
    transport,
    release: release ? formatRange(release) : null,
    apiKey: apiKey
      ? { id: apiKey.id, prefix: apiKey.prefix, expiration: jsonTime(knownTime(apiKey.expiration)) }
      : null,
  }),
  id: ({ address }) => address,
};
