import { isLoopback } from '../../address.ts';
import { proxyOf } from '../../dial.ts';
import { proxyName } from '../proxy-causes.ts';
import { type Finding, ok, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';

/** How the address was understood. */
export function checkAddress({ address, server }: Examination): Finding {
  if (address.kind === 'unix') {
    return ok(
      `${address.text}, ${address.tunnel ? `the socket ${address.path} there` : 'a socket of this machine'}`,
    );
  }
  const { text, port, tls, prefix } = address;
  const path = prefix === '' ? '' : `, behind the path ${prefix}`;
  const proxy = proxyOf(address);
  const way = proxy ? `, through ${proxyName(proxy)}` : '';
  const detail = `${text}: ${tls ? 'TLS' : 'plaintext'}, port ${port}${path}${way}`;
  if (tls && server.trust.insecure === true) {
    return warning(`${detail}; nobody checks who answers`, [
      'Let it be checked again: without --insecure and HEADSCALE_CLI_INSECURE, with --ca-file FILE if need be.',
    ]);
  }
  if (tls) return ok(detail);
  if (address.tunnel && isLoopback(address.host)) return ok(`${detail}, on that host alone`);
  return isLoopback(address.host)
    ? warning(`${detail}, which never leaves this machine`, [
        'Right for a tunnel or a sandbox; a server elsewhere is named with https://.',
      ])
    : warning(`${detail}: the API key can be read on the way`, [
        'Only through a network that is encrypted itself, such as a VPN; else use https://.',
      ]);
}
