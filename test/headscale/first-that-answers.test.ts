import http2 from 'node:http2';
import type net from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseServerAddress } from '../../src/headscale/address.ts';
import { connectHeadscale } from '../../src/headscale/connect.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';
import type { SandboxRelease } from '../../src/sandbox/release.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../support/certificates.ts';
import { proxyServer, type Request, Servers, type WebAnswer } from '../support/servers.ts';
import { notFound, page } from '../support/web-answers.ts';

const servers = new Servers();
const ends: (() => Promise<void>)[] = [];
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

/** A reverse proxy with HTTP/2 that passes the web side on, and answers gRPC calls by itself. */
function webSideOf(address: string, toGrpc: WebAnswer): net.Server {
  return http2.createSecureServer({ ...pair, allowHTTP1: true }, async (request, response) => {
    const { method = '', url = '' } = request;
    if (url.startsWith('/headscale.')) {
      response.writeHead(toGrpc.status, toGrpc.headers).end(toGrpc.body ?? '');
      return;
    }
    const body = await new Response(ReadableStream.from(request)).text();
    const { authorization } = request.headers;
    const answer = await fetch(address + url, {
      method,
      headers: authorization === undefined ? {} : { authorization },
      ...(body === '' ? {} : { body }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
  });
}

async function behind(release: SandboxRelease, toGrpc: WebAnswer) {
  const sandbox = await startSandbox({ release });
  ends.push(() => sandbox.stop());
  const port = await servers.listen(webSideOf(sandbox.httpAddress, toGrpc));
  return { api: await connect(port, sandbox.apiKey), sandbox };
}

async function connect(port: number, apiKey: string): Promise<HeadscaleApi> {
  const address = parseServerAddress(`https://localhost:${port}`);
  const api = await connectHeadscale({ address, apiKey, trust: { ca: authority.cert }, timeoutMs: 10_000 });
  ends.push(async () => api.close());
  return api;
}

describe('a proxy that has no route for gRPC', () => {
  test.each<[SandboxRelease, string, WebAnswer]>([
    ['0.29', '404', notFound],
    ['0.28', 'a page, as 0.28 itself does', page],
    ['0.26', '404 and nothing else', { status: 404 }],
    ['0.29', '405, as a site of files does', { status: 405 }],
  ])('%s, and answers %s: HTTP is spoken', async (release, _, toGrpc) => {
    const { api, sandbox } = await behind(release, toGrpc);
    expect(await api.createUser({ name: 'john' })).toMatchObject({ name: 'john' });
    expect((await api.listUsers()).map(({ name }) => name)).toEqual(['john']);
    expect(api.transport).toBe('HTTP');
    expect(sandbox.calls.filter(({ rpc }) => rpc === 'CreateUser')).toHaveLength(1);
  });
});

test.each<[string, WebAnswer, RegExp]>([
  ['a login', { status: 401, headers: { 'www-authenticate': 'Basic realm="staff"' } }, /its own login/],
  ['nothing of Headscale', notFound, /has no Headscale/],
  ['nothing behind it', { status: 502 }, /the proxy is up, but/],
])(
  'a proxy that has %s for both: the key goes nowhere, and what is told is about gRPC',
  async (_, answer, says) => {
    const seen: Request[] = [];
    const api = await connect(await servers.listen(proxyServer(pair, () => answer, seen)), 'the-key');
    await expect(api.createUser({ name: 'john' })).rejects.toThrow(says);
    expect(seen).not.toEqual([]);
    expect(seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  },
);
