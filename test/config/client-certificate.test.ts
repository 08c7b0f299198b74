import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { readClientCertificate } from '../../src/config/client-certificate.ts';
import { HsError } from '../../src/errors.ts';
import { type KeyPair, makeAuthority } from '../support/certificates.ts';

let anna: KeyPair;
let bert: KeyPair;
beforeAll(async () => {
  const authority = await makeAuthority();
  anna = await authority.issue();
  bert = await authority.issue();
});

function read(files: Readonly<Record<string, string>>, certFile = 'anna.pem', keyFile = 'anna.key') {
  return readClientCertificate({ certFile, keyFile }, (path) => {
    const text = files[path];
    if (text === undefined) throw new HsError('usage', `${path} cannot be read: there is no such file`);
    return text;
  });
}

function refusal(act: () => unknown): HsError {
  try {
    act();
  } catch (error) {
    if (error instanceof HsError) return error;
    throw error;
  }
  throw new Error('not refused');
}

const encrypted = (type: 'pkcs1' | 'pkcs8') =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
  }).privateKey;

test('a certificate and its key, in two files or in one', () => {
  expect(read({ 'anna.pem': anna.cert, 'anna.key': anna.key })).toEqual(anna);
  const both = `${anna.cert}\n${anna.key}`;
  expect(read({ both }, 'both', 'both')).toEqual({ cert: both, key: both });
});

test.each<[name: string, files: () => Record<string, string>, says: RegExp, hint: RegExp]>([
  ['missing', () => ({ 'anna.pem': anna.cert }), /^anna\.key cannot be read/, /^/],
  [
    'encrypted',
    () => ({ 'anna.pem': anna.cert, 'anna.key': encrypted('pkcs8') }),
    /^anna\.key is encrypted, and hs asks for no passphrase$/,
    /openssl pkey -in anna\.key/,
  ],
  [
    'encrypted the old way',
    () => ({ 'anna.pem': anna.cert, 'anna.key': encrypted('pkcs1') }),
    /^anna\.key is encrypted/,
    /openssl pkey/,
  ],
  [
    "another one's",
    () => ({ 'anna.pem': anna.cert, 'anna.key': bert.key }),
    /^anna\.key is not the key of the certificate in anna\.pem$/,
    /belong together/,
  ],
  [
    'no key',
    () => ({ 'anna.pem': anna.cert, 'anna.key': anna.cert }),
    /^anna\.key holds no private key/,
    /PEM/,
  ],
  [
    'broken',
    () => ({ 'anna.pem': anna.cert, 'anna.key': anna.key.replace(/\n[^-\n]{8}/, '\nAAAAAAAA') }),
    /^anna\.pem and anna\.key cannot be used/,
    /Make them again/,
  ],
])('a key that is %s is refused in words', (_name, files, says, hint) => {
  const error = refusal(() => read(files()));
  expect(error).toMatchObject({ code: 'usage', message: expect.stringMatching(says) });
  expect(error.hint ?? '').toMatch(hint);
  expect(`${error.message}${error.hint}`).not.toMatch(/BEGIN .*PRIVATE KEY/);
});

test.each(['\u0030\u0082\u0001', '', '-----BEGIN PUBLIC KEY-----'])(
  'a file with %j is no certificate',
  (text) => {
    const error = refusal(() => read({ 'anna.pem': text, 'anna.key': anna.key }));
    expect(error.message).toBe('anna.pem holds no certificate in PEM form');
  },
);

test('PKCS #12 is taken apart with a command that is named', () => {
  const error = refusal(() => read({ 'anna.p12': '0\u0082', k: anna.key }, 'anna.p12', 'k'));
  expect(error.hint).toContain('openssl pkcs12 -in anna.p12 -noenc');
});
