import { X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CertificateOptions, type KeyPair, makeSelfSigned } from '../support/certificates.ts';
import { webServer } from '../support/servers.ts';
import { tlsFront } from '../support/tls-front.ts';
import { KEY, print, TRUST, useTlsLogins } from '../support/tls-logins.ts';

const logins = useTlsLogins();
const { net, servers, hs, front, loggedIn, trustKept, nothingSaved, noKeySent } = logins;

describe('a certificate that nobody vouches for', () => {
  test('is shown and asked about, kept, and from then on used', async () => {
    const { port } = await front(logins.self);
    const line = `login https://127.0.0.1:${port} --context home`;
    const done = await hs(line, { tty: true, answers: [true, net.sandbox.apiKey] });
    expect(done).toMatchObject({ code: 0, out: '', asked: [TRUST, KEY] });
    const { validFromDate, validToDate } = new X509Certificate(logins.self.cert);
    const day = (date: Date) => date.toISOString().slice(0, 10);
    expect(done.err).toContain(
      `The certificate of https://127.0.0.1:${port} is self-signed: nobody vouches for it
  subject   "CN=home server"
  issuer    "CN=home server"
  names     localhost, 127.0.0.1, 0:0:0:0:0:0:0:1
  valid     ${day(validFromDate)} to ${day(validToDate)}
  SHA-256   ${print(logins.self)}
Compare it on the server: openssl x509`,
    );
    expect(await trustKept()).toMatchObject({ kind: 'pinned', certificate: { sha256: print(logins.self) } });

    expect((await hs('users list')).code).toBe(0);
    expect((await hs('contexts show')).out).toContain(`pinned ${print(logins.self)}`);
    expect((await hs('doctor')).code).toBe(0);
  });

  test('of another name says so, and is good for nothing but itself', async () => {
    const pair = await makeSelfSigned({ names: ['elsewhere.example'] });
    const { port } = await front(pair);
    const line = `login https://127.0.0.1:${port}`;
    const done = await hs(line, { tty: true, answers: [true, net.sandbox.apiKey] });
    expect(done.err).toContain('names     elsewhere.example (not 127.0.0.1)');
    expect((await hs('users list')).code).toBe(0);
  });

  test('that is not trusted gets no key, and nothing is saved: 1', async () => {
    const { port } = await front(logins.self);
    const done = await hs(`login https://127.0.0.1:${port}`, { tty: true, answers: [false] });
    expect(done).toMatchObject({ code: 1, out: '', asked: [TRUST] });
    expect(done.err).toContain('no key was sent');
    noKeySent();
    nothingSaved();
  });

  test('is asked about before a key is read from standard input', async () => {
    const { port } = await front(logins.self);
    const done = await hs(`login https://127.0.0.1:${port} --api-key-stdin`, {
      stdin: net.sandbox.apiKey,
    });
    expect(done).toMatchObject({ code: 2, out: '' });
    expect(done.err).toContain('is self-signed: nobody vouches for it, and there is nobody to ask');
    expect(done.err).toContain(
      `hs login https://127.0.0.1:${port} --trust-fingerprint ${print(logins.self)}`,
    );
    expect(done.err.trimEnd().split('\n')).toHaveLength(4);
    noKeySent();
    nothingSaved();
  });

  test('is asked about even with -o json, and errors are one object', async () => {
    const { port } = await front(logins.self);
    const line = `login https://127.0.0.1:${port} -o json`;
    const refused = await hs(line);
    expect(refused.errorJson()).toMatchObject({
      error: { code: 'nobody_to_ask', details: [`SHA-256 ${print(logins.self)}`] },
    });
    const done = await hs(line, { tty: true, answers: [true, net.sandbox.apiKey] });
    expect(done.json()).toMatchObject({ trust: 'pinned' });
    expect(done.err).toContain(print(logins.self));
  });

  test('is not asked about where no Headscale is behind it', async () => {
    const site = await servers.listen(webServer(() => ({ status: 404 })));
    const other = await tlsFront(servers, logins.self, site);
    const done = await hs(`login https://127.0.0.1:${other.port}`, { tty: true });
    expect(done).toMatchObject({ code: 6, asked: [] });
    nothingSaved();
  });
});

describe('of a private authority', () => {
  test.each(['0.25', '0.29', '0.30'] as const)('the leaf alone is trusted, on %s', async (release) => {
    await net.start({ release });
    const { port } = await front(await logins.authority.issue());
    const line = `login https://127.0.0.1:${port}`;
    const done = await hs(line, { tty: true, answers: [true, net.sandbox.apiKey] });
    expect(done).toMatchObject({ code: 0, asked: [TRUST, KEY] });
    expect(done.err).toContain('is signed by an authority that this machine does not know');
    expect((await trustKept())?.kind).toBe('pinned');
    expect((await hs('users list')).code).toBe(0);
    expect((await hs('doctor')).out).toContain('trusted, signed by');
  });

  test('another leaf of the same authority is refused before anything is said', async () => {
    const { at } = await loggedIn(await logins.authority.issue());
    at.show(await logins.authority.issue());
    expect((await hs('users list')).code).toBe(6);
    expect(at.received()).toHaveLength(0);
  });
});

