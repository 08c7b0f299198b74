import { HsError } from '../../../src/errors.ts';
import { parseServerAddress } from '../../../src/headscale/address.ts';
import { headscaleApi } from '../../../src/headscale/api.ts';
import type { HeadscaleServer } from '../../../src/headscale/connect.ts';
import { httpTransport } from '../../../src/headscale/http/open.ts';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';

export const API_KEY = 'hskey-api-123456789012-secret';

/** The port to a server over HTTP. */
export function talkTo(url: string, given: Partial<HeadscaleServer> = {}): HeadscaleApi {
  const address = parseServerAddress(url);
  return headscaleApi(httpTransport({ address, apiKey: API_KEY, trust: {}, timeoutMs: 10_000, ...given }));
}

/** What a call threw. */
export async function failureOf(call: Promise<unknown>): Promise<HsError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof HsError) return error;
  throw new Error(`not refused: ${String(error)}`);
}
