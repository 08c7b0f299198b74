import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type FakeAnswer, likeRelease, METHODS_OF_0_29, startFakeGrpc } from '../support/fake-grpc.ts';
import { runHs } from '../support/harness.ts';
import { Servers } from '../support/servers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hs-faults-'));
const socketPath = path.join(folder, 'headscale.sock');
const overSocket = { HS_ADDRESS: `unix://${socketPath}` };
const servers = new Servers();
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await servers.end();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** How many calls that takes. */
const SETUP = 3;

/** A server on the socket, with bob and a node of alice. */
async function withLaptop(options: SandboxOptions): Promise<RunningSandbox> {
  const sandbox = await startSandbox({ socketPath, ...options });
  ends.push(() => sandbox.stop());
  const call = (rpc: string, request: Record<string, unknown>) =>
    sandbox.core.call(rpc, request, { trusted: true });
  await call('CreateUser', { name: 'alice' });
  await call('CreateUser', { name: 'bob' });
  const key = sandbox.devices.knock({ hostname: 'laptop' });
  await call('RegisterNode', { user: 'alice', key });
  return sandbox;
}

/** Puts another server in a server's place, and gives clients the time to see that the first is gone. */
async function replaced(first: RunningSandbox, options: SandboxOptions): Promise<RunningSandbox> {
  await first.stop();
  const second = await withLaptop(options);
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise<void>((resolve) => {
      const socket = net.connect(socketPath, () => socket.destroy());
      socket.once('close', () => resolve());
    });
  }
  return second;
}

describe('a server that becomes another release', () => {
  test('between two commands: the second one looks again', async () => {
    const newer = await withLaptop({ release: '0.28' });
    const line = ['nodes', 'expire', 'laptop', '--in', '48h', '--yes'];
    expect(await runHs(line, { env: overSocket })).toMatchObject({ code: 0 });
    await newer.stop();
    const older = await withLaptop({ release: '0.26' });
    const before = older.store.nodes.get(1)?.expiry;
    const refused = await runHs(line, { env: overSocket });
    expect(refused.code).toBe(7);
    expect(refused.err).toContain('this server is Headscale 0.26');
    expect(older.calls.map(({ rpc }) => rpc)).not.toContain('ExpireNode');
    expect(older.store.nodes.get(1)?.expiry).toEqual(before);
  });

  test('between the reading and the change: it is not sent what it would misread', async () => {
    const newer = await withLaptop({ release: '0.29' });
    // Without an end there would be nothing to switch off.
    newer.store.nodes.update(1, { expiry: { seconds: 4_000_000_000, nanos: 0 } });
    let older: RunningSandbox | undefined;
    const refused = await runHs(['nodes', 'expire', 'laptop', '--never'], {
      env: overSocket,
      tty: true,
      answers: [true],
      whenAsked: async () => {
        older = await replaced(newer, { release: '0.26' });
      },
    });
    expect(newer.calls.map(({ rpc }) => rpc)).toContain('ListNodes');
    expect(refused.code).toBe(7);
    expect(refused.err).toContain("Headscale before 0.29 cannot switch a node's expiry off");
    expect(older?.calls.slice(SETUP)).toEqual([]);
  });

  test('between the reading and the change: what both can is sent in the words of the second', async () => {
    const newer = await withLaptop({ release: '0.29' });
    let older: RunningSandbox | undefined;
    const deleted = await runHs(['users', 'delete', 'bob'], {
      env: overSocket,
      tty: true,
      answers: ['bob'],
      whenAsked: async () => {
        older = await replaced(newer, { release: '0.23' });
      },
    });
    expect(deleted.code).toBe(0);
    expect(older?.calls.slice(SETUP)).toMatchObject([{ rpc: 'DeleteUser', request: { name: 'bob' } }]);
  });
});

describe('a server that does not tell its release', () => {
  /** What nothing can decode. */
  const PROBE = Buffer.of(0x07);
  /** A ListUsersResponse with one user: id 1, alice. */
  const ALICE = Buffer.from('0a0908011205616c696365', 'hex');
  const NO = { code: 12, details: 'Method not found' };
  const without = (method: string) => METHODS_OF_0_29.filter((name) => name !== method);

  test.each<[string, (rpc: string) => FakeAnswer]>([
    ['says UNIMPLEMENTED to what it is probed with', () => NO],
    ['says INTERNAL to it', () => ({ code: 13, details: 'something went wrong' })],
    ['has all of 0.29 but Health', (rpc) => probed(without('Health'), rpc)],
    ['has all of 0.29 but SetApprovedRoutes', (rpc) => probed(without('SetApprovedRoutes'), rpc)],
    ['has all of 0.29, and GetUser of 0.23', (rpc) => probed([...METHODS_OF_0_29, 'GetUser'], rpc)],
  ])('%s: reads go on, changes do not', async (_, probe) => {
    const server = await startFakeGrpc(({ rpc, body }) =>
      body.equals(PROBE) ? probe(rpc) : { bytes: ALICE },
    );
    ends.push(() => server.stop());
    const env = { HS_ADDRESS: `http://127.0.0.1:${server.port}`, HS_API_KEY: 'key' };
    const read = await runHs(['users', 'list', '-o', 'name'], { env });
    expect(read).toMatchObject({ code: 0, out: '1\n' });
    const refused = await runHs(['users', 'create', 'bob'], { env });
    expect(refused).toMatchObject({ code: 7, out: '' });
    expect(server.realCalls()).toEqual(['ListUsers']);
  });

  function probed(methods: readonly string[], rpc: string): FakeAnswer {
    const call = { rpc, body: PROBE, authorization: undefined, connection: 1 };
    return likeRelease(methods, () => NO)(call);
  }
});

