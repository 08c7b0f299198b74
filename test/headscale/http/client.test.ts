import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeAuthority } from '../../support/certificates.ts';
import {
  closedPort,
  oldTlsWebServer,
  plainHttp2Server,
  proxyServer,
  type Request,
  rawServer,
  Servers,
  silentServer,
  type WebRules,
  webServer,
} from '../../support/servers.ts';
import { recordedProbes } from './recorded.ts';
import { API_KEY, failureOf, talkTo } from './talk.ts';

const servers = new Servers();
const apis: { close(): void }[] = [];

afterEach(async () => {
  for (const api of apis.splice(0)) api.close();
  vi.unstubAllEnvs();
  await servers.end();
});

function talk(...given: Parameters<typeof talkTo>) {
  const api = talkTo(...given);
  apis.push(api);
  return api;
}

/** A server of 0.29.2 that has no users, behind a path where one is given. */
function headscale(prefix = ''): WebRules {
  const probes = recordedProbes().get('0.29.2') ?? [];
  return (_method, url) => {
    const local = url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : '';
    const probe = probes.find(({ path: asked, key }) => asked === local && !key);
    if (probe)
      return { status: probe.status, headers: { 'content-type': probe.contentType }, body: probe.body };
    if (local !== '/api/v1/user') return { status: 404, body: 'not here' };
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"users": []}' };
  };
}

const withKey = (seen: readonly Request[]) => seen.filter(({ authorization }) => authorization !== undefined);

describe('over TLS', () => {
  test('with an authority of its own', async () => {
    const authority = await makeAuthority();
    const port = await servers.listen(oldTlsWebServer(await authority.issue(), headscale()));
    const api = talk(`https://localhost:${port}`, { trust: { ca: authority.cert } });
    expect(await api.listUsers()).toEqual([]);
  });

  test('speaks HTTP/1.1 to a proxy that has both', async () => {
    const authority = await makeAuthority();
    const port = await servers.listen(proxyServer(await authority.issue(), headscale()));
    const api = talk(`https://127.0.0.1:${port}`, { trust: { ca: authority.cert } });
    expect(await api.listUsers()).toEqual([]);
  });

  test('shows nobody the key whose certificate is not trusted, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const [ours, theirs] = await Promise.all([makeAuthority(), makeAuthority('theirs')]);
    const seen: Request[] = [];
    const port = await servers.listen(oldTlsWebServer(await theirs.issue(), headscale(), seen));
    const error = await failureOf(
      talk(`https://localhost:${port}`, { trust: { ca: ours.cert } }).listUsers(),
    );
    expect(error).toMatchObject({ code: 'unreachable', message: expect.stringContaining('certificate') });
    expect(withKey(seen)).toEqual([]);
  });

  test('trusts anybody where it is told to', async () => {
    const authority = await makeAuthority();
    const port = await servers.listen(oldTlsWebServer(await authority.issue(), headscale()));
    const api = talk(`https://localhost:${port}`, { trust: { insecure: true } });
    expect(await api.listUsers()).toEqual([]);
  });

  test('a name that the certificate is not for', async () => {
    const authority = await makeAuthority();
    const pair = await authority.issue({ names: ['hs.example.org'] });
    const port = await servers.listen(oldTlsWebServer(pair, headscale()));
    const trust = { ca: authority.cert };
    const error = await failureOf(talk(`https://localhost:${port}`, { trust }).listUsers());
    expect(error.message).toContain('its certificate is for hs.example.org, not for localhost');
    const named = talk(`https://localhost:${port}`, { trust: { ...trust, serverName: 'hs.example.org' } });
    expect(await named.listUsers()).toEqual([]);
  });
});

describe('the way to the server', () => {
  test('a path prefix stands before every path', async () => {
    const seen: Request[] = [];
    const port = await servers.listen(webServer(headscale('/x/y'), seen));
    expect(await talk(`http://127.0.0.1:${port}/x/y`).listUsers()).toEqual([]);
    expect(seen.every((request) => request.path.startsWith('/x/y/'))).toBe(true);
  });

  test('a unix socket', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'hs-http-'));
    const socket = path.join(folder, 'socket');
    await servers.listen(webServer(headscale()), socket);
    expect(await talk(`unix://${socket}`, { apiKey: undefined }).listUsers()).toEqual([]);
    await servers.end();
    await rm(folder, { recursive: true });
  });

  test('no proxy of the environment gets to see a call', async () => {
    const seen: Request[] = [];
    const proxy = await servers.listen(webServer(() => ({ status: 502 }), seen));
    for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'ALL_PROXY']) {
      vi.stubEnv(name, `http://127.0.0.1:${proxy}`);
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const port = await servers.listen(webServer(headscale()));
    expect(await talk(`http://127.0.0.1:${port}`).listUsers()).toEqual([]);
    expect(seen).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])('a redirect (%i) is told and never followed', async (status) => {
    const [elsewhere, here]: [Request[], Request[]] = [[], []];
    const other = await servers.listen(webServer(headscale(), elsewhere));
    const target = `http://127.0.0.1:${other}/api/v1/user`;
    const rules: WebRules = (method, url) =>
      withoutQuery(url) === '/api/v1/user'
        ? { status, headers: { location: target } }
        : headscale()(method, url);
    const port = await servers.listen(webServer(rules, here));
    const api = talk(`http://127.0.0.1:${port}`);
    expect(await failureOf(api.listUsers())).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining(`it redirects to ${target}`),
    });
    expect(await failureOf(api.createUser({ name: 'anna' }))).toMatchObject({ code: 'unreachable' });
    expect(elsewhere).toEqual([]);
    expect(withKey(here)).toHaveLength(2);
  });

  test('a port that only redirects to https names the address to use', async () => {
    const rules: WebRules = (_method, url) => ({
      status: 308,
      headers: { location: `https://127.0.0.1${url}` },
    });
    const port = await servers.listen(webServer(rules));
    expect(await failureOf(talk(`http://127.0.0.1:${port}`).release())).toMatchObject({
      hint: 'Use https://127.0.0.1 as the address.',
    });
  });

  test('a key that no header can carry is refused before anything is sent', () => {
    expect(() => talk('http://127.0.0.1:1', { apiKey: 'two\nlines' })).toThrow(
      /characters that no API key has/,
    );
  });

  test('the key goes with calls alone, never with the questions for the release', async () => {
    const seen: Request[] = [];
    const port = await servers.listen(webServer(headscale(), seen));
    await talk(`http://127.0.0.1:${port}`).listUsers();
    expect(withKey(seen)).toEqual([
      { method: 'GET', path: '/api/v1/user', authorization: `Bearer ${API_KEY}` },
    ]);
  });
});

