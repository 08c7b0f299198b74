import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type http2 from 'node:http2';
import type net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HsError } from '../../../src/errors.ts';
import { parseServerAddress } from '../../../src/headscale/address.ts';
import { explainCallFailure, explainConnection } from '../../../src/headscale/diagnose/explain.ts';
import { provesUnsent } from '../../../src/headscale/diagnose/symptom.ts';
import {
  type CertificateAuthority,
  type KeyPair,
  makeAuthority,
  makeSelfSigned,
} from '../../support/certificates.ts';
import { failedCall } from '../../support/grpc-call.ts';
import {
  closedPort,
  oldTlsWebServer,
  plainHttp2Server,
  proxyServer,
  type Request,
  rawServer,
  Servers,
  silentServer,
  silentTlsServer,
  type WebAnswer,
  type WebRules,
  webServer,
} from '../../support/servers.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let good: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  good = await authority.issue();
});
afterEach(() => servers.end());

interface Explaining {
  readonly change?: boolean;
  readonly ca?: string | undefined;
  /** Short where the server is silent. */
  readonly deadlineMs?: number;
}

/** Makes a real call that fails, then has the failure explained. */
async function explain(typed: string, options: Explaining = {}): Promise<HsError> {
  const { change = false, deadlineMs = 10_000 } = options;
  const ca = 'ca' in options ? options.ca : authority.cert;
  const trust = ca === undefined ? {} : { ca };
  const address = parseServerAddress(typed);
  const status = await failedCall(address, { ...trust, deadlineMs });
  const sent = !provesUnsent(status);
  return await explainCallFailure(
    { address, rpc: 'CreateUser', change, sent, status, deadlineMs, tls: trust },
    { probeMs: Math.min(deadlineMs, 5000) },
  );
}

const tlsAt = async (server: net.Server) => `https://127.0.0.1:${await servers.listen(server)}`;
const plainAt = async (server: net.Server) => `http://127.0.0.1:${await servers.listen(server)}`;
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000);

describe('a server that is not reached', () => {
  it.each<
    [
      name: string,
      start: () => Promise<string>,
      code: string,
      says: RegExp,
      hint: RegExp,
      options?: Explaining,
    ]
  >([
    [
      'closed port',
      async () => `https://127.0.0.1:${await closedPort()}`,
      'unreachable',
      /127\.0\.0\.1:\d+: nothing listens there/,
      /grpc_listen_addr/,
    ],
    [
      'port that hangs up, TLS',
      () => tlsAt(rawServer((socket) => socket.destroy())),
      'unreachable',
      /hangs up/,
      /try again/,
    ],
    [
      'port that hangs up, plaintext',
      () => plainAt(rawServer((socket) => socket.destroy())),
      'unreachable',
      /hangs up/,
      /try again/,
    ],
    [
      'silent port, TLS',
      () => tlsAt(silentServer()),
      'timeout',
      /within 0\.3 s: it accepts connections and says nothing/,
      /Check that the port/,
      { deadlineMs: 300 },
    ],
    [
      'silent port, plaintext',
      () => plainAt(silentServer()),
      'timeout',
      /accepts connections and says nothing/,
      /If the port speaks TLS, use https:\/\//,
      { deadlineMs: 300 },
    ],
    [
      'silence after TLS',
      () => tlsAt(silentTlsServer(good)),
      'timeout',
      /it speaks TLS, and says nothing/,
      /hang/,
      { deadlineMs: 300 },
    ],
    [
      'call that is never answered',
      () => plainAt(plainHttp2Server(() => {})),
      'timeout',
      /the call reached it/,
      /hang/,
      { deadlineMs: 300 },
    ],
    [
      'TLS to a plaintext gRPC port',
      () => tlsAt(plainHttp2Server(() => {})),
      'unreachable',
      /speaks gRPC without TLS/,
      /Use http:\/\/127\.0\.0\.1:\d+\./,
    ],
    [
      'TLS to a plain web port',
      () => tlsAt(webServer(headscaleWeb)),
      'unreachable',
      /a web port without TLS/,
      /50443/,
    ],
    [
      'TLS to another service',
      () => tlsAt(rawServer((socket) => void socket.write('SSH-2.0-Test\r\n'))),
      'unreachable',
      /something else listens there: it says "SSH-2\.0-Test"/,
      /port/,
    ],
    [
      'plaintext to a TLS port',
      () => plainAt(proxyServer(good, headscaleWeb)),
      'unreachable',
      /the port speaks TLS/,
      /Use https:\/\/127\.0\.0\.1:\d+, without --plaintext/,
    ],
    [
      'plaintext to a TLS port without HTTP/2',
      () => plainAt(oldTlsWebServer(good, headscaleWeb)),
      'unreachable',
      /the port speaks TLS/,
      /https:/,
    ],
    [
      'plaintext to the web port',
      () => plainAt(webServer(headscaleWeb)),
      'unreachable',
      /does not speak gRPC/,
      /8080/,
    ],
    [
      'plaintext to a port that redirects to https',
      () => plainAt(webServer(() => ({ status: 301, headers: { location: 'https://127.0.0.1/x' } }))),
      'unreachable',
      /only redirects to https \(HTTP 301\)|only redirects to https/,
      /Use https:\/\/127\.0\.0\.1\./,
    ],
    [
      'plaintext to another service',
      () => plainAt(rawServer((socket) => void socket.write('220 mail\u001b[31m\r\n'))),
      'unreachable',
      /it says "220 mail/,
      /port/,
    ],
    [
      'stranger that writes control characters',
      () => plainAt(rawServer((socket) => void socket.write('220 \u001b[31m\u0007\r\n'))),
      'unreachable',
      /^[^\p{Cc}]*$/u,
      /port/,
    ],
  ])('%s', async (_name, start, code, says, hint, options) => {
    const error = await explain(await start(), options);
    expect(error).toMatchObject({ code, exitCode: 6 });
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
  });
});

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
    const error = await explain(await start(), options);
    expect(error).toMatchObject({ code: 'unreachable', exitCode: 6 });
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
  });
});

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

    const error = await explain(typed);
    expect(error).toMatchObject({ code: 'unreachable', exitCode: 6 });
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
    // The call itself bore the key; no look afterwards did.
    expect(seen.filter(({ authorization }) => authorization !== undefined)).toHaveLength(1);
    expect(seen.filter(({ method }) => method === 'GET')).not.toHaveLength(0);
    expect(seen.every(({ path }) => path.startsWith(`${prefix}/`))).toBe(true);

    const changing = await explain(typed, { change: true });
    expect(changing.code).toBe(change === 'kept' ? 'unreachable' : 'answer_lost');
  });

  it('calls a body that is too large a failure of its own', async () => {
    const error = await explain(await tlsAt(proxyServer(good, () => ({ status: 413 }))), { change: true });
    expect(error).toMatchObject({ code: 'failed' });
    expect(error.message).toContain('requests of this size');
    expect(error.hint).toContain('client_max_body_size');
  });
});