describe('a fingerprint that is named', () => {
  const named = async (fingerprint: string, pair = logins.self) => {
    const { port } = await front(pair);
    return await hs(`login https://127.0.0.1:${port} --api-key-stdin --trust-fingerprint ${fingerprint}`, {
      stdin: net.sandbox.apiKey,
    });
  };

  test.each([
    ['with colons', (text: string) => text],
    ['without', (text: string) => text.replaceAll(':', '').toLowerCase()],
    ['behind SHA256:', (text: string) => `SHA256:${text}`],
    ['as openssl prints it', (text: string) => `sha256=${text}`],
  ])('%s takes exactly that certificate, and asks nobody', async (_name, written) => {
    expect(await named(written(print(logins.self)))).toMatchObject({ code: 0 });
    expect(await trustKept()).toMatchObject({ kind: 'pinned', certificate: { sha256: print(logins.self) } });
    expect((await hs('users list')).code).toBe(0);
  });

  test('refuses any other, shows both, and sends nothing: 6', async () => {
    const refused = await named(print(logins.otherSelf));
    expect(refused).toMatchObject({ code: 6, out: '' });
    expect(refused.err).toContain(`named: SHA-256 ${print(logins.otherSelf)}`);
    expect(refused.err).toContain(`shown: SHA-256 ${print(logins.self)}`);
    expect(net.sandbox.calls).toEqual([]);
    nothingSaved();
  });

  test('holds although authorities of this machine vouch for the certificate', async () => {
    logins.trustAuthority();
    const pair = await logins.authority.issue();
    expect(await named(print(pair), pair)).toMatchObject({ code: 0 });
    expect((await trustKept())?.kind).toBe('pinned');
  });

  test.each([
    ['https://127.0.0.1:1 --trust-fingerprint abc', 2, 'is no SHA-256 fingerprint'],
    [`https://127.0.0.1:1 --trust-fingerprint ${'a'.repeat(64)} --insecure`, 2, 'contradict each other'],
    [`https://127.0.0.1:1 --trust-fingerprint ${'a'.repeat(64)} --ca-file /ca`, 2, 'contradict each other'],
    [`http://127.0.0.1:1 --trust-fingerprint ${'a'.repeat(64)}`, 2, 'There is no certificate at'],
  ])('%s is refused', async (line, code, said) => {
    const refused = await hs(`login ${line}`, { tty: true, files: { '/ca': logins.authority.cert } });
    expect(refused).toMatchObject({ code, out: '', asked: [], calls: [] });
    expect(refused.err).toContain(said);
  });
});

describe('what a judgement is no answer to is explained, and not asked about', () => {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000);
  const issued = (options: CertificateOptions) => () => logins.authority.issue(options);

  test.each<[name: string, make: () => Promise<KeyPair>, said: string]>([
    ['another name', issued({ names: ['other.example'] }), 'its certificate is for other.example, not for'],
    ['one that has ended', issued({ notBefore: day(-9), notAfter: day(-2) }), 'its certificate ended on'],
    [
      "Traefik's stand-in",
      () => makeSelfSigned({ commonName: 'TRAEFIK DEFAULT CERT' }),
      'Traefik has no certificate for',
    ],
  ])('%s', async (_name, make, said) => {
    logins.trustAuthority();
    const { port } = await front(await make());
    const refused = await hs(`login https://127.0.0.1:${port}`, { tty: true });
    expect(refused).toMatchObject({ code: 6, out: '', asked: [] });
    expect(refused.err).toContain(said);
    noKeySent();
    nothingSaved();
  });

  test('a file of authorities that has not signed it', async () => {
    const { port } = await front(logins.self);
    const files = { '/ca': logins.authority.cert };
    const refused = await hs(`login https://127.0.0.1:${port} --ca-file /ca`, { tty: true, files });
    expect(refused).toMatchObject({ code: 6, asked: [] });
    expect(refused.err).toContain('--ca-file');
  });
});

test('a client certificate is kept with the context, by paths that count from everywhere', async () => {
  const { port } = await front(logins.self);
  const { cert, key } = await logins.authority.issue();
  const files = { 'me.pem': cert, 'me.key': key, [resolve('me.pem')]: cert, [resolve('me.key')]: key };
  const line = `login https://127.0.0.1:${port} --client-cert me.pem --client-key me.key`;
  const done = await hs(line, { tty: true, files, answers: [true, net.sandbox.apiKey] });
  expect(done).toMatchObject({ code: 0 });
  const [context] = (await logins.kept.contexts.file.read()).config.contexts.values();
  expect(context?.clientCertificate).toEqual({ certFile: resolve('me.pem'), keyFile: resolve('me.key') });
  expect((await hs('users list', { files })).code).toBe(0);
});
