import { quoted } from '../../domain/quoted.ts';
import { type Cause, unreachable } from './cause.ts';

/** The server lets nobody in who shows no certificate. */
export function clientCertificateDemanded(): Cause {
  return unreachable(
    'client_certificate',
    'it demands a client certificate, and none was shown',
    'Show it with --client-cert FILE --client-key FILE, or let the proxy accept this host without: Headscale checks the API key itself.',
  );
}

/** The server does not accept the certificate that was shown; `why` is what it says itself. */
export function clientCertificateRefused(why: string): Cause {
  return unreachable(
    'client_certificate_refused',
    `it refuses the client certificate: ${why}`,
    'Check that it has not ended, and that the authority which signed it is the one that the server or its proxy trusts.',
  );
}

/** nginx's own words where it wants a client certificate, and where the one it got is not good enough. */
const NGINX = /No required SSL certificate was sent|SSL certificate error/i;

/** What a page says of client certificates, all in HTTP where TLS was well; undefined where it says nothing. */
export function certificatePageCause(status: number, body: string): Cause | undefined {
  const said = status === 400 ? NGINX.exec(body)?.[0] : undefined;
  if (said === undefined) return undefined;
  return /required/i.test(said) ? clientCertificateDemanded() : clientCertificateRefused(quoted(said));
}
