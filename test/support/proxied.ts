import { parseServerAddress, type ServerAddress } from '../../src/headscale/address.ts';
import { connectHeadscale, type HeadscaleServer } from '../../src/headscale/connect.ts';
import type { OutboundProxy } from '../../src/headscale/outbound-proxy.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';

/** A login at a proxy, as it is told. */
export const PROXY_LOGIN = `Basic ${Buffer.from('anna:hunter22').toString('base64')}`;

/** The proxy on this port. */
export function proxyAt(port: number, more: Partial<OutboundProxy> = {}): OutboundProxy {
  const text = `http://127.0.0.1:${port}`;
  return {
    ...{ host: '127.0.0.1', port, tls: false, text, variable: 'HTTPS_PROXY', authorization: undefined },
    ...more,
  };
}

/** A server that nobody but the proxy knows. */
export function elsewhere(proxy: OutboundProxy, typed = 'https://hs.example.org'): ServerAddress {
  const address = parseServerAddress(typed, { plaintext: typed.startsWith('http:') });
  return address.kind === 'tcp' ? { ...address, proxy } : address;
}

/** The port to a server, asked over one transport. */
export async function openOver(
  address: ServerAddress,
  transport: HeadscaleServer['transport'],
  given: Partial<HeadscaleServer> = {},
): Promise<HeadscaleApi> {
  return await connectHeadscale({ address, transport, apiKey: 'key', trust: {}, timeoutMs: 5000, ...given });
}