describe('a call that broke', () => {
  const cutAnswer = (stream: http2.ServerHttp2Stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
    stream.end();
  };
  const trailersWith = (status: string, message: string) => (stream: http2.ServerHttp2Stream) => {
    const headers = {
      ':status': 200,
      'content-type': 'application/grpc',
      'grpc-status': status,
      'grpc-message': message,
    };
    stream.respond(headers, { endStream: true });
  };

  it.each<
    [
      name: string,
      act: (stream: http2.ServerHttp2Stream) => void,
      read: [string, RegExp],
      change: [string, RegExp],
    ]
  >([
    [
      'connection dropped',
      (stream) => stream.session?.destroy(),
      ['unreachable', /broke during the call/],
      ['answer_lost', /CreateUser may have been applied: .* the connection broke/],
    ],
    ['stream reset', (stream) => stream.close(2), ['unreachable', /cut off/], ['answer_lost', /cut off/]],
    [
      'stream cancelled by the other side',
      (stream) => stream.close(8),
      ['unreachable', /cut off/],
      ['answer_lost', /may have been applied/],
    ],
    [
      'stream refused',
      (stream) => stream.close(7),
      ['unreachable', /takes no more calls/],
      ['unreachable', /takes no more calls/],
    ],
    ['answer cut', cutAnswer, ['unreachable', /cut off/], ['answer_lost', /cut off/]],
    [
      'prefix that was not stripped',
      trailersWith('12', 'unknown service x/headscale.v1.HeadscaleService'),
      ['unreachable', /path \/x on to gRPC/],
      ['unreachable', /path \/x on to gRPC/],
    ],
    ['silence', () => {}, ['timeout', /within 0\.3 s/], ['answer_lost', /no answer came in time/]],
  ])('%s', async (name, act, read, change) => {
    const deadlineMs = name === 'silence' ? 300 : 10_000;
    const typed = `${await plainAt(plainHttp2Server(act))}/x`;
    for (const [expected, changing] of [
      [read, false],
      [change, true],
    ] as const) {
      const error = await explain(typed, { change: changing, deadlineMs });
      expect(error).toMatchObject({ code: expected[0], exitCode: 6 });
      expect(error.message).toMatch(expected[1]);
      expect(error.hint).toBeTruthy();
    }
  });

  it('tells another gRPC service from Headscale', async () => {
    const act = trailersWith('12', 'unknown service headscale.v1.HeadscaleService');
    const error = await explain(await plainAt(plainHttp2Server(act)));
    expect(error.message).toContain('a gRPC server answers there that is not Headscale');
  });
});

