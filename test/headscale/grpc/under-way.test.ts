import net from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import { parseServerAddress } from '../../../src/headscale/address.ts';
import { connectHeadscale } from '../../../src/headscale/connect.ts';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import {
  type FakeAnswer,
  type FakeGrpc,
  likeRelease,
  METHODS_OF_0_29,
  startFakeGrpc,
} from '../../support/fake-grpc.ts';

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function fake(answer: () => FakeAnswer): Promise<FakeGrpc> {
  const server = await startFakeGrpc(likeRelease(METHODS_OF_0_29, answer));
  ends.push(() => server.stop());
  return server;
}

async function open(port: number): Promise<HeadscaleApi> {
  const address = parseServerAddress(`http://127.0.0.1:${port}`);
  const api = await connectHeadscale({ address, apiKey: 'k', trust: {}, timeoutMs: 5000 });
  ends.push(() => api.close());
  return api;
}

/** What a promise ends with, an error included. */
async function endOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.catch((error: unknown) => (error instanceof HsError ? error : Promise.reject(error)));
}

describe('a call that was made', () => {
  test('is under way once its connection stands', async () => {
    const { port } = await fake(() => ({ bytes: new Uint8Array() }));
    const api = await open(port);
    const asked = api.listUsers();
    await api.underWay(60_000);
    expect(await asked).toEqual([]);
  });

  test('finds the connection made, though nothing is sent before', async () => {
    const server = await fake(() => ({ bytes: new Uint8Array() }));
    const api = await open(server.port);
    await api.underWay(60_000);
    expect(server.seen).toEqual([]);
    await api.listUsers();
    expect(new Set(server.seen.map(({ connection }) => connection))).toEqual(new Set([1]));
  });

  test('is not waited for once its connection has failed', async () => {
    const closed = await fake(() => 'say nothing');
    await closed.stop();
    const api = await open(closed.port);
    const asked = endOf(api.listUsers());
    await api.underWay(60_000);
    expect(await asked).toMatchObject({ code: 'unreachable' });
  });

  test('is not waited for once its connection is closed, and none is made again', async () => {
    let connections = 0;
    const silent = net.createServer(() => {
      connections += 1;
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    ends.push(() => silent.close());
    const api = await open((silent.address() as net.AddressInfo).port);
    const waited = api.underWay(60_000);
    await new Promise((resolve) => silent.once('connection', resolve));
    api.close();
    await waited;
    // Whatever was begun on the way here is seen by now.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const last = net.connect((silent.address() as net.AddressInfo).port);
    await new Promise((resolve) => last.once('connect', resolve));
    last.destroy();
    expect(connections).toBe(2);
  });

  test('is waited for no longer than was said, where nobody speaks', async () => {
    const silent = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const api = await open((silent.address() as net.AddressInfo).port);
    const asked = endOf(api.listUsers({ timeoutMs: 500 }));
    await api.underWay(1);
    expect(await Promise.race([asked, 'not yet'])).toBe('not yet');
    expect(await asked).toMatchObject({ code: expect.stringMatching(/^(timeout|unreachable)$/) });
    silent.close();
  });
});
