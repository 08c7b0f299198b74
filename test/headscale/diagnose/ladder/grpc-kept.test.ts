import type net from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../../../support/certificates.ts';
import { oldTlsWebServer, proxyServer, Servers, type WebRules } from '../../../support/servers.ts';
import { grpcAnswer, notFound, problem } from '../../../support/web-answers.ts';
import { look } from './looking.ts';
import { always, badGateway, blank, by, CADDY, headscalePages, NGINX, versionPage } from './pages.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let good: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  good = await authority.issue();
});
afterEach(() => servers.end());

const tlsAt = async (server: net.Server) => `https://127.0.0.1:${await servers.listen(server)}`;

describe('gRPC is kept, and the web API answers: hs goes on over HTTP, and says what to change', () => {
  test.each<[name: string, rules: WebRules, detail: RegExp, fix: RegExp, prefix?: string]>([
    [
      'no route, behind Traefik',
      headscalePages(),
      /there is no gRPC route; hs uses the web API/,
      /MASH: headscale_container_labels_grpc_enabled: true\n.*PathPrefix\(`\/headscale\.`\)\n[\s\S]*scheme=h2c\n[\s\S]*priority/,
    ],
    [
      'no route, behind nginx',
      headscalePages({ headers: NGINX }),
      /there is no gRPC route/,
      /\nnginx: location \/headscale\. \{ grpc_pass grpc:\/\/127\.0\.0\.1:50443; \}\nconfig\.yaml/,
    ],
    [
      'no route, behind nginx and a prefix',
      (method, path) => headscalePages({ headers: NGINX })(method, path.replace(/^\/x/, '')),
      /there is no gRPC route/,
      /nginx: location \/x\/headscale\. \{ rewrite \^\/x\(\/\.\*\)\$ \$1 break; grpc_pass/,
      '/x',
    ],
    [
      'no route, behind Caddy',
      headscalePages({ headers: CADDY }),
      /there is no gRPC route/,
      /\nCaddy: reverse_proxy \/headscale\.\* h2c:\/\/127\.0\.0\.1:50443\n/,
    ],
    [
      'no route, behind Caddy, as it names itself in later releases',
      headscalePages({ headers: { via: '1.1 Caddy' } }),
      /there is no gRPC route/,
      /\nCaddy: reverse_proxy/,
    ],
    [
      'no route, behind something else',
      headscalePages({ headers: { server: 'cloudflare' } }),
      /there is no gRPC route/,
      /MASH: [\s\S]*\nnginx: [\s\S]*\nCaddy: /,
    ],
    ['no route, 0.28', headscalePages({ route: blank }), /there is no gRPC route/, /MASH/],
    [
      'a route to nothing, behind Traefik',
      headscalePages({ route: badGateway }),
      /has a gRPC route, but what is behind it does not answer \(HTTP 502\)/,
      /look alike[\s\S]*scheme=h2c\nMASH: leave headscale_container_grpc_bind_port empty[\s\S]*grpc_allow_insecure/,
    ],
    [
      'a route to nothing, behind nginx',
      headscalePages({ route: badGateway, headers: NGINX }),
      /does not answer/,
      /grpc_pass[\s\S]*"no valid HTTP\/1\.0 header" means proxy_pass/,
    ],
    [
      'a route to nothing, behind Caddy',
      headscalePages({ route: badGateway, headers: CADDY }),
      /does not answer/,
      /h2c[\s\S]*"malformed HTTP response"/,
    ],
    ['a limit of the rate on it', headscalePages({ route: { status: 429 } }), /limits the rate/, /Wait/],
  ])('%s', async (_name, rules, detail, fix, prefix = '') => {
    const found = await look(`${await tlsAt(proxyServer(good, rules))}${prefix}`, { ca: authority.cert });
    expect(found.check('web').status).toBe('ok');
    expect(found.check('grpc')).toMatchObject({ status: 'warning', detail: expect.stringMatching(detail) });
    expect(found.check('grpc').fix.join('\n')).toMatch(fix);
    expect(found.release?.transport).toBe('HTTP');
    expect(found.exitCode).toBe(0);
  });

  test('with --transport grpc it is a failure', async () => {
    const typed = await tlsAt(proxyServer(good, headscalePages()));
    const found = await look(typed, { ca: authority.cert, transport: 'grpc' });
    expect(found.check('grpc').status).toBe('failed');
    expect(found.exitCode).toBe(6);
  });

  test('with --transport http nobody asks', async () => {
    const typed = await tlsAt(proxyServer(good, headscalePages()));
    const found = await look(typed, { ca: authority.cert, transport: 'http' });
    expect(found.check('grpc').status).toBe('skipped');
  });
});

describe('a listener without HTTP/2', () => {
  test.each<[name: string, rules: WebRules, detail: RegExp, fix: RegExp]>([
    [
      'with a gRPC route',
      headscalePages({ route: grpcAnswer, headers: NGINX }),
      /passes gRPC on, but does not offer HTTP\/2/,
      /nginx: listen 443 ssl http2;/,
    ],
    [
      'without one',
      headscalePages({ headers: CADDY }),
      /offers no HTTP\/2 on this port, and has no gRPC route/,
      /protocols h1/,
    ],
    [
      "that is Headscale's own web port",
      headscalePages(),
      /Headscale's own web port; gRPC is on another one/,
      /https:\/\/127\.0\.0\.1:50443/,
    ],
  ])('%s', async (_name, rules, detail, fix) => {
    const found = await look(await tlsAt(oldTlsWebServer(good, rules)), { ca: authority.cert });
    expect(found.check('grpc')).toMatchObject({ status: 'warning', detail: expect.stringMatching(detail) });
    expect(found.check('grpc').fix.join('\n')).toMatch(fix);
  });
});

test('what is wrong with the web side comes first: HTTP/2 would not help there', async () => {
  const rules = always(by(NGINX, { status: 404 }));
  const found = await look(await tlsAt(oldTlsWebServer(good, rules)), { ca: authority.cert });
  expect(found.check('web').detail).toContain('no Headscale at this host and path');
  expect(found.check('grpc')).toMatchObject({
    status: 'failed',
    detail: 'it does not offer HTTP/2, which gRPC needs; the web side comes first',
    fix: [],
  });
});

test('a login on the web side alone leaves HTTP/2 as what to change', async () => {
  const login = { status: 302, headers: { location: 'https://login.example/' } };
  const rules = headscalePages({ api: login, route: grpcAnswer, headers: NGINX });
  const found = await look(await tlsAt(oldTlsWebServer(good, rules)), { ca: authority.cert });
  expect(found.check('grpc').fix.join('\n')).toContain('nginx: listen 443 ssl http2;');
});

describe('0.30 has no gRPC', () => {
  test.each([
    ['nothing is left of it', notFound, false],
    ['the proxy still has a route', badGateway, true],
  ])('%s', async (_name, route, left) => {
    const api = {
      ...problem,
      body: JSON.stringify({ title: 'Unauthorized', status: 401, detail: 'Unauthorized' }),
    };
    const rules = headscalePages({ api, route, version: versionPage('v0.30.0') });
    const found = await look(await tlsAt(proxyServer(good, rules)), { ca: authority.cert });
    expect(found.check('grpc').status).toBe('skipped');
    expect(found.check('grpc').detail.includes('left over')).toBe(left);
    expect(found.release).toMatchObject({ transport: 'HTTP', version: 'v0.30.0' });
    expect(found.check('body_size').status).toBe('skipped');
    expect(found.exitCode).toBe(0);
  });
});
