import { writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { makeAuthority } from '../support/certificates.ts';
import { type Ended, useProgram } from '../support/program.ts';
import { closedPort, plainHttp2Server, proxyServer, Servers, silentServer } from '../support/servers.ts';

const hs = useProgram({ seed: 'demo' });
const servers = new Servers();
let overTls: RunningSandbox;
let caFile: string;

beforeAll(async () => {
  overTls = await startSandbox({ release: '0.29', seed: 'demo', tls: true });
  caFile = path.join(hs.folder, 'ca.pem');
  await writeFile(caFile, overTls.caPem ?? '');
});
afterAll(async () => {
  await overTls.stop();
  await servers.end();
});

/** A failure told as people want it: nothing on stdout, four lines at most, a next step, no stack. */
function expectShort(ended: Ended, code: number, text: RegExp): void {
  const { out, err } = ended;
  expect({ code: ended.code, out, err }).toEqual({ code, out: '', err: expect.stringMatching(text) });
  const lines = err.trimEnd().split('\n');
  expect(lines.length, err).toBeGreaterThanOrEqual(2);
  expect(lines.length, err).toBeLessThanOrEqual(4);
  expect(err).not.toMatch(/^\s+at |node:|\.js:\d/m);
}

const listAt = (HS_ADDRESS: string | undefined, line = 'users list', env = {}) =>
  hs.run(line, { env: { HS_ADDRESS, ...env } });
const withCertificate = async (
  caName: string,
  options: Parameters<Awaited<ReturnType<typeof makeAuthority>>['issue']>[0],
) => {
  const authority = await makeAuthority();
  await writeFile(path.join(hs.folder, caName), authority.cert);
  const page = () => ({ status: 200 });
  return `https://127.0.0.1:${await servers.listen(proxyServer(await authority.issue(options), page))}`;
};

describe('each trouble on the way to a server has a message and an exit code of its own', () => {
  const said = new Map<string, string>();
  const troubles: readonly [name: string, code: number, text: RegExp, run: () => Promise<Ended>][] = [
    ['no address', 2, /^Error: No server is named\nSet HS_ADDRESS/, () => listAt(undefined)],
    ['a scheme of something else', 2, /ftp:\/\/.*\nWrite https:/, () => listAt('ftp://hs.example.org')],
    ['a port that is none', 2, /"http" is not a port/, () => listAt('hs.example.org:http')],
    [
      'plaintext to elsewhere',
      2,
      /readable for everyone on the way\nUse https:/,
      () => listAt('http://hs.example.org'),
    ],
    [
      'a port where nothing listens',
      6,
      /connection refused\)\nStart Headscale/,
      async () => listAt(`http://127.0.0.1:${await closedPort()}`),
    ],
    [
      'a host that does not answer',
      6,
      /attempt to connect got no answer/,
      async () => listAt(`http://127.0.0.1:${await servers.deafPort()}`, 'users list --timeout 1s'),
    ],
    [
      'a port that says nothing',
      6,
      /accepts connections and says nothing\nIf the port speaks TLS/,
      async () =>
        listAt(`http://127.0.0.1:${await servers.listen(silentServer())}`, 'users list --timeout 1s'),
    ],
    [
      'TLS to a port without',
      6,
      /speaks gRPC without TLS\nUse http:/,
      () => listAt(hs.sandbox.address.replace('http:', 'https:')),
    ],
    [
      'plaintext to a port with TLS',
      6,
      /the port speaks TLS\nUse https:/,
      () => listAt(overTls.address.replace('https:', 'http:')),
    ],
    ['a certificate of nobody known', 6, /self-signed\n.*--ca-file/, () => listAt(overTls.address)],
    [
      'a certificate for another name',
      6,
      /is for hs\.example\.org, not for 127\.0\.0\.1\n/,
      async () => {
        const address = await withCertificate('other-name.pem', { names: ['hs.example.org'] });
        return listAt(address, `users list --ca-file ${path.join(hs.folder, 'other-name.pem')}`);
      },
    ],
    [
      'a certificate that has ended',
      6,
      /ended on 2004-11-09\nRenew it/,
      async () => {
        const dates = { notBefore: new Date(1e12), notAfter: new Date(Date.UTC(2004, 10, 9)) };
        const address = await withCertificate('ended.pem', dates);
        return listAt(address, `users list --ca-file ${path.join(hs.folder, 'ended.pem')}`);
      },
    ],
    [
      'no key',
      4,
      /no API key for .*\nPut one into HS_API_KEY/,
      () => hs.run('users list', { env: { HS_API_KEY: undefined } }),
    ],
    [
      'a key of another server',
      4,
      /does not know this API key\n/,
      () => hs.run('users list', { env: { HS_API_KEY: overTls.apiKey } }),
    ],
    [
      'a key that has expired',
      4,
      /API key has expired\n/,
      async () => {
        const expiration = { seconds: Math.floor(Date.now() / 1000) - 60, nanos: 0 };
        const { apiKey } = await hs.sandbox.core.call('CreateApiKey', { expiration }, { trusted: true });
        return hs.run('users list', { env: { HS_API_KEY: String(apiKey) } });
      },
    ],
    [
      'a call that does not exist',
      2,
      /no call "ListUzers"\nDid you mean ListUsers/,
      () => hs.run('api ListUzers --yes'),
    ],
  ];

  test.each(troubles)('%s', async (name, code, text, run) => {
    const ended = await run();
    expectShort(ended, code, text);
    const message = ended.err.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
    expect([...said].find((entry) => entry[1] === message)?.[0]).toBeUndefined();
    said.set(name, message);
  });
});

