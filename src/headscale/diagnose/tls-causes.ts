import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { named, quoted } from '../../domain/quoted.ts';
import { isLoopback, type ServerAddress } from '../address.ts';
import { typedAddress } from '../named-address.ts';
import type { TlsTrust } from '../tls.ts';
import { type Cause, unreachable } from './cause.ts';
import { clientCertificateDemanded, clientCertificateRefused } from './client-certificate-causes.ts';
import { httpsForm } from './network-causes.ts';
import type { HttpAnswer } from './probe.ts';
import { type CertificateFault, type HandshakeRefusal, readConnectError } from './symptom.ts';

/** The certificate that the other side showed; undefined where it cannot be read. */
export function certificateOf(socket: Socket): X509Certificate | undefined {
  return socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
}

/** Why a certificate was refused, with what it says itself where it could be looked at. */
export function certificateCause(
  address: ServerAddress,
  trust: TlsTrust,
  fault: CertificateFault,
  certificate: X509Certificate | undefined,
  text: string,
): Cause {
  const asked = trust.serverName ?? address.host;
  if (fault === 'changed' || isAnother(certificate, trust)) return changedCause(address, trust, certificate);
  // Traefik's own name for the certificate it shows where it has none: measured on 3.7.9.
  if (certificate?.subject?.includes('TRAEFIK DEFAULT CERT') === true) {
    return unreachable(
      'certificate_stand_in',
      `Traefik has no certificate for ${asked} and shows its stand-in`,
      'No router has this host, or its certificate could not be fetched: see the log of Traefik.',
    );
  }
  switch (fault) {
    case 'wrong_name':
      return unreachable(
        'certificate_name',
        `its certificate is ${certifiedNames(certificate)}, not for ${asked}`,
        'Use a name of the certificate as the address, or add this one to the certificate.',
      );
    case 'expired':
      return certificate && certificate.validToDate > new Date()
        ? unreachable(
            'certificate_expired',
            'a certificate that its own is signed with has ended',
            'Renew the chain on the server; check the clock of this machine.',
          )
        : unreachable(
            'certificate_expired',
            `its certificate ended${certificate ? ` on ${day(certificate.validToDate)}` : ''}`,
            'Renew it on the server or its reverse proxy; check the clock of this machine.',
          );
    case 'not_yet_valid':
      return unreachable(
        'certificate_not_yet_valid',
        `its certificate is not valid yet${certificate ? `, only from ${day(certificate.validFromDate)}` : ''}`,
        'Check the clocks of this machine and of the server.',
      );
    case 'self_signed':
      return unreachable(
        'certificate_self_signed',
        'its certificate is self-signed',
        trust.ca === undefined
          ? `If it is yours: hs login ${typedAddress(address)} shows its fingerprint and asks, and --ca-file FILE passes it.`
          : 'It is not in the file given with --ca-file.',
      );
    case 'unknown_issuer':
      return unreachable(
        'certificate_unknown_issuer',
        `its certificate is signed by ${issuerName(certificate)}, which ${trust.ca === undefined ? 'this machine does not know' : 'is not in the file given with --ca-file'}`,
        trust.ca === undefined
          ? `If that is your own authority: --ca-file FILE passes it, and hs login ${typedAddress(address)} asks; if a public one, the server must send its intermediate certificates.`
          : 'The file given with --ca-file has to hold that authority.',
      );
    case 'other':
      return unreachable(
        'certificate_refused',
        `its certificate is refused: ${quoted(text)}`,
        'See `hs doctor`.',
      );
  }
}

/** One certificate is trusted, and another was shown. */
function changedCause(
  address: ServerAddress,
  { pin }: TlsTrust,
  certificate: X509Certificate | undefined,
): Cause {
  return {
    ...unreachable(
      'certificate_changed',
      'its certificate is not the one that was trusted before',
      `If it was renewed on purpose, check it on the server and log in again: hs login ${typedAddress(address)}. Else somebody may be in between.`,
    ),
    details: [
      ...(pin === undefined ? [] : [`trusted: SHA-256 ${pin}`]),
      ...(certificate === undefined ? [] : [`shown:   SHA-256 ${certificate.fingerprint256}`]),
    ],
  };
}

/** Whether one certificate is trusted, and this is another. */
function isAnother(certificate: X509Certificate | undefined, { pin }: TlsTrust): boolean {
  return pin !== undefined && certificate !== undefined && certificate.fingerprint256 !== pin;
}

