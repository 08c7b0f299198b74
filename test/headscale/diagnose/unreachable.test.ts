import type net from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../../support/certificates.ts';
import {
  closedPort,
  oldTlsWebServer,
  plainHttp2Server,
  proxyServer,
  rawServer,
  Servers,
  silentServer,
  silentTlsServer,
  webServer,
} from '../../support/servers.ts';
import { headscaleWeb } from '../../support/web-answers.ts';
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
const plainAt = async (server: net.Server) => `http://127.0.0.1:${await servers.listen(server)}`;

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
      /within 0\.6 s: it accepts connections and says nothing/,
      /Check that the port/,
      { deadlineMs: 600 },
    ],
    [
      'silent port, plaintext',
      () => plainAt(silentServer()),
      'timeout',
      /accepts connections and says nothing/,
      /If the port speaks TLS, use https:\/\//,
      { deadlineMs: 600 },
    ],
    [
      'dropped attempt, TLS',
      async () => `https://127.0.0.1:${await servers.deafPort()}`,
      'timeout',
      /the attempt to connect got no answer/,
      /Start Headscale/,
      { deadlineMs: 300 },
    ],
    [
      'dropped attempt, plaintext',
      async () => `http://127.0.0.1:${await servers.deafPort()}`,
      'timeout',
      /the attempt to connect got no answer/,
      /Start Headscale/,
      { deadlineMs: 300 },
    ],
    [
      'silence after TLS',
      () => tlsAt(silentTlsServer(good)),
      'timeout',
      /it speaks TLS, and says nothing/,
      /hang/,
      { deadlineMs: 600 },
    ],
    [
      'call that is never answered',
      () => plainAt(plainHttp2Server(() => {})),
      'timeout',
      /the call reached it/,
      /hang/,
      { deadlineMs: 600 },
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
    const error = await explain(await start(), { ca: authority.cert, ...options });
    expect(error).toMatchObject({ code, exitCode: 6 });
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
  });
});
