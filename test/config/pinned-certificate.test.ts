import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ConfigDocument } from '../../src/config/config-yaml.ts';
import { newContext } from '../../src/config/context.ts';
import {
  looksLikePem,
  normalFingerprint,
  parseFingerprint,
  pinCertificate,
} from '../../src/config/pinned-certificate.ts';
import { refusalOf } from '../domain/refusal.ts';
import { makeAuthority } from '../support/certificates.ts';

test('a certificate is pinned with the SHA-256 of its DER form, and the pin survives the config file', async () => {
  const authority = await makeAuthority();
  const { cert } = await authority.issue();
  // Of a chain, the first is the server's.
  const pin = pinCertificate(`${cert}\n${authority.cert}`);
  const digest = createHash('sha256').update(new X509Certificate(cert).raw).digest('hex');
  expect(pin.sha256).toBe(normalFingerprint(digest));
  expect(new X509Certificate(pin.pem).raw).toEqual(new X509Certificate(cert).raw);
  expect(looksLikePem(pin.pem)).toBe(true);

  const document = new ConfigDocument('', 'config.yaml');
  document.put({ ...newContext('home', 'hs'), trust: { kind: 'pinned', certificate: pin } });
  const { config } = new ConfigDocument(document.text(), 'config.yaml');
  expect(config.contexts.get('home')?.trust).toEqual({ kind: 'pinned', certificate: pin });
  expect(document.text()).toContain('pem: |\n        -----BEGIN CERTIFICATE-----\n');
});

test.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
  '%j cannot be pinned',
  (text) => {
    expect(refusalOf(() => pinCertificate(text)).message).toBe('This is not a certificate in PEM form');
  },
);

test.each([
  ['ab'.repeat(32), Array.from({ length: 32 }, () => 'AB').join(':')],
  [Array.from({ length: 32 }, () => 'aB').join(':'), Array.from({ length: 32 }, () => 'AB').join(':')],
  ['ab'.repeat(31), undefined],
  ['ab'.repeat(33), undefined],
  ['xy'.repeat(32), undefined],
  ['', undefined],
])('the fingerprint %s', (text, normal) => {
  expect(normalFingerprint(text)).toBe(normal);
});

describe('a fingerprint that is typed or pasted', () => {
  const HEX = 'ab'.repeat(32);
  const NORMAL = Array.from({ length: 32 }, () => 'AB').join(':');
  test.each([
    HEX,
    HEX.toUpperCase(),
    NORMAL,
    ` SHA256:${HEX} `,
    `sha256 Fingerprint=${NORMAL}`,
    `SHA-256 ${HEX}`,
  ])('%s', (text) => expect(parseFingerprint(text)).toBe(NORMAL));

  test.each([
    ['', 'is no SHA-256 fingerprint'],
    [HEX.slice(1), 'is no SHA-256 fingerprint'],
    [`SHA1:${'ab'.repeat(20)}`, 'is no SHA-256 fingerprint'],
    ['SHA256:q80rmx3mJh6NkIYwjJmCGjQS0d6mHJrbDJ3QWmVXZVY', 'is no SHA-256 fingerprint'],
  ])('%j is refused', (text, why) => {
    expect(refusalOf(() => parseFingerprint(text)).message).toContain(why);
  });
});