/** Why the other side ended the handshake. */
export function handshakeCause(
  address: ServerAddress,
  { client }: TlsTrust,
  refusal: HandshakeRefusal,
  text: string,
): Cause {
  switch (refusal) {
    case 'no_http2':
      return unreachable(
        'no_http2',
        'it does not offer HTTP/2, which gRPC needs',
        "Switch HTTP/2 on in the proxy; Headscale's own web port has none, its gRPC port is 50443.",
      );
    case 'unknown_name':
      return unreachable(
        'tls_name_unknown',
        `a proxy answers there, but knows no site named ${address.host}`,
        'Check the name, and that the proxy has a router or server block with exactly this host.',
      );
    case 'client_certificate':
      // 116 is certificate_required (RFC 8446); Go says bad_certificate where TLS 1.2 brought none.
      return client === undefined || /alert number 116/i.test(text)
        ? clientCertificateDemanded()
        : clientCertificateRefused(alertText(text));
    case 'old_tls':
      return unreachable(
        'tls_too_old',
        'it offers no TLS version that is still safe',
        'Switch TLS 1.2 or 1.3 on in the server or its reverse proxy.',
      );
    case 'other':
      return unreachable(
        'tls_refused',
        `it ends the TLS handshake: ${alertText(text)}`,
        client === undefined
          ? 'See the log of the proxy; some say no more where they miss a client certificate (--client-cert).'
          : 'See the log of the proxy.',
      );
  }
}

/**
 * Why TLS was ended behind a handshake that seemed well, as TLS 1.3 does where a client certificate is missing. What
 * was sent meanwhile can get in the way of that word, so that a call may have seen no more than a hang-up.
 */
export function alertCause(address: ServerAddress, trust: TlsTrust, answer: HttpAnswer): Cause | undefined {
  if (answer.kind !== 'closed' || !answer.error) return undefined;
  const symptom = readConnectError(answer.error);
  return symptom.kind === 'handshake'
    ? handshakeCause(address, trust, symptom.refusal, symptom.text)
    : undefined;
}

/** The words of an alert, out of OpenSSL's line with files and numbers. */
function alertText(text: string): string {
  return quoted(/\balert ([a-z ]+)/.exec(text)?.[1]?.trim() ?? text);
}

/** TLS was spoken to a port that does not, and this is what it answers in clear. */
export function plaintextCause(address: ServerAddress, answer: HttpAnswer): Cause {
  switch (answer.kind) {
    case 'http2':
      return unreachable('plaintext_grpc', 'the port speaks gRPC without TLS', withoutTls(address));
    case 'http':
      return unreachable(
        'plaintext_web',
        'it is a web port without TLS',
        "Headscale's web port is no gRPC port: use its public https:// address, or its gRPC port 50443.",
      );
    case 'banner':
      return unreachable(
        'plaintext_other',
        `something else listens there: it says ${quoted(answer.text.trim())}`,
        'Check the port.',
      );
    case 'tls':
    case 'closed':
    case 'silent':
      return unreachable('not_tls', 'the port does not speak TLS', withoutTls(address));
  }
}

/** Plaintext was spoken to a port that wants TLS. */
export function needsTls(address: ServerAddress): Cause {
  return unreachable('needs_tls', 'the port speaks TLS', `Use ${httpsForm(address)}, without --plaintext.`);
}

/** How to reach a port that speaks no TLS, and at what price. */
export function withoutTls(address: ServerAddress): string {
  const plain = httpsForm(address).replace('https:', 'http:');
  return address.kind === 'tcp' && isLoopback(address.host)
    ? `Use ${plain}.`
    : `Put a proxy with TLS in front of it; only through a network that is encrypted itself: ${plain} with --plaintext.`;
}

/** The names and IP addresses that a certificate is good for, as they may be shown. */
export function namesOf(certificate: X509Certificate | undefined): string[] {
  return (certificate?.subjectAltName ?? '')
    .split(', ')
    .map((entry) => /^(?:DNS|IP Address):(.*)$/.exec(entry)?.[1])
    .filter((name) => name !== undefined)
    .map((name) => named(name));
}

function certifiedNames(certificate: X509Certificate | undefined): string {
  const names = namesOf(certificate);
  if (names.length === 0) return 'for another name';
  const more = names.length - 3;
  return `for ${names.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Who signed a certificate, as it may be shown. */
export function issuerName(certificate: X509Certificate | undefined): string {
  const field = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(certificate?.issuer ?? '')?.[1];
  const name = [field('O'), field('CN')].filter((part) => part !== undefined).join(' ');
  return name === '' ? 'an authority' : quoted(name);
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
