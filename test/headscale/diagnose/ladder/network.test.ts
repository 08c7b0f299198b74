import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CheckId } from '../../../../src/headscale/diagnose/ladder/diagnosis.ts';
import { type CertificateAuthority, makeAuthority } from '../../../support/certificates.ts';
import {
  closedPort,
  plainHttp2Server,
  proxyServer,
  rawServer,
  Servers,
  silentServer,
  silentTlsServer,
  webServer,
} from '../../../support/servers.ts';
import { look } from './looking.ts';
import { always, headscalePages } from './pages.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let folder: string;

beforeAll(async () => {
  authority = await makeAuthority();
  folder = await mkdtemp(path.join(tmpdir(), 'hs-ladder-'));
});
afterEach(() => servers.end());
afterAll(() => rm(folder, { recursive: true }));

const failing = (code: string) => async () => {
  throw Object.assign(new Error(code), { code });
};

describe('the address', () => {
  test.each([
    ['https://hs.example.org/x', 'ok', 'https://hs.example.org/x: TLS, port 443, behind the path /x', false],
    ['http://127.0.0.1:5', 'warning', 'which never leaves this machine', false],
    ['http://hs.example.org:8080', 'warning', 'the API key can be read on the way', true],
  ])('%s is told as it was understood', async (typed, status, said, plaintext) => {
    const found = await look(typed, { plaintext, resolve: failing('ENOTFOUND') });
    expect(found.check('address')).toMatchObject({ status, detail: expect.stringContaining(said) });
    expect(found.address).toBe(typed);
  });

  test('without any check of who answers is a warning', async () => {
    const found = await look('https://hs.example.org', {
      trust: { insecure: true },
      resolve: failing('ENOTFOUND'),
    });
    expect(found.check('address')).toMatchObject({ status: 'warning' });
    expect(found.check('address').detail).toContain('nobody checks who answers');
  });
});

describe('the name', () => {
  test.each([
    ['ENOTFOUND', 'there is no host named hs.example.org'],
    ['EAI_AGAIN', 'the DNS resolver does not answer'],
  ])('that ends in %s', async (code, said) => {
    const found = await look('hs.example.org', { resolve: failing(code) });
    expect(found.check('name')).toMatchObject({ status: 'failed', detail: expect.stringContaining(said) });
    expect(found.exitCode).toBe(6);
    expect(found.release).toBeUndefined();
    const rest = found.checks.slice(2);
    expect(
      rest.every(({ status, detail }) => status === 'skipped' && /^not without an address/.test(detail)),
    ).toBe(true);
  });

  test('that is never answered is given up', async () => {
    const found = await look('hs.example.org', { resolve: () => new Promise(() => {}), lookMs: 50 });
    expect(found.check('name').detail).toContain('the DNS resolver does not answer (ETIMEOUT)');
  });

  test('is told with its addresses', async () => {
    const addresses = ['192.0.2.1', '192.0.2.1', '2001:db8::1', '192.0.2.3', '192.0.2.4', '192.0.2.5'];
    const found = await look(`localhost:${await closedPort()}`, {
      resolve: async () => addresses.map((address) => ({ address })),
    });
    expect(found.check('name')).toMatchObject({
      status: 'ok',
      detail: 'localhost is 192.0.2.1, 2001:db8::1, 192.0.2.3, 192.0.2.4 and 1 more',
    });
  });
});

describe('a connection that comes to nothing', () => {
  const tlsAt = async (server: Parameters<Servers['listen']>[0]) =>
    `https://127.0.0.1:${await servers.listen(server)}`;
  const plainAt = async (server: Parameters<Servers['listen']>[0]) =>
    `http://127.0.0.1:${await servers.listen(server)}`;
  const demanding = async () =>
    proxyServer(
      await authority.issue(),
      always({ status: 400, headers: { server: 'nginx' }, body: 'No required SSL certificate was sent' }),
    );

  test.each<[name: string, start: () => Promise<string>, failed: CheckId[], detail: RegExp, fix: RegExp]>([
    [
      'closed port',
      async () => `https://127.0.0.1:${await closedPort()}`,
      ['connection'],
      /connection refused/,
      /grpc_listen_addr/,
    ],
    [
      'deaf port',
      async () => `https://127.0.0.1:${await servers.deafPort()}`,
      ['connection'],
      /a firewall drops it/,
      /Start Headscale/,
    ],
    [
      'silent port, TLS',
      () => tlsAt(silentServer()),
      ['tls'],
      /accepts connections and says nothing/,
      /Check that the port/,
    ],
    [
      'port that hangs up',
      () => tlsAt(rawServer((socket) => socket.destroy())),
      ['tls'],
      /hangs up/,
      /try again/,
    ],
    [
      'another protocol',
      () => tlsAt(rawServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'))),
      ['tls'],
      /it says "SSH-2\.0-OpenSSH_9\.2"/,
      /Check the port/,
    ],
    [
      'gRPC without TLS',
      () => tlsAt(plainHttp2Server(() => {})),
      ['tls'],
      /speaks gRPC without TLS/,
      /Use http:/,
    ],
    [
      'a web port without TLS',
      () => tlsAt(webServer(headscalePages())),
      ['tls'],
      /web port without TLS/,
      /50443/,
    ],
    [
      'silence after TLS',
      async () => tlsAt(silentTlsServer(await authority.issue())),
      ['web', 'grpc'],
      /says nothing after that/,
      /may hang/,
    ],
    [
      'TLS on a port asked in clear',
      async () => plainAt(proxyServer(await authority.issue(), headscalePages())),
      ['web', 'grpc'],
      /the port speaks TLS/,
      /Use https:\/\/127\.0\.0\.1/,
    ],
    [
      'a port that only redirects',
      () => plainAt(webServer(() => ({ status: 301, headers: { location: 'https://127.0.0.1/' } }))),
      ['web', 'grpc'],
      /redirects/,
      /Use https:\/\/127\.0\.0\.1/,
    ],
    [
      'a client certificate demanded by nginx',
      async () => tlsAt(await demanding()),
      ['web', 'grpc'],
      /demands a client certificate/,
      /ssl_verify_client off/,
    ],
  ])('%s', async (_name, start, failed, detail, fix) => {
    const found = await look(await start(), { ca: authority.cert, key: 'k', lookMs: 600 });
    const [first] = found.checks.filter(({ status }) => status === 'failed');
    expect(found.of('failed')).toEqual(failed);
    expect(first?.detail).toMatch(detail);
    expect(first?.fix.join('\n')).toMatch(fix);
    expect(found.exitCode).toBe(6);
    expect(found.check('credential').status).toBe('skipped');
  });
});

describe('a socket', () => {
  test.each([
    ['that is not there', async () => path.join(folder, 'missing'), 'there is no such socket'],
    [
      'that is a file',
      async () => {
        const file = path.join(folder, 'file');
        await writeFile(file, '');
        return file;
      },
      'it is not a socket',
    ],
  ])('%s', async (_name, make, said) => {
    const found = await look(`unix://${await make()}`);
    expect(found.check('connection')).toMatchObject({ status: 'failed', detail: said });
    expect(found.check('name')).toMatchObject({ status: 'skipped', detail: 'a socket has none' });
    expect(found.exitCode).toBe(6);
  });
});

test('Ctrl-C ends it', async () => {
  const pressed = new AbortController();
  const port = await servers.listen(rawServer(() => pressed.abort()));
  const looking = look(`https://127.0.0.1:${port}`, { signal: pressed.signal });
  await expect(looking).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
});
