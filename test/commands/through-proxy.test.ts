import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { type ForwardProxy, forwardProxy } from '../support/forward-proxy.ts';
import { runHs } from '../support/harness.ts';
import { closedPort, Servers } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';

const tailnet = useTailnet({ seed: 'demo', now: Date.now, tls: true });
const servers = new Servers();
afterEach(() => servers.end());

const PLACE = 'https://hs.example.org';
const LOGIN = Buffer.from('anna:hunter22').toString('base64');

/** A proxy that knows where hs.example.org is, and the environment that names it. */
async function proxied(
  server: RunningSandbox = tailnet.sandbox,
  variable = 'HTTPS_PROXY',
): Promise<{ proxy: ForwardProxy; url: string; env: Record<string, string> }> {
  const proxy = forwardProxy(() => ({ to: server.grpcPort }));
  const url = `http://anna:hunter22@127.0.0.1:${await servers.listen(proxy.server)}`;
  const env = { HS_ADDRESS: PLACE, HS_API_KEY: server.apiKey, HS_CA_FILE: 'ca.pem', [variable]: url };
  return { proxy, url: url.replace('anna:hunter22@', ''), env };
}

const files = () => ({ 'ca.pem': tailnet.sandbox.caPem ?? '' });

test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])('%s is used', async (variable) => {
  const { proxy, env } = await proxied(tailnet.sandbox, variable);
  const told = await runHs(['users', 'list', '--server-name', 'localhost'], { env, files: files() });
  expect(told).toMatchObject({ code: 0, err: '', out: expect.stringContaining('alice') });
  expect(proxy.asked()).toEqual(['hs.example.org:443']);
  expect(proxy.heads[0]).toContain(`Proxy-Authorization: Basic ${LOGIN}`);
  expect(proxy.carried()).not.toMatch(/hskey|Bearer/);
});

test.each([
  ['127.0.0.1', {}],
  ['localhost', {}],
  ['127.0.0.1', { NO_PROXY: 'example.org' }],
])('no variable sends calls to %s through a proxy', async (host, more) => {
  const { proxy, url } = await proxied();
  const { apiKey, grpcPort } = tailnet.sandbox;
  const names = [
    'HTTPS_PROXY',
    'https_proxy',
    'HTTP_PROXY',
    'http_proxy',
    'ALL_PROXY',
    'all_proxy',
    'grpc_proxy',
  ];
  const env = { ...Object.fromEntries(names.map((name) => [name, url])), HS_API_KEY: apiKey, ...more };
  const address = `https://${host}:${grpcPort}`;
  for (const line of [`users list --address ${address}`, `doctor ${address}`]) {
    const told = await runHs([...line.split(' '), '--ca-file', 'ca.pem'], { env, files: files() });
    expect(told.code).toBe(0);
  }
  expect(proxy.heads).toEqual([]);
});

test('NO_PROXY goes without one', async () => {
  const { proxy, env } = await proxied();
  const told = await runHs(['users', 'list', '--timeout', '2s'], {
    env: { ...env, HS_ADDRESS: 'https://hs.invalid', NO_PROXY: '.invalid' },
    files: files(),
  });
  expect(told).toMatchObject({ code: 6, err: expect.stringContaining('there is no host named hs.invalid') });
  expect(proxy.heads).toEqual([]);
});

test('doctor names it, and climbs through it', async () => {
  const { proxy, url, env } = await proxied();
  const told = await runHs(['doctor', '--server-name', 'localhost'], { env, files: files() });
  expect(told.code).toBe(0);
  expect(told.out).toContain(`${PLACE}: TLS, port 443, through the proxy ${url} (HTTPS_PROXY)`);
  expect(told.out).toContain('the proxy looks it up');
  expect(told.out).toContain('the proxy connects to hs.example.org:443');
  expect(told.out).toMatch(/API key +it works/);
  expect(told.out + told.err).not.toMatch(/hunter22|anna:/);
  expect(new Set(proxy.asked())).toEqual(new Set(['hs.example.org:443']));
  expect(proxy.carried()).not.toMatch(/hskey|Bearer/);
});

