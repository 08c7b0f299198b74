import { HsError } from '../../../errors.ts';
import { typedAddress } from '../../named-address.ts';
import type { Examination, KeyLook } from './examination.ts';

const MAKE_ONE = [
  'On the server: headscale apikeys create --expiration 90d',
  'MASH: /mash/headscale/bin/headscale apikeys create --expiration 90d',
];

/**
 * Makes the one call that carries the key, and only to a server whose certificate is trusted and that has answered
 * like a Headscale before. On a socket nobody asks for a key.
 */
export async function lookForKeys(ex: Examination): Promise<KeyLook> {
  const { server, address } = ex;
  if (server.apiKey === undefined && address.kind === 'tcp') {
    const { setIn, why = 'no API key is given' } = ex.options.noKey ?? { setIn: 'HS_API_KEY' };
    return untried(why, [`Put one into ${setIn}, or log in: hs login ${typedAddress(address)}`, ...MAKE_ONE]);
  }
  const tls = await ex.tls();
  if (tls.kind === 'open' && tls.refused) return untried('the certificate is not trusted, so no key is sent');
  const answered = (await ex.grpc()).kind === 'reached' || (await ex.hasWebApi());
  if (!answered) return untried('nothing of Headscale answers, so no key is sent');
  try {
    return { kind: 'works', keys: await (await ex.api()).listApiKeys() };
  } catch (error) {
    if (error instanceof HsError) return { kind: 'failed', error };
    throw error;
  }
}

function untried(why: string, fix: readonly string[] = []): KeyLook {
  return { kind: 'untried', why, fix };
}
