import type { X509Certificate } from 'node:crypto';
import type { Cause } from '../cause.ts';
import { issuerName, namesOf } from '../tls-causes.ts';
import { type Finding, failed, failedBy, ok, skipped, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import { fixOf } from './fixes.ts';

const DAY_MS = 86_400_000;

/** A certificate that ends this soon has missed its renewal, unless it was made for a short time. */
const SOON_MS = 14 * DAY_MS;

/** Whether TLS is spoken, in which version, and whether HTTP/2 is on offer. */
export async function checkTls(ex: Examination): Promise<Finding> {
  const look = await ex.tls();
  if (look.kind === 'none')
    return skipped(ex.address.kind === 'unix' ? 'a socket needs none' : 'the address is without TLS');
  if (look.kind === 'failed') {
    const { cause } = look;
    return failedBy(cause, fixOf(cause, ex.address, ['Traefik', 'nginx', 'Caddy']));
  }
  const said = {
    offered: 'HTTP/2 is offered',
    refused: 'no HTTP/2',
    unsaid: 'without ALPN, which hs can do without and the official client cannot',
  };
  return ok(`${look.protocol.replace('v', ' ')}, ${said[look.http2]}`);
}

/** Whose certificate it is, for how long, and whether it is trusted. */
export async function checkCertificate(ex: Examination): Promise<Finding> {
  const look = await ex.tls();
  if (look.kind !== 'open') return skipped('there is none without TLS');
  const { certificate, refused } = look;
  if (refused) return refusedCertificate(ex, refused, certificate);
  if (!certificate) return ok('trusted');
  const left = certificate.validToDate.getTime() - ex.options.now();
  const lifetime = certificate.validToDate.getTime() - certificate.validFromDate.getTime();
  const names = namesOf(certificate).slice(0, 3).join(', ');
  const trusted = ex.server.trust.insecure === true ? 'not checked' : 'trusted';
  const detail = `${trusted}, signed by ${issuerName(certificate)}, for ${names}, ends in ${days(left)} (${day(certificate.validToDate)})`;
  if (left > Math.min(SOON_MS, lifetime / 3)) return ok(detail);
  return warning(detail, [
    'It should have been renewed by now: see the log of the server or its reverse proxy for ACME.',
  ]);
}

function refusedCertificate(
  ex: Examination,
  cause: Cause,
  certificate: X509Certificate | undefined,
): Finding {
  switch (cause.kind) {
    case 'certificate_self_signed': {
      const print = certificate === undefined ? '' : `; SHA-256 ${certificate.fingerprint256}`;
      return failed(cause.code, `${cause.text}${print}`, [cause.hint]);
    }
    case 'certificate_unknown_issuer':
      return failedBy(cause, isPublic(certificate) ? MISSING_INTERMEDIATE : [cause.hint]);
    case 'certificate_changed':
      return failedBy(cause, [...(cause.details ?? []), cause.hint]);
    default:
      return failedBy(cause, fixOf(cause, ex.address, ['Traefik']));
  }
}

const MISSING_INTERMEDIATE = [
  'It names where its issuer is published, as public authorities do: most likely the server leaves out its intermediate certificates.',
  'nginx: ssl_certificate fullchain.pem;  (the leaf first, then the intermediates)',
  'Traefik: the same order in certFile',
  'If it is your own authority instead, pass it with --ca-file FILE.',
];

/** Public authorities say where their own certificate can be fetched; private ones hardly ever do. */
function isPublic(certificate: X509Certificate | undefined): boolean {
  return certificate?.infoAccess?.includes('CA Issuers') === true;
}

function days(ms: number): string {
  const count = Math.floor(ms / DAY_MS);
  return count === 1 ? '1 day' : `${count} days`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
