import { X509Certificate } from 'node:crypto';
import { afterEach, beforeAll, expect, test } from 'vitest';
import {
  type CertificateAuthority,
  type KeyPair,
  makeAuthority,
  makeSelfSigned,
} from '../../../support/certificates.ts';
import { oldTlsWebServer, proxyServer, type Request, Servers } from '../../../support/servers.ts';
import { type Looking, look } from './looking.ts';
import { headscalePages } from './pages.ts';

const servers = new Servers();
let authority: CertificateAuthority;

beforeAll(async () => {
  authority = await makeAuthority();
});
afterEach(() => servers.end());

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000);
const print = ({ cert }: KeyPair) => new X509Certificate(cert).fingerprint256;

test.each<[name: string, make: () => Promise<KeyPair>, detail: RegExp, fix: RegExp, options?: Looking]>([
  [
    'self-signed',
    () => makeSelfSigned(),
    /self-signed; SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/,
    /--ca-file FILE/,
    { ca: undefined },
  ],
  [
    'of a private authority',
    () => authority.issue(),
    /"hs test authority", which this machine does not know/,
    /your own authority.*--ca-file/,
    { ca: undefined },
  ],
  [
    'of a public authority, without the intermediate certificate',
    () => authority.issue({ publishedAt: 'http://ca.example/issuer.cer' }),
    /"hs test authority"/,
    /leaves out its intermediate certificates\.\n.*fullchain\.pem/,
    { ca: undefined },
  ],
  [
    "Traefik's stand-in",
    () => makeSelfSigned({ commonName: 'TRAEFIK DEFAULT CERT' }),
    /Traefik has no certificate for localhost/,
    /MASH: headscale_hostname: localhost\n.*certresolver/,
    { ca: undefined },
  ],
  [
    'for another name',
    () => authority.issue({ names: ['other.example'] }),
    /for other\.example, not for localhost/,
    /name of the certificate/,
  ],
  [
    'that has ended',
    () => authority.issue({ notBefore: day(-9), notAfter: new Date('2026-01-02T03:04:05Z') }),
    /ended on 2026-01-02/,
    /Renew/,
  ],
])('a certificate %s is refused, and no key is sent', async (_name, make, detail, fix, options) => {
  const seen: Request[] = [];
  const port = await servers.listen(proxyServer(await make(), headscalePages(), seen));
  const found = await look(`https://localhost:${port}`, {
    ca: authority.cert,
    key: 'secret-key',
    ...options,
  });
  expect(found.check('certificate')).toMatchObject({
    status: 'failed',
    detail: expect.stringMatching(detail),
  });
  expect(found.check('certificate').fix.join('\n')).toMatch(fix);
  expect(found.exitCode).toBe(6);
  // What answers is still looked at, by whoever it may be.
  expect(found.check('web')).toMatchObject({ status: 'ok' });
  expect(found.check('grpc').detail).toContain('there is no gRPC route');
  expect(found.check('credential')).toMatchObject({
    status: 'skipped',
    detail: 'the certificate is not trusted, so no key is sent',
  });
  expect(seen.every(({ authorization }) => authorization === undefined)).toBe(true);
});

test.each([
  [
    'days are left',
    30,
    'ok',
    /^trusted, signed by "hs test authority", for localhost, 127\.0\.0\.1, .*, ends in (29|30) days/,
  ],
  ['it should have been renewed', 5, 'warning', /ends in [45] days/],
])('%s', async (_name, days, status, detail) => {
  const pair = await authority.issue({ notBefore: day(days - 90), notAfter: day(days) });
  const port = await servers.listen(proxyServer(pair, headscalePages()));
  const found = await look(`https://localhost:${port}`, { ca: authority.cert });
  expect(found.check('certificate')).toMatchObject({ status, detail: expect.stringMatching(detail) });
});

test('a certificate made for six days is not late after three', async () => {
  const pair = await authority.issue({ notBefore: day(-3), notAfter: day(3) });
  const port = await servers.listen(proxyServer(pair, headscalePages()));
  const found = await look(`https://localhost:${port}`, { ca: authority.cert });
  expect(found.check('certificate').status).toBe('ok');
});

test('a pinned certificate of a private authority is trusted without that authority', async () => {
  const pair = await authority.issue({ names: ['elsewhere.example'] });
  const port = await servers.listen(proxyServer(pair, headscalePages()));
  const pinned = { ca: pair.cert, pin: print(pair) };
  const found = await look(`https://localhost:${port}`, { trust: pinned });
  expect(found.check('certificate').status).toBe('ok');
});

test('a pinned certificate is trusted whatever its name, and another is not', async () => {
  const pair = await makeSelfSigned({ names: ['elsewhere.example'] });
  const port = await servers.listen(proxyServer(pair, headscalePages()));
  const pinned = { ca: pair.cert, pin: print(pair) };
  expect((await look(`https://localhost:${port}`, { trust: pinned })).check('certificate').status).toBe('ok');

  const other = await makeSelfSigned();
  const swapped = { ca: other.cert, pin: print(other) };
  const found = await look(`https://localhost:${port}`, { trust: swapped, key: 'k' });
  expect(found.check('certificate')).toMatchObject({
    status: 'failed',
    detail: 'its certificate is not the one that was trusted before',
    fix: [
      `trusted: SHA-256 ${print(other)}`,
      `shown:   SHA-256 ${print(pair)}`,
      expect.stringContaining(`hs login https://localhost:${port}`),
    ],
  });
  expect(found.check('web').status).toBe('ok');
  expect(found.check('credential').status).toBe('skipped');
});

test('TLS is told with its version and with what it offers', async () => {
  const pair = await authority.issue();
  const modern = await servers.listen(proxyServer(pair, headscalePages()));
  const old = await servers.listen(oldTlsWebServer(pair, headscalePages()));
  const tls = async (port: number) =>
    (await look(`https://localhost:${port}`, { ca: authority.cert })).check('tls').detail;
  expect(await tls(modern)).toBe('TLS 1.3, HTTP/2 is offered');
  expect(await tls(old)).toBe('TLS 1.3, no HTTP/2');
});