describe('a server that says UNIMPLEMENTED to everything, reads too', () => {
  test.each([
    ['in the words of Headscale', 'unknown method RPC for service headscale.v1.HeadscaleService', 7],
    ['in other words', 'Method not found', 7],
    ['without words', '', 7],
    ['as another gRPC service does', 'unknown service headscale.v1.HeadscaleService', 6],
  ])('%s', async (_, details, code) => {
    const server = await startFakeGrpc(({ rpc }) => ({ code: 12, details: details.replace('RPC', rpc) }));
    ends.push(() => server.stop());
    const env = { HS_ADDRESS: `http://127.0.0.1:${server.port}`, HS_API_KEY: 'key' };
    for (const line of [
      'users list',
      'nodes list --assume-release 0.29',
      'users create bob',
      'nodes delete laptop --yes',
      'preauthkeys create --user bob',
    ]) {
      const failed = await runHs(line.split(' '), { env });
      expect(failed, line).toMatchObject({ code, out: '' });
      // What is wrong, and a next step.
      expect(failed.err.replace(/^Warning: .*\n/, ''), line).toMatch(/^Error: .+\n.+\n$/);
    }
    expect(server.realCalls().filter((rpc) => !/^List/.test(rpc))).toEqual([]);
    const shown = await runHs(['version', '-o', 'json'], { env });
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.json()).toMatchObject({ server: { release: null, oldest: null, newest: null } });
  });
});

describe('a fork that lacks a call of its release', () => {
  test('refuses that call alone', async () => {
    const server = await startFakeGrpc(
      likeRelease(METHODS_OF_0_29, ({ rpc }) =>
        rpc === 'AuthApprove'
          ? { code: 12, details: 'unknown method AuthApprove for service headscale.v1.HeadscaleService' }
          : { bytes: Buffer.from('0a0908011205616c696365', 'hex') },
      ),
    );
    ends.push(() => server.stop());
    const env = { HS_ADDRESS: `http://127.0.0.1:${server.port}`, HS_API_KEY: 'key' };
    const refused = await runHs(['auth', 'approve', `hskey-authreq-${'x'.repeat(24)}`], { env });
    expect(refused).toMatchObject({ code: 7, out: '' });
    expect(refused.err).toContain('has no call AuthApprove');
    expect(await runHs(['users', 'create', 'alice', '-o', 'name'], { env })).toMatchObject({
      code: 0,
      out: '1\n',
    });
    expect(server.realCalls()).toEqual(['AuthApprove', 'CreateUser']);
  });
});

describe('what /version says over HTTP', () => {
  /** A proxy that passes everything on, but answers /version itself; the environment to reach it. */
  async function behindProxy(sandbox: RunningSandbox, version: string): Promise<Record<string, string>> {
    const proxy = http.createServer((request, response) => {
      if (request.url === '/version') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ version }));
        return;
      }
      const { method, headers } = request;
      const onward = http.request(`${sandbox.httpAddress}${request.url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    });
    const port = await servers.listen(proxy);
    return { HS_ADDRESS: `http://127.0.0.1:${port}`, HS_API_KEY: sandbox.apiKey };
  }

  const overHttp = (line: string, env: Record<string, string>) =>
    runHs([...line.split(' '), '--transport', 'http'], { env });

  test.each([
    ['0.28', 'dev', '0.28'],
    ['0.28', '', '0.28'],
    ['0.28', 'v0.28.0-beta.2', '0.28'],
    ['0.29', '0.29.2+dirty', '0.29'],
    ['0.27.1', 'v0.27.1', '0.27.1'],
    // A build of the development of 0.30 calls itself 0.29.1.
    ['0.30', 'v0.29.1-0.20260721112835-f20f1f127842', '0.30'],
  ] as const)('%s that calls itself "%s" is %s, and is changed', async (release, version, said) => {
    const sandbox = await withLaptop({ release });
    const env = await behindProxy(sandbox, version);
    expect((await overHttp('version -o json', env)).json()).toMatchObject({
      server: { release: said, problem: null },
    });
    expect(await overHttp('users create carol -o name', env)).toMatchObject({ code: 0, out: '3\n' });
  });

  test('of another host contradicts the API: that is said, and the stricter holds', async () => {
    const sandbox = await withLaptop({ release: '0.28' });
    const env = await behindProxy(sandbox, 'v0.29.2');
    const said = await overHttp('version', env);
    expect(said.out + said.err).toContain('/version says "v0.29.2", and the API is that of 0.28');
    expect(await overHttp('nodes list -o name', env)).toMatchObject({ code: 0, out: '1\n' });
    const refused = await overHttp('nodes expire laptop --never --yes', env);
    expect(refused).toMatchObject({ code: 7, out: '' });
    const changed = await overHttp('users create carol', env);
    expect(changed).toMatchObject({ code: 7, out: '' });
    expect(changed.err).toContain('/version says "v0.29.2"');
    const changes = sandbox.calls
      .slice(SETUP)
      .map(({ rpc }) => rpc)
      .filter((rpc) => /^(Create|Expire)/.test(rpc));
    expect(changes).toEqual([]);
  });
});
