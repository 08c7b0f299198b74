import type net from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CheckId } from '../../../../src/headscale/diagnose/ladder/diagnosis.ts';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../../../support/certificates.ts';
import { proxyServer, Servers, type WebAnswer, type WebRules } from '../../../support/servers.ts';
import { notFound, page } from '../../../support/web-answers.ts';
import { look } from './looking.ts';
import { always, badGateway, blank, by, CADDY, headscalePages, NGINX, ownNotFound } from './pages.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let good: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  good = await authority.issue();
});
afterEach(() => servers.end());

const tlsAt = async (server: net.Server) => `https://127.0.0.1:${await servers.listen(server)}`;

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
      'a certificate behind it that Traefik does not trust',
      { status: 500, body: 'Internal Server Error' },
      /HTTP 500/,
      /Traefik: 500 can mean that it does not trust the certificate behind it.*rootcas/i,
    ],
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
