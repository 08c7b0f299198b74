import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import protobuf from 'protobufjs/light.js';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import { RELEASES, releaseIndex } from '../../src/domain/release.ts';
import { HsError } from '../../src/errors.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { reflectionOver } from './reflect.ts';
import { RawClient } from './replay/wire.ts';

const GRPC = RELEASES.filter((release) => release !== '0.30');
const UNDECODABLE = Uint8Array.of(7);
const EMPTY = new Uint8Array();
const folder = mkdtempSync(join(tmpdir(), 'hs-sandbox-'));
afterAll(() => rmSync(folder, { recursive: true }));

const clients: RawClient[] = [];
let sandbox: RunningSandbox;

async function start(options: SandboxOptions): Promise<RawClient> {
  sandbox = await startSandbox(options);
  return connectTo(`127.0.0.1:${sandbox.grpcPort}`, sandbox.caPem ?? undefined);
}

function connectTo(target: string, ca?: string): RawClient {
  const client = new RawClient(target, ca);
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await sandbox.stop();
});

/** The telling calls and the releases that have them. */
const TELLING: readonly (readonly [string, Release, Release])[] = [
  ['GetUser', '0.23', '0.23'],
  ['SetApprovedRoutes', '0.26', '0.29'],
  ['Health', '0.27.0', '0.29'],
  ['MoveNode', '0.23', '0.27.1'],
  ['GetRoutes', '0.23', '0.25'],
  ['DeletePreAuthKey', '0.28', '0.29'],
  ['CheckPolicy', '0.29', '0.29'],
];

describe.each(GRPC)('a body that cannot be decoded, sent to %s', (release) => {
  test('tells which calls there are, over TCP without a key and over the socket, and runs none', async () => {
    const socketPath = join(folder, `${release}.sock`);
    const tcp = await start({ release, socketPath });
    for (const client of [tcp, connectTo(`unix:${socketPath}`)]) {
      for (const [rpc, first, last] of TELLING) {
        const there = [first, release, last].map(releaseIndex);
        const has = there.toSorted((a, b) => a - b).join() === there.join();
        const answer = await client.call(rpc, UNDECODABLE);
        expect([rpc, answer.code]).toEqual([rpc, has ? 13 : 12]);
        expect(answer.message).toMatch(has ? /^grpc: error unmarshalling request: / : /^unknown method /);
      }
    }
    expect(sandbox.calls).toEqual([]);
  });
});

test('an unknown service is said to be unknown', async () => {
  const client = await start({ release: '0.29' });
  const answer = await client.call('Check', EMPTY, undefined, 'grpc.health.v1.Health');
  expect(answer).toMatchObject({ code: 12, message: 'unknown service grpc.health.v1.Health' });
});

test('TCP wants a key, the unix socket does not', async () => {
  const socketPath = join(folder, 'keyless.sock');
  const client = await start({ release: '0.28', socketPath });
  expect((await client.call('ListUsers', EMPTY)).code).toBe(16);
  expect((await client.call('ListUsers', EMPTY, `Bearer ${sandbox.apiKey}`)).code).toBe(0);
  expect((await connectTo(`unix:${socketPath}`).call('ListUsers', EMPTY)).code).toBe(0);
  expect(sandbox.calls.map(({ rpc, authorised }) => [rpc, authorised])).toEqual([
    ['ListUsers', false],
    ['ListUsers', true],
    ['ListUsers', true],
  ]);
});

test('TLS is served with a certificate that the sandbox hands out, and nothing else trusts', async () => {
  const client = await start({ release: '0.29', tls: true });
  expect(sandbox.address).toBe(`https://127.0.0.1:${sandbox.grpcPort}`);
  expect((await client.call('ListUsers', EMPTY, `Bearer ${sandbox.apiKey}`)).code).toBe(0);
  expect((await connectTo(`127.0.0.1:${sandbox.grpcPort}`).call('ListUsers', EMPTY)).code).toBe(14);
});

test('requests end at 4 MiB, answers do not', async () => {
  const client = await start({ release: '0.29', seed: 20_000 });
  const key = `Bearer ${sandbox.apiKey}`;
  const size = 4 * 1024 * 1024;
  const policy = Buffer.concat([Buffer.from([0x0a, 0xfb, 0xff, 0xff, 0x01]), Buffer.alloc(size - 5, 0x20)]);
  expect(policy.length).toBe(size);
  expect((await client.call('CheckPolicy', policy, key)).message).toMatch(
    /^parsing policy: parsing HuJSON: /,
  );
  expect(await client.call('CheckPolicy', Buffer.concat([policy, Buffer.alloc(1)]), key)).toMatchObject({
    code: 8,
    message: `grpc: received message larger than max (${size + 1} vs. ${size})`,
  });
  const { bytes } = await client.call('ListNodes', EMPTY, key);
  expect(bytes?.length).toBeGreaterThan(size);
});

