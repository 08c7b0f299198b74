import type net from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CheckId } from '../../../../src/headscale/diagnose/ladder/diagnosis.ts';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../../../support/certificates.ts';
import {
  oldTlsWebServer,
  proxyServer,
  Servers,
  type WebAnswer,
  type WebRules,
  webServer,
} from '../../../support/servers.ts';
import { grpcAnswer, notFound, page, problem, unauthorised } from '../../../support/web-answers.ts';
import { look } from './looking.ts';
import { always, headscalePages, versionPage } from './pages.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let good: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  good = await authority.issue();
});
afterEach(() => servers.end());

const tlsAt = async (server: net.Server) => `https://127.0.0.1:${await servers.listen(server)}`;

const NGINX = { server: 'nginx/1.22.1' };
const CADDY = { server: 'Caddy' };
const badGateway: WebAnswer = { status: 502, body: 'Bad Gateway' };
const ownNotFound: WebAnswer = {
  ...notFound,
  headers: {
    ...notFound.headers,
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
  },
};
/** What 0.28 answers to any path it does not have: measured. */
const blank: WebAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html lang="en"><head><link href="/favicon.ico" rel="icon"></head><body></body></html>',
};

const by = (headers: Readonly<Record<string, string>>, answer: WebAnswer): WebAnswer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

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

describe('both are kept by what is in between', () => {
  const CASES: [name: string, answer: WebAnswer, detail: RegExp, fix: RegExp][] = [
    [
      'all down, nginx',
      by(NGINX, badGateway),
      /gets no answer from Headscale.*\/health 502/,
      /systemctl[\s\S]*error\.log/,
    ],
    ['all down, Traefik', badGateway, /gets no answer/, /listen_addr[\s\S]*log\.level: DEBUG/],
    ['too slow', { status: 504 }, /HTTP 504/, /listen_addr/],
    [
      'no server left, Traefik',
      { status: 503, body: 'no available server' },
      /HTTP 503/,
      /look alike[\s\S]*"no available server"/,
    ],
    ['maintenance, nginx', by(NGINX, { status: 503 }), /HTTP 503/, /limit_req/],
    [
      'basic auth',
      by(NGINX, { status: 401, headers: { 'www-authenticate': 'Basic realm="staff"' } }),
      /asks for its own login.*it wants "Basic realm=\\"staff\\""/,
      /checks the API key itself\.\nnginx: auth_request off; auth_basic off; in location \/headscale\./,
    ],
    [
      'forward auth',
      { status: 401 },
      /asks for its own login/,
      /Traefik: leave the middleware for logins out/,
    ],
    [
      'redirect to a login page, Caddy',
      by(CADDY, { status: 302, headers: { location: 'https://login.example/?rd=x' } }),
      /redirects to https:\/\/login\.example\//,
      /Caddy: keep forward_auth and basicauth off/,
    ],
    ['blocked, Traefik', { status: 403 }, /refuses this machine/, /ipAllowList/],
    ['blocked, nginx', by(NGINX, { status: 403 }), /refuses this machine/, /allow ADDRESS;/],
    [
      'limit of the rate',
      { status: 429, headers: { 'retry-after': '7' } },
      /limits the rate/,
      /Try again in 7 s/,
    ],
    ['limit of the rate without an end', { status: 429 }, /limits the rate/, /Wait/],
    ['nothing, nginx', by(NGINX, { status: 404 }), /no Headscale at this host/, /server_name 127\.0\.0\.1;/],
    ['nothing, Traefik', notFound, /no Headscale at this host/, /MASH: headscale_hostname: 127\.0\.0\.1/],
    ['nothing, Caddy', by(CADDY, { status: 200 }), /a page comes back/, /Check the host name/],
    [
      'another site',
      { ...page, body: '<title>Welcome home</title>' },
      /title "Welcome home"/,
      /Check the host name/,
    ],
    ['Headscale under another path, 0.29', ownNotFound, /no Headscale/, /The 404 is Headscale's own/],
    ['Headscale under another path, 0.28', blank, /a page comes back/, /The blank page is Headscale's own/],
    ['anything else', { status: 418 }, /HTTP 418/, /log of the reverse proxy/],
    [
      'a client certificate',
      by(NGINX, { status: 400, body: 'No required SSL certificate was sent' }),
      /demands a client certificate/,
      /ssl_verify_client off/,
    ],
    [
      'TLS that the proxy does not speak',
      by(NGINX, { status: 400, body: 'Client sent an HTTP request to an HTTPS server.' }),
      /speaks plain HTTP to Headscale's web port/,
      /proxy_pass https:/,
    ],
  ];

  test.each(CASES)('%s', async (_name, answer, detail, fix) => {
    const found = await look(await tlsAt(proxyServer(good, always(answer))), {
      ca: authority.cert,
      key: 'k',
    });
    expect(found.of('failed')).toEqual<CheckId[]>(['web', 'grpc']);
    expect(found.check('web').detail).toMatch(detail);
    expect(found.check('web').fix.join('\n')).toMatch(fix);
    expect(found.exitCode).toBe(6);
    expect(found.check('credential')).toMatchObject({
      status: 'skipped',
      detail: 'nothing of Headscale answers, so no key is sent',
    });
  });

  test('what is said of both is said once', async () => {
    const found = await look(await tlsAt(proxyServer(good, always(badGateway))), { ca: authority.cert });
    expect(found.check('grpc')).toMatchObject({ detail: expect.stringMatching(/, as above$/), fix: [] });
  });
});

describe('Headscale is found elsewhere on the same port', () => {
  const under = (prefix: string): WebRules => {
    const inner = headscalePages();
    return (method, path) =>
      path.startsWith(`${prefix}/`) ? inner(method, path.slice(prefix.length)) : notFound;
  };

  test.each([
    ['behind the prefix that MASH suggests', under('/headscale'), '', '/headscale'],
    ['without the prefix', headscalePages(), '/x', ''],
    ['behind another prefix', under('/headscale'), '/x', '/headscale'],
  ])('%s', async (_name, rules, typed, right) => {
    const bare = await tlsAt(proxyServer(good, rules));
    const found = await look(`${bare}${typed}`, { ca: authority.cert });
    expect(found.check('web').fix).toEqual([`Headscale answers at another address: use ${bare}${right}.`]);
  });
});

describe('some pages are kept', () => {
  test('a login in front of the public pages alone is a warning', async () => {
    const rules = headscalePages({
      health: { status: 302, headers: { location: 'https://login.example/' } },
    });
    const found = await look(await tlsAt(proxyServer(good, rules)), { ca: authority.cert });
    expect(found.check('web')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('/health HTTP 302'),
    });
  });

  test('a server without its database fails', async () => {
    const health = {
      status: 500,
      headers: { 'content-type': 'application/health+json' },
      body: '{"status":"fail"}',
    };
    const found = await look(await tlsAt(proxyServer(good, headscalePages({ health }))), {
      ca: authority.cert,
    });
    expect(found.check('web')).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('its database'),
    });
    expect(found.exitCode).toBe(1);
  });
});

