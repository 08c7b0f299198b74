import http from 'node:http';
import http2 from 'node:http2';
import tls from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ServerAddress } from '../../src/headscale/address.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../support/certificates.ts';
import { forwardProxy } from '../support/forward-proxy.ts';
import { elsewhere, openOver, PROXY_LOGIN, proxyAt } from '../support/proxied.ts';
import { rawServer, Servers } from '../support/servers.ts';
import { failureOf } from './http/talk.ts';

const servers = new Servers();
const ends: (() => unknown)[] = [];
let authority: CertificateAuthority;
let pair: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  pair = await authority.issue();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await servers.end();
});

async function sandbox(tls = true): Promise<RunningSandbox> {
  const running = await startSandbox({ release: '0.29', tls });
  ends.push(() => running.stop());
  return running;
}

async function open(
  address: ServerAddress,
  { apiKey, caPem }: { apiKey: string; caPem?: string | null },
  transport: 'grpc' | 'http',
): Promise<HeadscaleApi> {
  const trust = { ca: caPem ?? undefined, serverName: 'localhost' };
  const api = await openOver(address, transport, { apiKey, trust });
  ends.push(() => api.close());
  return api;
}

const port = ({ grpcPort, httpAddress }: RunningSandbox, transport: string) =>
  transport === 'grpc' ? grpcPort : Number(new URL(httpAddress).port);

describe.each(['grpc', 'http'] as const)('over %s', (transport) => {
  test('a proxy is asked to connect, and sees nothing in clear', async () => {
    const server = await sandbox();
    const proxy = forwardProxy(() => ({ to: port(server, transport) }));
    const address = elsewhere(proxyAt(await servers.listen(proxy.server), { authorization: PROXY_LOGIN }));
    const api = await open(address, server, transport);
    expect(await api.createUser({ name: 'john' })).toMatchObject({ name: 'john' });
    expect(await api.listUsers()).toMatchObject([{ name: 'john' }]);
    expect(proxy.heads).not.toHaveLength(0);
    for (const head of proxy.heads) {
      expect(head).toBe(
        `CONNECT hs.example.org:443 HTTP/1.1\r\nHost: hs.example.org:443\r\nUser-Agent: hs\r\nProxy-Authorization: ${PROXY_LOGIN}`,
      );
    }
    const secret = server.apiKey.slice(-40);
    expect(proxy.carried()).not.toBe('');
    expect(`${proxy.heads.join()}${proxy.carried()}`).not.toContain(secret);
    expect(proxy.carried()).not.toContain('Bearer');
    expect(server.calls.map(({ rpc }) => rpc)).toContain('CreateUser');
  });

  test('a proxy can be without TLS before it, and a server without it behind it', async () => {
    const server = await sandbox(false);
    const proxy = forwardProxy(() => ({ to: port(server, transport) }));
    const address = elsewhere(proxyAt(await servers.listen(proxy.server)), 'http://hs.example.org:8080');
    const api = await open(address, server, transport);
    expect(await api.listUsers()).toEqual([]);
    expect(new Set(proxy.asked())).toEqual(new Set(['hs.example.org:8080']));
  });

  test('a proxy whose TLS is not trusted is told nothing', async () => {
    const server = await sandbox();
    const proxy = forwardProxy(() => ({ to: port(server, transport) }), pair);
    const at = await servers.listen(proxy.server);
    const address = elsewhere(proxyAt(at, { tls: true, text: `https://127.0.0.1:${at}` }));
    const error = await failureOf((await open(address, server, transport)).listUsers());
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(error.message).toMatch(/: TLS to the proxy https:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\) failed: /);
    expect(error.hint).toMatch(/NODE_EXTRA_CA_CERTS=FILE/);
    expect(proxy.heads).toEqual([]);
  });

  test('the name that the server is told is its own, not that of the proxy', async () => {
    const told: (string | undefined)[] = [];
    const server =
      transport === 'grpc'
        ? http2.createServer().on('stream', (stream, headers) => {
            told.push(headers[':authority']);
            stream.respond({ ':status': 500 }, { endStream: true });
          })
        : http.createServer((request, response) => {
            told.push(request.headers.host);
            response.writeHead(500).end();
          });
    const at = await servers.listen(server);
    const proxy = forwardProxy(() => ({ to: at }));
    const address = elsewhere(proxyAt(await servers.listen(proxy.server)), 'http://hs.example.org:8080');
    await failureOf((await open(address, { apiKey: 'key' }, transport)).listUsers());
    expect(new Set(told)).toEqual(new Set(['hs.example.org:8080']));
  });

  test('a proxy can speak TLS itself, and sees nothing of the TLS inside', async () => {
    const server = await sandbox();
    const proxy = forwardProxy(() => ({ to: port(server, transport) }), pair);
    const at = await servers.listen(proxy.server);
    const usual = tls.getCACertificates('default');
    ends.push(() => tls.setDefaultCACertificates(usual));
    tls.setDefaultCACertificates([...usual, authority.cert]);
    const address = elsewhere(proxyAt(at, { tls: true, text: `https://127.0.0.1:${at}` }));
    const api = await open(address, server, transport);
    expect(await api.createUser({ name: 'john' })).toMatchObject({ name: 'john' });
    expect(new Set(proxy.asked())).toEqual(new Set(['hs.example.org:443']));
    expect(proxy.carried()).not.toMatch(/Bearer|hskey/);
  });

  test('a server that is the first to speak is heard', async () => {
    const server = await sandbox(false);
    const proxy = rawServer((socket) =>
      socket.once('data', () =>
        // The head and the first words of the server come in one piece.
        socket.end('HTTP/1.1 200 OK\r\n\r\nSSH-2.0-OpenSSH_9.6\r\n'),
      ),
    );
    const address = elsewhere(proxyAt(await servers.listen(proxy)), 'http://hs.example.org:22');
    const error = await failureOf((await open(address, server, transport)).listUsers());
    expect(error.code).toBe('unreachable');
    expect(error.message).toContain(' through the proxy http://127.0.0.1:');
  });
});
