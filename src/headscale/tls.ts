import net from 'node:net';
import tls from 'node:tls';

/** What decides whether a TLS peer is trusted, and what it is shown. */
export interface TlsTrust {
  /** PEM certificates that replace the machine's own; undefined means the machine's own. */
  readonly ca?: string | undefined;
  /** SHA-256 fingerprint of the one certificate that is trusted, whatever names it has; `ca` is that certificate. */
  readonly pin?: string | undefined;
  /** Another name than the address to check the certificate against. */
  readonly serverName?: string | undefined;
  /** True skips every check. Said to the user each time. */
  readonly insecure?: boolean | undefined;
  /** Shows a peer that asks for it who the client is: PEM, the certificate with its chain. */
  readonly client?: { readonly cert: string; readonly key: string } | undefined;
}

export interface TlsPeer extends TlsTrust {
  readonly host: string;
  readonly alpn: readonly string[];
}

/** What a handshake ends with where the certificate is not the one that was trusted. */
const PIN_MISMATCH = 'The certificate is not the one that was trusted when this context was made';

const UNKNOWN_ISSUER = new Set([
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/**
 * Speaks TLS over a connected socket. Node trusts the list it was built with; where the issuer is not on it, the
 * machine's own store is read (it costs some milliseconds, so only then) and the handshake made again on a new
 * socket from `reconnect`. Nothing but handshakes has been sent by then.
 */
export async function connectTls(
  socket: net.Socket,
  peer: TlsPeer,
  reconnect: () => Promise<net.Socket>,
): Promise<tls.TLSSocket> {
  try {
    return await handshake(socket, peer, peer.ca);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (peer.ca !== undefined || !UNKNOWN_ISSUER.has(code)) throw error;
    const store = tls.getCACertificates('system');
    if (store.length === 0) throw error;
    return await handshake(await reconnect(), peer, [...tls.getCACertificates('default'), ...store]);
  }
}

function handshake(
  socket: net.Socket,
  peer: TlsPeer,
  ca: string | readonly string[] | undefined,
): Promise<tls.TLSSocket> {
  const name = peer.serverName ?? peer.host;
  return new Promise((resolve, reject) => {
    const secure = tls.connect({
      socket,
      host: name,
      // Node warns about an IP address as a server name, which TLS does not know.
      ...(net.isIP(name) === 0 ? { servername: name } : {}),
      ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] }),
      ...peer.client,
      ALPNProtocols: [...peer.alpn],
      // The pin says more than a name could. One that an authority signed has no root here to lead to: it is the
      // end of the chain itself, and everything else is checked as ever.
      ...(peer.pin === undefined
        ? {}
        : { checkServerIdentity: () => undefined, allowPartialTrustChain: true }),
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in somebody's profile changes nothing.
      rejectUnauthorized: peer.insecure !== true,
    });
    secure.once('secureConnect', () => {
      if (peer.pin === undefined || secure.getPeerX509Certificate()?.fingerprint256 === peer.pin)
        return resolve(secure);
      secure.destroy();
      reject(new Error(PIN_MISMATCH));
    });
    secure.once('error', reject);
    secure.once('close', () => reject(new Error('The peer closed the connection during the TLS handshake')));
  });
}