describe('reflection', () => {
  test.each(GRPC)('tells the exact schema of %s', async (release) => {
    const socketPath = join(folder, `reflect-${release}.sock`);
    await start({ release, socketPath });
    const reflected = await reflectionOver(`unix:${socketPath}`);
    expect(reflected.services).toContain('headscale.v1.HeadscaleService');
    expect(reflected.methods.toSorted()).toEqual(sandbox.core.rpcs().toSorted());
    const expiry = releaseIndex(release) >= releaseIndex('0.27.1');
    expect(reflected.fieldsOf('ExpireNodeRequest').includes('expiry')).toBe(expiry);
    expect(reflected.fieldsOf('ExpireNodeRequest').includes('disable_expiry')).toBe(release === '0.29');
  });

  test.each(['v1', 'v1alpha'])('needs no key over TCP up to 0.28: %s', async (version) => {
    await start({ release: '0.28' });
    const reflected = await reflectionOver(`127.0.0.1:${sandbox.grpcPort}`, version);
    expect(reflected.methods).toContain('DeletePreAuthKey');
  });

  test.each(['v1', 'v1alpha'])('is gone from TCP at 0.29: %s', async (version) => {
    await start({ release: '0.29' });
    await expect(reflectionOver(`127.0.0.1:${sandbox.grpcPort}`, version)).rejects.toMatchObject({
      code: 12,
      details: `unknown service grpc.reflection.${version}.ServerReflection`,
    });
  });
});

test('a field of the wrong wire type is an unknown field', async () => {
  const client = await start({ release: '0.29' });
  const name = protobuf.Writer.create().uint32(10).string('alice').uint32(16).uint64(7).finish();
  expect((await client.call('CreateUser', name, `Bearer ${sandbox.apiKey}`)).code).toBe(0);
  expect(sandbox.store.users.all()).toMatchObject([{ name: 'alice', displayName: '' }]);
});

test('stopping breaks connections that clients keep open', async () => {
  const client = await start({ release: '0.29' });
  await client.call('ListUsers', EMPTY);
  const idle = connect(sandbox.grpcPort, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  const closed = new Promise((resolve) => idle.once('close', resolve));
  idle.on('error', () => undefined);
  await sandbox.stop();
  await closed;
  expect((await client.call('ListUsers', EMPTY)).code).toBe(14);
});

test('only loopback is listened on, and HTTP/1.1 is not spoken', async () => {
  await start({ release: '0.29' });
  const socket = connect(sandbox.grpcPort, '127.0.0.1');
  socket.on('error', () => undefined);
  const answer = await new Promise<Buffer>((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('close', () => resolve(Buffer.concat(chunks)));
    socket.write('GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
  });
  expect(answer.toString('latin1')).not.toContain('HTTP/1.1 200');
});

describe('where it cannot listen', () => {
  test('it says so and leaves nothing open', async () => {
    await start({ release: '0.29' });
    const taken = startSandbox({ release: '0.28', port: sandbox.grpcPort });
    await expect(taken).rejects.toMatchObject({
      name: 'HsError',
      message: `Cannot listen on 127.0.0.1:${sandbox.grpcPort}: something listens there already`,
    });
    const socketPath = join(folder, 'no', 'such', 'folder.sock');
    await expect(startSandbox({ release: '0.28', socketPath })).rejects.toThrow(HsError);
  });

  test('a socket file that somebody answers stays', async () => {
    const socketPath = join(folder, 'answered.sock');
    await start({ release: '0.29', socketPath });
    await expect(startSandbox({ release: '0.28', socketPath })).rejects.toThrow(
      /something listens there already$/,
    );
    expect((await connectTo(`unix:${socketPath}`).call('ListUsers', EMPTY)).code).toBe(0);
  });

  test('a socket file that a dead server left behind is replaced', async () => {
    const socketPath = join(folder, 'stale.sock');
    const script = `require('node:net').createServer().listen(${JSON.stringify(socketPath)}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', script]);
    expect(existsSync(socketPath)).toBe(true);
    await start({ release: '0.29', socketPath });
    expect((await connectTo(`unix:${socketPath}`).call('ListUsers', EMPTY)).code).toBe(0);
  });
});

test.each([
  ['GET', undefined, 415, '3', 'invalid gRPC request content-type ""'],
  ['POST', 'application/json', 415, '3', 'invalid gRPC request content-type "application/json"'],
  [
    'GET',
    'application/grpc+proto',
    405,
    '13',
    'Received a HEADERS frame with :method "GET" which should be POST',
  ],
])('%s with the type %s is no call, and grpc-go says so', async (method, type, status, code, text) => {
  await start({ release: '0.29' });
  const session = connectHttp2(sandbox.address);
  const stream = session.request({
    ':method': method,
    ':path': '/headscale.v1.HeadscaleService/ListUsers',
    ...(type === undefined ? {} : { 'content-type': type }),
  });
  const [headers] = await once(stream.end(), 'response');
  expect(headers).toMatchObject({
    ':status': status,
    'content-type': 'application/grpc',
    'grpc-status': code,
    'grpc-message': text,
  });
  session.destroy();
});