describe('a unix socket', () => {
  const withFolder = async (use: (folder: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'hs-'));
    try {
      await use(folder);
    } finally {
      await servers.end();
      await rm(folder, { recursive: true });
    }
  };

  it('is missing', () =>
    withFolder(async (folder) => {
      const error = await explain(join(folder, 'headscale.sock'));
      expect(error.code).toBe('unreachable');
      expect(error.message).toMatch(/headscale\.sock: there is no such socket/);
      expect(error.hint).toMatch(/unix_socket/);
    }));

  it('is a file', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'config.yaml');
      await writeFile(path, '');
      expect((await explain(path)).message).toContain('it is not a socket');
    }));

  it('belongs to 0.30, which speaks HTTP over it', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'headscale.sock');
      const users = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"users":[]}' };
      await servers.listen(webServer(withRoute(notFound, users)), path);
      expect((await explain(path)).message).toContain('0.30 or later');
    }));

  it.each([
    ['EACCES', /you may not open this socket/],
    ['ECONNREFUSED', /it is not a socket/],
  ])('explains %s', async (code, says) => {
    const failure = Object.assign(new Error(`connect ${code} /`), { code });
    const error = await explainConnection(parseServerAddress('/'), failure, { timeoutMs: 1000 });
    expect(error.message).toMatch(says);
  });
});

describe('a name', () => {
  it.each<[code: string | undefined, says: RegExp]>([
    ['ENOTFOUND', /hs\.invalid:443: there is no host named hs\.invalid/],
    ['EAI_AGAIN', /the DNS resolver does not answer \(EAI_AGAIN\)/],
    [undefined, /could not be resolved a moment ago/],
  ])('whose resolution ends with %s', async (code, says) => {
    const address = parseServerAddress('hs.invalid');
    const status = await failedCall(address, { deadlineMs: 10_000 });
    const error = await explainCallFailure(
      { address, rpc: 'ListUsers', change: true, sent: true, status, deadlineMs: 10_000, tls: {} },
      {
        lookup: () =>
          code === undefined ? Promise.resolve() : Promise.reject(Object.assign(new Error(), { code })),
      },
    );
    expect(error.code).toBe('unreachable');
    expect(error.message).toMatch(says);
    expect(error.hint).toBeTruthy();
  });

  it('whose resolver is silent does not hold hs up', async () => {
    const failure = Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' });
    const error = await explainConnection(parseServerAddress('hs.invalid'), failure, {
      timeoutMs: 1000,
      probeMs: 50,
      lookup: () => new Promise(() => {}),
    });
    expect(error.message).toContain('the DNS resolver does not answer');
  });
});

describe('a socket error', () => {
  it.each<[typed: string, errno: string, code: string, says: RegExp, hint: RegExp]>([
    [
      'hs.example.org',
      'ECONNREFUSED',
      'unreachable',
      /hs\.example\.org:443: nothing listens/,
      /https:\/\/hs\.example\.org:50443/,
    ],
    [
      'hs.example.org:50443',
      'ECONNREFUSED',
      'unreachable',
      /nothing listens/,
      /on 443: https:\/\/hs\.example\.org\./,
    ],
    [
      'https://[2001:db8::1]:1/x',
      'ECONNREFUSED',
      'unreachable',
      /\[2001:db8::1\]:1\/x: nothing/,
      /https:\/\/\[2001:db8::1\]\/x\./,
    ],
    ['hs.example.org', 'EHOSTUNREACH', 'unreachable', /no way to that host/, /VPN/],
    ['hs.example.org', 'ENETUNREACH', 'unreachable', /no way to that host/, /network/],
    ['hs.example.org', 'ETIMEDOUT', 'timeout', /within 2 s: .*a firewall drops it/, /50443/],
    ['hs.example.org', 'EACCES', 'unreachable', /does not allow/, /firewall/],
    ['hs.example.org', 'EMFILE', 'unreachable', /EMFILE/, /hs doctor/],
  ])('%s: %s', async (typed, errno, code, says, hint) => {
    const failure = Object.assign(new Error(`connect ${errno} 192.0.2.1:443`), { code: errno });
    const error = await explainConnection(parseServerAddress(typed), failure, { timeoutMs: 2000 });
    expect(error).toMatchObject({ code, exitCode: 6 });
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
  });
});

const notFound: WebAnswer = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: '404 page not found',
};
const unauthorised: WebAnswer = {
  status: 401,
  headers: { 'content-type': 'text/plain' },
  body: 'Unauthorized',
};
const problem: WebAnswer = {
  status: 401,
  headers: { 'content-type': 'application/problem+json' },
  body: '{}',
};
const grpcAnswer: WebAnswer = { status: 415, headers: { 'content-type': 'application/grpc' } };
const page: WebAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><title>x</title>',
};

/** What the method path answers, whoever asks, and what the web API does. */
function withRoute(route: WebAnswer, api: WebAnswer): WebRules {
  return (_method, path) => (path.includes('/headscale.v1.HeadscaleService/') ? route : api);
}

/** The web port of Headscale up to 0.29. */
function headscaleWeb(method: string, path: string): WebAnswer {
  return withRoute(notFound, unauthorised)(method, path);
}

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