describe('what makes it work', () => {
  test.each([
    ['--ca-file', () => [`users list -o name --ca-file ${caFile}`, {}] as const],
    ['HS_CA_FILE', () => ['users list -o name', { HS_CA_FILE: caFile }] as const],
  ])('a private authority with %s', async (_, how) => {
    const [line, env] = how();
    const { code, out, err } = await listAt(overTls.address, line, { HS_API_KEY: overTls.apiKey, ...env });
    expect({ code, out, err }).toEqual({ code: 0, out: '1\n2\n3\n', err: '' });
  });

  test('an answer far beyond the 4 MiB that gRPC clients take by default', async () => {
    const large = await startSandbox({ release: '0.29', seed: 6000 });
    try {
      const { code, out, err } = await listAt(large.address, 'nodes list -o json', {
        HS_API_KEY: large.apiKey,
      });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(JSON.parse(out)).toHaveLength(6000);
      expect(out.length).toBeGreaterThan(4 * 1024 * 1024);
    } finally {
      await large.stop();
    }
  });
});

describe('what variables of other programs cannot change', () => {
  test.each([[{}], [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }]])(
    'no certificate is trusted with %j',
    async (env) => {
      const calls = overTls.calls.length;
      const ended = await listAt(overTls.address, 'users list', { HS_API_KEY: overTls.apiKey, ...env });
      expectShort(ended, 6, /^Error: .*self-signed\n/);
      expect(overTls.calls.length).toBe(calls);
    },
  );

  test('NODE_TLS_REJECT_UNAUTHORIZED=0 leaves stderr to hs', async () => {
    const env = { HS_API_KEY: overTls.apiKey, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const { code, err } = await listAt(overTls.address, `users list -o name --ca-file ${caFile}`, env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('proxies of the environment see no connection, whether the server answers or not', async () => {
    let connections = 0;
    const proxy = net.createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    const url = `http://127.0.0.1:${await servers.listen(proxy)}`;
    const names = ['http_proxy', 'https_proxy', 'all_proxy', 'grpc_proxy'];
    const env = {
      ...Object.fromEntries(names.flatMap((name) => [name, name.toUpperCase()]).map((name) => [name, url])),
      NODE_USE_ENV_PROXY: '1',
    };
    const withKey = { HS_API_KEY: overTls.apiKey, ...env };
    expect(await hs.run('users list -o name', { env })).toMatchObject({ code: 0, out: '1\n2\n3\n', err: '' });
    expect(await listAt(overTls.address, `users list --ca-file ${caFile}`, withKey)).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await listAt(overTls.address, 'users list', withKey)).toMatchObject({ code: 6 });
    const nowhere = `http://127.0.0.1:${await closedPort()}`;
    expect(await listAt(nowhere, 'users create joe', env)).toMatchObject({ code: 6 });
    expect(connections).toBe(0);
  });
});

describe('a key of no known form that a server echoes', () => {
  const KEY = 'nothing-that-looks-like-a-key';
  const echo = () =>
    servers.listen(
      plainHttp2Server(() => {}).on('stream', (stream, headers) => {
        const answer = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '13' };
        stream.respond(
          { ...answer, 'grpc-message': `odd ${headers['authorization'] ?? ''}` },
          { endStream: true },
        );
      }),
    );

  test.each([
    ['HS_API_KEY', 'users list', { HS_API_KEY: KEY }],
    ['HS_API_KEY, for a program', 'users list -o json', { HS_API_KEY: KEY }],
    ['--api-key-file', 'users list --api-key-file key', { HS_API_KEY: undefined }],
    [
      '--api-key-file with a stack',
      'users list --api-key-file key',
      { HS_API_KEY: undefined, HS_DEBUG: '1' },
    ],
  ])('from %s is masked', async (_, line, env) => {
    await writeFile(path.join(hs.folder, 'key'), `${KEY}\n`);
    const { code, err } = await listAt(`http://127.0.0.1:${await echo()}`, line, env);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('odd Bearer noth***') });
    expect(err).not.toContain(KEY);
  });
});
