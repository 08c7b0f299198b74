import type net from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type CertificateAuthority,
  type KeyPair,
  makeAuthority,
  makeSelfSigned,
} from '../../support/certificates.ts';
import { oldTlsWebServer, proxyServer, Servers } from '../../support/servers.ts';
import {
  grpcAnswer,
  headscaleWeb,
  notFound,
  problem,
  unauthorised,
  withRoute,
} from '../../support/web-answers.ts';
import { type Explaining, explain } from './explaining.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let good: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  good = await authority.issue();
});
afterEach(() => servers.end());

const tlsAt = async (server: net.Server) => `https://127.0.0.1:${await servers.listen(server)}`;
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000);

describe('a TLS handshake that fails', () => {
  const served = (make: () => Promise<KeyPair>) => async () => tlsAt(proxyServer(await make(), headscaleWeb));

  it.each<[name: string, start: () => Promise<string>, says: RegExp, hint: RegExp, options?: Explaining]>([
    ['self-signed', served(() => makeSelfSigned()), /self-signed/, /--ca-file FILE/, { ca: undefined }],
    [
      "Traefik's stand-in",
      served(() => makeSelfSigned({ commonName: 'TRAEFIK DEFAULT CERT' })),
      /Traefik has no certificate for 127\.0\.0\.1/,
      /log of Traefik/,
      { ca: undefined },
    ],
    [
      'unknown authority',
      served(() => authority.issue()),
      /signed by "hs test authority", which this machine does not know/,
      /--ca-file FILE.*intermediate/,
      { ca: undefined },
    ],
    [
      'authority that is not in the given file',
      served(async () => (await makeAuthority('another authority')).issue()),
      /"another authority", which is not in the file given with --ca-file/,
      /--ca-file/,
    ],
    [
      'other names',
      served(() =>
        authority.issue({ names: ['a.example', 'b.example', '192.0.2.1', 'c.example', 'd.example'] }),
      ),
      /its certificate is for a\.example, b\.example, 192\.0\.2\.1 and 2 more, not for 127\.0\.0\.1/,
      /name of the certificate/,
    ],
    [
      'expired',
      served(() => authority.issue({ notBefore: day(-9), notAfter: new Date('2026-01-02T03:04:05Z') })),
      /its certificate ended on 2026-01-02/,
      /Renew/,
    ],
    [
      'not yet valid',
      served(() => authority.issue({ notBefore: new Date('2199-01-02T03:04:05Z'), notAfter: day(99_999) })),
      /not valid yet, only from 2199-01-02/,
      /clocks/,
    ],
    [
      'no HTTP/2, as on the web port of Headscale',
      () => tlsAt(oldTlsWebServer(good, headscaleWeb)),
      /does not offer HTTP\/2/,
      /50443/,
    ],
    [
      'no HTTP/2, but a gRPC route',
      () => tlsAt(oldTlsWebServer(good, withRoute(grpcAnswer, unauthorised))),
      /passes gRPC on, but does not offer HTTP\/2/,
      /Switch HTTP\/2 on/,
    ],
    [
      'no HTTP/2, since it is 0.30',
      () => tlsAt(oldTlsWebServer(good, withRoute(notFound, problem))),
      /no gRPC any more: it is 0\.30 or later/,
      /web API/,
    ],
    [
      'client certificate demanded',
      () => tlsAt(demandingServer(good)),
      /demands a client certificate/,
      /Headscale checks the API key itself/,
    ],
    ['old TLS alone', () => tlsAt(oldServer(good)), /no TLS version that is still safe/, /TLS 1\.2/],
  ])('%s', async (_name, start, says, hint, options) => {
    const error = await explain(await start(), { ca: authority.cert, ...options });
    expect(error).toMatchObject({ code: 'unreachable', exitCode: 6 });
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
  });
});

function demandingServer(pair: KeyPair): net.Server {
  const server = tls.createServer({
    ...pair,
    ALPNProtocols: ['h2'],
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on('tlsClientError', () => {});
  return server;
}

function oldServer(pair: KeyPair): net.Server {
  const server = tls.createServer({
    ...pair,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  server.on('tlsClientError', () => {});
  return server;
}
