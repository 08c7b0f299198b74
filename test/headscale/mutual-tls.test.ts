import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseServerAddress } from '../../src/headscale/address.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';
import type { TlsTrust } from '../../src/headscale/tls.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { demandingFront, type MutualTls, makeMutualTls } from '../support/mutual-tls.ts';
import { testWith } from '../support/needs.ts';
import { openOver } from '../support/proxied.ts';
import { startCaddySites, startNginx } from '../support/reverse-proxies.ts';
import { Servers } from '../support/servers.ts';
import { failureOf } from './http/talk.ts';

const servers = new Servers();
const ends: (() => unknown)[] = [];
let sandbox: RunningSandbox;
let mutual: MutualTls;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hs-mutual-'));
  [mutual, sandbox] = await Promise.all([makeMutualTls(), startSandbox({ release: '0.29' })]);
  await writeFile(path.join(folder, 'people.pem'), mutual.people.cert);
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await servers.end();
});
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true });
});

const TRANSPORTS = ['grpc', 'http'] as const;
type Transport = (typeof TRANSPORTS)[number];

async function open(at: string, transport: Transport, client: TlsTrust['client']): Promise<HeadscaleApi> {
  const trust = { ca: mutual.authority.cert, client };
  const api = await openOver(parseServerAddress(at), transport, { apiKey: sandbox.apiKey, trust });
  ends.push(() => api.close());
  return api;
}

const change = async (at: string, transport: Transport, name: string) =>
  (await open(at, transport, mutual.anna)).createUser({ name });
const refusal = async (at: string, transport: Transport, client: TlsTrust['client']) => {
  const error = await failureOf((await open(at, transport, client)).createUser({ name: 'x' }));
  expect(error).toMatchObject({ code: 'unreachable', exitCode: 6 });
  return error;
};

const DEMANDED = /: it demands a client certificate, and none was shown$/;
const HOW = /--client-cert FILE --client-key FILE/;

describe.each(TRANSPORTS)('over %s', (transport) => {
  const front = async (version: 'TLSv1.2' | 'TLSv1.3') =>
    `https://127.0.0.1:${await servers.listen(demandingFront(mutual, sandbox, version))}`;

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('who shows the right certificate is let in, %s', async (tls) => {
    const name = `${transport}-${tls.slice(-1)}`;
    expect(await change(await front(tls), transport, name)).toMatchObject({ name });
  });

  test('who shows none is told that one is demanded', async () => {
    const error = await refusal(await front('TLSv1.3'), transport, undefined);
    expect(error.message).toMatch(DEMANDED);
    expect(error.hint).toMatch(HOW);
  });

  test('TLS 1.2 does not say so, which the hint does', async () => {
    const error = await refusal(await front('TLSv1.2'), transport, undefined);
    expect(error.message).toMatch(/it ends the TLS handshake: "handshake failure"$/);
    expect(error.hint).toMatch(/--client-cert/);
  });

  test('a server that says nothing to a stranger leaves it to the hint', async () => {
    const error = await refusal(await front('TLSv1.3'), transport, mutual.stranger);
    expect(error.message).toMatch(/hangs up$/);
    expect(error.hint).toMatch(/It may not accept the client certificate/);
  });

  testWith('nginx')(`nginx over ${transport}`, async () => {
    const proxy = await startNginx(mutual.server, [
      `ssl_verify_client on; ssl_client_certificate ${folder}/people.pem;`,
      `location /headscale. { grpc_pass grpc://127.0.0.1:${sandbox.grpcPort}; }`,
      `location / { proxy_pass ${sandbox.httpAddress}; }`,
    ]);
    ends.push(() => proxy.stop());
    const at = `https://127.0.0.1:${proxy.port}`;
    const name = `nginx-${transport}`;
    expect(await change(at, transport, name)).toMatchObject({ name });
    const none = await refusal(at, transport, undefined);
    expect([none.message, none.hint]).toEqual([expect.stringMatching(DEMANDED), expect.stringMatching(HOW)]);
    const other = await refusal(at, transport, mutual.stranger);
    expect(other.message).toMatch(/: it refuses the client certificate: "SSL certificate error"$/);
  });

  testWith('caddy')(`Caddy over ${transport}`, async () => {
    const proxy = await startCaddySites(mutual.server, ({ port, cert, key }) =>
      [
        `https://localhost:${port} {`,
        'bind 127.0.0.1',
        `tls ${cert} ${key} {`,
        'client_auth {',
        'mode require_and_verify',
        `trusted_ca_cert_file ${folder}/people.pem`,
        '}',
        '}',
        `reverse_proxy /headscale.* h2c://127.0.0.1:${sandbox.grpcPort}`,
        `reverse_proxy ${sandbox.httpAddress}`,
        '}',
      ].join('\n'),
    );
    ends.push(() => proxy.stop());
    const at = `https://localhost:${proxy.port}`;
    const name = `caddy-${transport}`;
    expect(await change(at, transport, name)).toMatchObject({ name });
    expect((await refusal(at, transport, undefined)).message).toMatch(DEMANDED);
    const other = await refusal(at, transport, mutual.stranger);
    expect(other.message).toMatch(/: it refuses the client certificate: "/);
  });
});