function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

describe('a server that cannot be reached', () => {
  test('nothing listens', async () => {
    const error = await failureOf(talk(`http://127.0.0.1:${await closedPort()}`).listUsers());
    expect(error).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('nothing listens there'),
      hint: expect.stringContaining('listen_addr'),
    });
  });

  test('it says nothing', async () => {
    const port = await servers.listen(silentServer());
    const error = await failureOf(talk(`http://127.0.0.1:${port}`, { timeoutMs: 50 }).listUsers());
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('it does not answer') });
  });

  test('it takes no connections', async () => {
    const port = await servers.deafPort();
    const error = await failureOf(talk(`http://127.0.0.1:${port}`, { timeoutMs: 50 }).listUsers());
    expect(error.code).toBe('timeout');
  });

  test('it hangs up', async () => {
    const port = await servers.listen(rawServer((socket) => socket.destroy()));
    expect((await failureOf(talk(`http://127.0.0.1:${port}`).listUsers())).message).toContain('hangs up');
  });

  test('it speaks TLS, and plain HTTP is spoken to it', async () => {
    const authority = await makeAuthority();
    const port = await servers.listen(oldTlsWebServer(await authority.issue(), headscale()));
    const error = await failureOf(talk(`http://127.0.0.1:${port}`).listUsers());
    expect(error).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('the port speaks TLS'),
    });
  });

  test('it speaks plain HTTP, and TLS is spoken to it', async () => {
    const port = await servers.listen(webServer(headscale()));
    const error = await failureOf(talk(`https://127.0.0.1:${port}`).listUsers());
    expect(error).toMatchObject({ code: 'unreachable', hint: `Use http://127.0.0.1:${port}.` });
  });

  test('it speaks gRPC', async () => {
    const port = await servers.listen(plainHttp2Server((stream) => stream.close()));
    const error = await failureOf(talk(`http://127.0.0.1:${port}`).listUsers());
    expect(error.message).toContain('does not speak HTTP/1.1');
  });

  test('it speaks something else', async () => {
    const port = await servers.listen(rawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')));
    const error = await failureOf(talk(`http://127.0.0.1:${port}`).listUsers());
    expect(error.message).toContain('does not speak HTTP/1.1');
  });

  test('the answer ends in the middle', async () => {
    const server = http.createServer((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"users": [', () => response.destroy());
    });
    const port = await servers.listen(server);
    const error = await failureOf(talk(`http://127.0.0.1:${port}`).listUsers());
    expect(error).toMatchObject({ code: 'unreachable', message: expect.stringContaining('cut off') });
  });
});

describe('a call that is ended', () => {
  test('before it is sent', async () => {
    const port = await servers.listen(webServer(headscale()));
    const api = talk(`http://127.0.0.1:${port}`);
    const error = await failureOf(api.getPolicy({ signal: AbortSignal.abort() }));
    expect(error.code).toBe('interrupted');
    expect(await api.listUsers()).toEqual([]);
  });

  test('while a change is under way', async () => {
    const ctrlC = new AbortController();
    const rules: WebRules = (method, url) => {
      if (method === 'POST') ctrlC.abort();
      return headscale()(method, url);
    };
    const port = await servers.listen(webServer(rules));
    const api = talk(`http://127.0.0.1:${port}`, { signal: ctrlC.signal });
    await api.release();
    expect(await failureOf(api.createUser({ name: 'anna' }))).toMatchObject({
      code: 'interrupted',
      message: 'Interrupted while CreateUser was under way: it may have been applied',
    });
  });

  test('a change that is not answered in time is said to be open', async () => {
    const server = http.createServer((request, response) => {
      const answer = headscale()(request.method ?? '', request.url ?? '');
      if (request.method === 'POST') return;
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    });
    const port = await servers.listen(server);
    const api = talk(`http://127.0.0.1:${port}`);
    expect(await failureOf(api.createUser({ name: 'anna' }, { timeoutMs: 50 }))).toMatchObject({
      code: 'answer_lost',
      message: expect.stringContaining('no answer came in time'),
    });
  });
});
