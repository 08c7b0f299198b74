import { HsError } from '../errors.ts';
import type { NamedServer } from '../headscale/connect.ts';
import { type NamedAddress, parseAddress } from '../headscale/named-address.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import type { Dependencies } from './dependencies.ts';

/** A server that answered as a Headscale, at the address it answered on. */
export interface Reached {
  readonly address: NamedAddress;
  readonly api: HeadscaleApi;
}

/** The port gRPC listens on where nothing stands in front of it. */
const GRPC_PORT = 50_443;

/**
 * Finds a Headscale from what a person typed: there, and where no port was named also on :50443. No key is sent.
 * @throws HsError what the address that was typed answered, where no Headscale is found
 */
export async function reach(
  server: NamedServer,
  { connect, signal }: Pick<Dependencies, 'connect' | 'signal'>,
  progress: (text: string) => void,
): Promise<Reached> {
  let first: unknown;
  for (const address of candidates(server.address)) {
    progress(`Trying ${address.text}`);
    const api = await connect({ ...server, address, signal });
    let found = false;
    try {
      const { range } = await api.release();
      found = range !== undefined;
      if (found) return { address, api };
      first ??= new HsError(
        'unknown_release',
        `What answers at ${address.text} does not show that it is a Headscale`,
        {
          hint: 'Check the address: it is the URL that devices use, or host:50443.',
        },
      );
    } catch (error) {
      if (!(error instanceof HsError) || error.code === 'interrupted') throw error;
      first ??= error;
    } finally {
      if (!found) api.close();
    }
  }
  throw first;
}

function candidates(address: NamedAddress): NamedAddress[] {
  const usual = address.kind === 'tcp' && address.tls && address.port === 443 && address.prefix === '';
  if (!usual) return [address];
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return [address, parseAddress(`${host}:${GRPC_PORT}`)];
}
