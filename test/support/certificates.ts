import './reflect.ts';
import type { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityInfoAccessExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key, both PEM, as node:tls takes them. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** DNS names and IP addresses it is good for; `localhost`, 127.0.0.1 and ::1 where not given. */
  readonly names?: readonly string[];
  /** The subject's common name. */
  readonly commonName?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Where it says its issuer's certificate can be fetched, as public authorities do. */
  readonly publishedAt?: string;
}

/** A private certificate authority that lives as long as a test. */
export interface CertificateAuthority {
  /** Its own certificate, PEM: what `--ca-file` would hold. */
  readonly cert: string;
  issue(options?: CertificateOptions): Promise<KeyPair>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const LOCAL = ['localhost', '127.0.0.1', '::1'];

/** Makes a certificate authority of its own. */
export async function makeAuthority(commonName = 'hs test authority'): Promise<CertificateAuthority> {
  const keys = await newKeys();
  const subject = `CN=${commonName}`;
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...dates({}),
    name: subject,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return {
    cert: authority.toString('pem'),
    async issue(options = {}) {
      const leaf = await newKeys();
      const certificate = await X509CertificateGenerator.create({
        ...dates(options),
        subject: `CN=${options.commonName ?? 'hs test server'}`,
        issuer: subject,
        publicKey: leaf.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [alternativeNames(options), ...issuerAddress(options)],
      });
      return { cert: certificate.toString('pem'), key: await privateKeyPem(leaf.privateKey) };
    },
  };
}

/** Makes a certificate that nobody but itself has signed. */
export async function makeSelfSigned(options: CertificateOptions = {}): Promise<KeyPair> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...dates(options),
    name: `CN=${options.commonName ?? 'hs test server'}`,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [alternativeNames(options)],
  });
  return { cert: certificate.toString('pem'), key: await privateKeyPem(keys.privateKey) };
}

function dates(options: CertificateOptions): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: options.notBefore ?? new Date(Date.now() - DAY_MS),
    notAfter: options.notAfter ?? new Date(Date.now() + 30 * DAY_MS),
  };
}

function alternativeNames({ names = LOCAL }: CertificateOptions): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(
    names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
  );
}

function issuerAddress({ publishedAt }: CertificateOptions): AuthorityInfoAccessExtension[] {
  return publishedAt === undefined ? [] : [new AuthorityInfoAccessExtension({ caIssuers: publishedAt })];
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
