import type { PinnedCertificate } from '../../config/pinned-certificate.ts';
import { pinCertificate } from '../../config/pinned-certificate.ts';
import { HsError } from '../../errors.ts';
import type { NamedServer } from '../../headscale/connect.ts';
import type { ShownCertificate } from '../../headscale/diagnose/shown-certificate.ts';
import { typedAddress } from '../../headscale/named-address.ts';
import type { TlsTrust } from '../../headscale/tls.ts';

/** Looks at the certificate of a server; undefined where there is none to see. Sends nothing. */
export type Look = (server: NamedServer) => Promise<ShownCertificate | undefined>;

/** A certificate that a person has to judge before a key is sent to whoever shows it. */
export interface Doubt {
  readonly address: NamedServer['address'];
  /** The name that the certificate ought to bear. */
  readonly host: string;
  /** `vouched`: authorities of this machine have signed it, and another one was trusted before. */
  readonly kind: 'self_signed' | 'unknown_issuer' | 'vouched';
  readonly shown: ShownCertificate;
  /** The one that was trusted before. */
  readonly before: PinnedCertificate | undefined;
}

/**
 * What there is to judge about the certificate of a server that was refused. Nothing where a judgement is not the
 * answer: a wrong name, a certificate that has ended, an authority that was named and did not sign it.
 */
export async function doubtAbout(
  server: NamedServer,
  before: PinnedCertificate | undefined,
  look: Look,
): Promise<Doubt | undefined> {
  if (server.trust.insecure || (server.trust.ca !== undefined && before === undefined)) return undefined;
  const trust = trustOfMachine(server.trust);
  const shown = await look({ ...server, trust });
  if (shown === undefined || shown.certificate.fingerprint256 === before?.sha256) return undefined;
  const { address } = server;
  const host = trust.serverName ?? (address.kind === 'ssh' ? address.target : address).host;
  switch (shown.refused?.kind) {
    case undefined:
      return before === undefined ? undefined : { address, host, kind: 'vouched', shown, before };
    case 'certificate_self_signed':
      return { address, host, kind: 'self_signed', shown, before };
    case 'certificate_unknown_issuer':
      return { address, host, kind: 'unknown_issuer', shown, before };
    default:
      return undefined;
  }
}

/** The certificate of a server, where it is the one with this fingerprint; undefined where none can be seen. */
export async function certificateWith(
  fingerprint: string,
  server: NamedServer,
  look: Look,
): Promise<PinnedCertificate | undefined> {
  const shown = await look(server);
  if (shown === undefined) return undefined;
  const pinned = pinCertificate(shown.certificate.toString());
  if (pinned.sha256 === fingerprint) return pinned;
  throw new HsError(
    'unreachable',
    `The certificate of ${server.address.text} is not the one that --trust-fingerprint names`,
    {
      details: [`named: SHA-256 ${fingerprint}`, `shown: SHA-256 ${pinned.sha256}`],
      hint: `Compare both with the certificate on the server. No key was sent to ${typedAddress(server.address)}.`,
    },
  );
}

/** How a connection goes by one certificate alone. */
export function trustIn({ pem, sha256 }: PinnedCertificate, trust: TlsTrust): TlsTrust {
  return { ...trust, ca: pem, pin: sha256, insecure: undefined };
}

/** How a connection goes by the authorities of this machine. */
export function trustOfMachine(trust: TlsTrust): TlsTrust {
  return { ...trust, ca: undefined, pin: undefined, insecure: undefined };
}
