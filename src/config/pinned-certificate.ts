import { X509Certificate } from 'node:crypto';
import { invalidValue } from '../domain/invalid-value.ts';
import { quoted } from '../domain/quoted.ts';
import { HsError } from '../errors.ts';

/** A certificate that somebody looked at and trusted by itself, whoever signed it. */
export interface PinnedCertificate {
  /** The certificate, PEM: what the server is checked against. */
  readonly pem: string;
  /** Its SHA-256 fingerprint as Node and browsers print it: 32 bytes in upper-case hex, colons between. */
  readonly sha256: string;
}

const PEM = /^-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/;

/**
 * Makes a pin of the first certificate in a PEM text.
 * @throws HsError `invalid_value` for a text without a certificate.
 */
export function pinCertificate(pem: string): PinnedCertificate {
  try {
    const certificate = new X509Certificate(pem);
    return { pem: certificate.toString(), sha256: certificate.fingerprint256 };
  } catch (cause) {
    throw new HsError('invalid_value', 'This is not a certificate in PEM form', { cause });
  }
}

/** Whether a text has the form of one PEM certificate. */
export function looksLikePem(text: string): boolean {
  return PEM.test(text);
}

/** A fingerprint in the form of {@link PinnedCertificate}, from hex with or without colons; undefined for others. */
export function normalFingerprint(text: string): string | undefined {
  const hex = text.replaceAll(':', '').toUpperCase();
  if (!/^[0-9A-F]{64}$/.test(hex)) return undefined;
  return (hex.match(/../g) ?? []).join(':');
}

/**
 * A fingerprint as a person types or pastes it, in the form of {@link PinnedCertificate}: hex with or without colons,
 * also behind `SHA256:` or what openssl prints before it. Base64 is not read: in that form one of a bare key is passed
 * round, which would never fit.
 * @throws HsError `invalid_value`
 */
export function parseFingerprint(text: string): string {
  const hex = text.trim().replace(/^sha-?256(\s+fingerprint)?\s*[:=]?\s*/i, '');
  const fingerprint = normalFingerprint(hex);
  if (fingerprint !== undefined) return fingerprint;
  throw invalidValue(
    `${quoted(text)} is no SHA-256 fingerprint of a certificate`,
    'It has 64 hex digits: openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE prints it.',
  );
}