test('doctor says where a proxy fails, and what to do', async () => {
  const env = { HTTPS_PROXY: `http://anna:hunter22@127.0.0.1:${await closedPort()}` };
  const told = await runHs(['doctor', PLACE, '-o', 'json'], { env });
  expect(told.code).toBe(6);
  const { checks } = told.json() as {
    checks: { id: string; status: string; detail: string; fix: string[] }[];
  };
  expect(checks.find(({ id }) => id === 'connection')).toMatchObject({
    status: 'failed',
    detail: expect.stringMatching(/^nothing listens at the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\)/),
    fix: [expect.stringContaining('NO_PROXY=hs.example.org')],
  });
  expect(told.out).not.toContain('hunter22');
});

test('contexts show says which proxy it is, and what names it', async () => {
  const { url, env } = await proxied();
  const row = async (more: Record<string, string>) => {
    const told = await runHs(['contexts', 'show', '-o', 'json'], { env: { ...env, ...more } });
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).not.toContain('hunter22');
    return (told.json() as { setting: string }[]).find(({ setting }) => setting === 'proxy');
  };
  expect(await row({})).toEqual({ setting: 'proxy', value: url, origin: 'HTTPS_PROXY' });
  expect(await row({ NO_PROXY: 'example.org' })).toMatchObject({ value: '-' });
  expect(await row({ HS_ADDRESS: 'ssh://admin@hs.example.org' })).toMatchObject({ value: '-' });
  expect(await row({ HTTPS_PROXY: 'socks5://p' })).toMatchObject({
    value: 'HTTPS_PROXY names a SOCKS proxy, which hs does not speak',
  });
  expect(await row({ HS_ADDRESS: 'http://hs.example.org', http_proxy: 'p:1' })).toMatchObject({
    value: 'http://p:1',
    origin: 'http_proxy',
  });
});

test('one that hs cannot use is refused before anything is sent', async () => {
  const env = { HS_ADDRESS: PLACE, HS_API_KEY: 'key-of-the-server', ALL_PROXY: 'socks5://anna:hunter22@p:1' };
  for (const line of ['users list', 'doctor']) {
    expect(await runHs(line.split(' '), { env })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Error: ALL_PROXY names a SOCKS proxy.*\n.*NO_PROXY=hs\.example\.org/),
    });
  }
});

test('without TLS it reads the key: that takes --plaintext, and is said each time', async () => {
  const server = await tailnet.start({ tls: false });
  const { proxy, url, env } = await proxied(server, 'HTTP_PROXY');
  const plain = { ...env, HS_ADDRESS: 'http://hs.example.org' };
  const refused = await runHs(['users', 'list'], { env: plain });
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--plaintext') });
  expect(proxy.heads).toEqual([]);
  for (const _ of [1, 2]) {
    const told = await runHs(['users', 'list', '--plaintext'], { env: plain, files: files() });
    expect(told).toMatchObject({
      code: 0,
      err: `Warning: the proxy ${url} (HTTP_PROXY) can read the API key, since http://hs.example.org is without TLS\n`,
    });
  }
});

test('its password is in no error, whatever it says', async () => {
  const port = await servers.listen(
    net.createServer((socket) =>
      socket.end(`HTTP/1.1 407 ${LOGIN} hunter22\r\nProxy-Authenticate: Basic\r\n\r\n`),
    ),
  );
  const env = {
    HS_ADDRESS: PLACE,
    HS_API_KEY: 'key',
    HS_DEBUG: '1',
    https_proxy: `anna:hunter22@127.0.0.1:${port}`,
  };
  for (const format of ['table', 'json']) {
    const told = await runHs(['users', 'list', '-o', format], { env });
    expect(told).toMatchObject({ code: 4, out: '' });
    expect(told.err).toContain('refuses the user name and password in it');
    expect(told.err).not.toContain('hunter22');
    expect(told.err).not.toContain(LOGIN);
  }
});
