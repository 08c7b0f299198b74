import type net from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../../support/certificates.ts';
import { proxyServer, type Request, Servers, type WebAnswer, type WebRules } from '../../support/servers.ts';
import { headscaleWeb, notFound, page, problem, unauthorised, withRoute } from '../../support/web-answers.ts';
import { explain } from './explaining.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let good: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  good = await authority.issue();
});
afterEach(() => servers.end());

const tlsAt = async (server: net.Server) => `https://127.0.0.1:${await servers.listen(server)}`;

describe('something in between', () => {
  const grpc502 = (status: number): WebAnswer => ({ status, body: 'Bad Gateway' });

  it.each<
    [name: string, rules: WebRules, says: RegExp, hint: RegExp, change: 'applied?' | 'kept', prefix?: string]
  >([
    ['no gRPC route', headscaleWeb, /no gRPC route/, /Route \/headscale\. to port 50443 as h2c/, 'kept'],
    [
      'no gRPC route under a prefix',
      headscaleWeb,
      /no gRPC route/,
      /Route \/x\/headscale\. to/,
      'kept',
      '/x',
    ],
    ['no gRPC route, 0.28', withRoute(page, unauthorised), /no gRPC route/, /h2c/, 'kept'],
    [
      'gRPC route with nothing behind it',
      withRoute(grpc502(502), unauthorised),
      /has a gRPC route, but/,
      /h2c/,
      'applied?',
    ],
    ['all down', () => grpc502(502), /the proxy is up, but/, /Start Headscale/, 'applied?'],
    ['gateway timeout', () => grpc502(504), /HTTP 504/, /Start Headscale/, 'applied?'],
    [
      '0.30 behind an old gRPC route',
      withRoute(grpc502(502), problem),
      /no gRPC any more/,
      /web API/,
      'applied?',
    ],
    ['0.30 without a gRPC route', withRoute(notFound, problem), /no gRPC any more/, /web API/, 'kept'],
    [
      'nothing of Headscale',
      () => notFound,
      /has no Headscale at this host and path/,
      /behind a path/,
      'kept',
    ],
    ['wrong prefix', () => notFound, /has no Headscale/, /the path \/x/, 'kept', '/x'],
    ['nothing at all with 200', () => ({ status: 200 }), /a page comes back/, /host name/, 'kept'],
    ['login page with 200', () => page, /a page comes back/, /host name/, 'kept'],
    [
      'basic auth',
      () => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }),
      /asks for its own login/,
      /out of the login/,
      'kept',
    ],
    ['forward auth', () => ({ status: 401 }), /asks for its own login/, /out of the login/, 'kept'],
    [
      'redirect to a login',
      () => ({ status: 302, headers: { location: 'https://login.example/?next=x' } }),
      /redirects to login\.example/,
      /out of the login/,
      'kept',
    ],
    ['blocked', () => ({ status: 403 }), /refuses this machine/, /allow-list/, 'kept'],
    ['rate limit', () => ({ status: 429 }), /limits the rate/, /Wait/, 'kept'],
    [
      'rate limit on the gRPC route alone',
      withRoute({ status: 429 }, unauthorised),
      /limits the rate/,
      /Wait/,
      'kept',
    ],
    ['maintenance', () => ({ status: 503 }), /HTTP 503/, /health check/, 'applied?'],
    ['anything else', () => ({ status: 418 }), /HTTP 418/, /log/, 'kept'],
    [
      'client certificate demanded by nginx',
      () => ({ status: 400, body: '<center>No required SSL certificate was sent</center>' }),
      /client certificate/,
      /Headscale checks/,
      'kept',
    ],
  ])('%s', async (_name, rules, says, hint, change, prefix = '') => {
    const seen: Request[] = [];
    const typed = `${await tlsAt(proxyServer(good, rules, seen))}${prefix}`;

    const error = await explain(typed, { ca: authority.cert });
    expect(error).toMatchObject({ code: 'unreachable', exitCode: 6 });
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
    // The call itself bore the key; no look afterwards did.
    expect(seen.filter(({ authorization }) => authorization !== undefined)).toHaveLength(1);
    expect(seen.filter(({ method }) => method === 'GET')).not.toHaveLength(0);
    expect(seen.every(({ path }) => path.startsWith(`${prefix}/`))).toBe(true);

    const changing = await explain(typed, { change: true, ca: authority.cert });
    expect(changing.code).toBe(change === 'kept' ? 'unreachable' : 'answer_lost');
  });

  it('calls a body that is too large a failure of its own', async () => {
    const error = await explain(await tlsAt(proxyServer(good, () => ({ status: 413 }))), {
      change: true,
      ca: authority.cert,
    });
    expect(error).toMatchObject({ code: 'failed' });
    expect(error.message).toContain('requests of this size');
    expect(error.hint).toContain('client_max_body_size');
  });
});
