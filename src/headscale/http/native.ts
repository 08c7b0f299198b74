import type { ApiKey } from '../../domain/api-key.ts';
import type { ReleaseRange } from '../../domain/release.ts';
import { HsError } from '../../errors.ts';
import { type EraCalls, eraCalls } from '../eras/calls.ts';
import type { Era } from '../eras/era.ts';
import type { Wire } from '../wire.ts';
import { NATIVE_ROUTES } from './gateway-routes.ts';
import { jsonWire, type Sender } from './json-wire.ts';
import { isUnauthorisedProblem, problemRefusal } from './problem.ts';

/** Whose messages 0.30 has: its JSON holds the names and fields of 0.29, more strictly read. */
export const NATIVE_ERA: Era = '0.29';

/** Headscale 0.30's own HTTP API as a wire. */
export function nativeWire(sender: Sender): Wire {
  return jsonWire(
    { routes: NATIVE_ROUTES, refusesKey: isUnauthorisedProblem, refusal: problemRefusal },
    sender,
  );
}

/** The calls of 0.30: those of 0.29, but that an API key is deleted by its prefix. */
export function nativeCalls(wire: Wire, range: ReleaseRange | undefined): EraCalls {
  return {
    ...eraCalls(NATIVE_ERA, wire, range),
    async deleteApiKey(key, options = {}) {
      await wire.call('DeleteApiKey', { prefix: prefixOf(key) }, { ...options, change: true });
    },
  };
}

/**
 * What 0.30 takes for a prefix: `hskey-api-<12>-***` as it is listed, but keys of older releases, listed as
 * `abcdefg***`, without the stars: with them it finds none.
 */
function prefixOf({ prefix }: ApiKey): string {
  const bare = prefix.startsWith('hskey-api-') ? prefix : prefix.replace(/\*+$/, '');
  if (bare !== '') return bare;
  throw new HsError('invalid_value', 'The prefix of the API key is empty, so nothing was sent');
}