test('a client certificate demanded after the handshake, as Traefik and Caddy do it', async () => {
  const demanding = tls.createServer(
    { ...good, ALPNProtocols: ['h2', 'http/1.1'], requestCert: true, rejectUnauthorized: true },
    () => {},
  );
  demanding.on('tlsClientError', () => {});
  const found = await look(await tlsAt(demanding), { ca: authority.cert });
  expect(found.of('failed')).toEqual(['web', 'grpc']);
  expect(found.check('web').detail).toContain('demands a client certificate');
});

describe('who is in between', () => {
  test.each([
    ['nginx/1.22.1 is in between', NGINX],
    ['Caddy is in between', CADDY],
    ['none names itself: Headscale itself, or Traefik, which never does', {}],
    ['Envoy, via "1.1 edge" is in between', { server: 'Envoy', via: '1.1 edge' }],
  ])('%s', async (detail, headers) => {
    const typed = `http://127.0.0.1:${await servers.listen(webServer(headscalePages({ headers })))}`;
    expect((await look(typed)).check('proxy')).toMatchObject({ status: 'ok', detail });
  });
});

describe('the clock', () => {
  test.each([
    [0, 'ok', 'it agrees with that of the server'],
    [-40_000, 'ok', 'it agrees'],
    [180_000, 'warning', 'behind this machine'],
    [-7_200_000, 'warning', 'ahead of this machine'],
  ])('%d ms ahead of the server', async (ahead, status, said) => {
    const typed = `http://127.0.0.1:${await servers.listen(webServer(headscalePages()))}`;
    const found = await look(typed, { now: () => Date.now() + ahead });
    expect(found.check('clock')).toMatchObject({ status, detail: expect.stringContaining(said) });
  });
});

test('a page without a date, and an API that is cut off', async () => {
  const typed = await tlsAt(proxyServer(good, always({ ...unauthorised, headers: { date: 'never' } })));
  const found = await look(typed, { ca: authority.cert });
  expect(found.check('clock')).toMatchObject({ status: 'skipped' });
});
