import dns from 'node:dns';
import net from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import { parseServerAddress } from '../../../src/headscale/address.ts';
import { connectHeadscale } from '../../../src/headscale/connect.ts';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import type { SandboxRelease } from '../../../src/sandbox/release.ts';
import type { RunningSandbox } from '../../../src/sandbox/running.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { answerBytes } from '../../support/answer-bytes.ts';
import {
  type FakeAnswer,
  type FakeGrpc,
  isProbe,
  likeRelease,
  METHODS_OF_0_29,
  type SeenCall,
  startFakeGrpc,
} from '../../support/fake-grpc.ts';
import { aNode } from '../eras/things.ts';

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function fake(answer: (call: SeenCall) => FakeAnswer): Promise<FakeGrpc> {
  const server = await startFakeGrpc(answer);
  ends.push(() => server.stop());
  return server;
}

async function sandbox(release: SandboxRelease, options: object = {}): Promise<RunningSandbox> {
  const running = await startSandbox({ release, ...options });
  ends.push(() => running.stop());
  return running;
}

async function open(port: number, apiKey = 'test-key', host = '127.0.0.1'): Promise<HeadscaleApi> {
  const address = parseServerAddress(`http://${host}:${port}`);
  const api = await connectHeadscale({ address, apiKey, trust: {}, timeoutMs: 5000 });
  ends.push(() => api.close());
  return api;
}

/** The error that a promise ends with. */
async function refusal(promise: Promise<unknown>): Promise<HsError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof HsError) return error;
  throw new Error(`no HsError but ${String(error)}`);
}

describe('a server whose release cannot be told', () => {
  test.each<[string, (call: SeenCall) => FakeAnswer]>([
    [
      'says that every method is missing',
      ({ rpc }) => ({ code: 12, details: `unknown method ${rpc} for service x` }),
    ],
    ['says UNIMPLEMENTED in other words', () => ({ code: 12, details: 'Method not found' })],
    ['says INTERNAL to everything', () => ({ code: 13, details: 'something went wrong' })],
    [
      'seems to have every method there ever was',
      likeRelease([...METHODS_OF_0_29, 'GetUser'], () => ({ code: 2, details: 'x' })),
    ],
    [
      'has methods of 0.29 without those of 0.27',
      likeRelease(['ListUsers', 'CheckPolicy'], () => ({ code: 2, details: 'x' })),
    ],
  ])('%s: no change is sent', async (_, answer) => {
    const server = await fake(answer);
    const api = await open(server.port);
    const error = await refusal(api.createUser({ name: 'john' }));
    expect(error).toMatchObject({ code: 'unknown_release', exitCode: 7 });
    expect(server.realCalls()).toEqual([]);
  });

  test('it is not guessed what the release can do', async () => {
    const api = await open((await fake(() => ({ code: 13, details: 'no' }))).port);
    expect((await api.release()).range).toBeUndefined();
    expect(await api.can('preAuthKeysCanBeDeleted')).toBe(false);
    expect(await refusal(api.require('preAuthKeysCanBeDeleted'))).toMatchObject({ exitCode: 7 });
    expect(await api.hazard('deletingUserDeletesAllPreAuthKeys')).toBeDefined();
  });
});

test('the API key is not sent with probes, and with everything else it is', async () => {
  const server = await fake(likeRelease(METHODS_OF_0_29, () => ({ bytes: new Uint8Array() })));
  const api = await open(server.port, 'the-secret');
  expect(await api.listUsers()).toEqual([]);
  await api.deleteUser({ ...NOBODY, id: '7' });
  const probes = server.seen.filter(isProbe);
  expect(probes.length).toBeGreaterThan(3);
  expect(probes.map(({ authorization }) => authorization)).toEqual(probes.map(() => undefined));
  const others = server.seen.filter((call) => !isProbe(call));
  expect(others.map(({ rpc, authorization }) => [rpc, authorization])).toEqual([
    ['ListUsers', 'Bearer the-secret'],
    ['DeleteUser', 'Bearer the-secret'],
  ]);
});

test('probes and the first read share one connection, and the release is asked for once', async () => {
  const server = await fake(likeRelease(METHODS_OF_0_29, () => ({ bytes: new Uint8Array() })));
  const api = await open(server.port);
  await Promise.all([api.listUsers(), api.listNodes(), api.listApiKeys(), api.release()]);
  await api.listUsers();
  expect(new Set(server.seen.map(({ connection }) => connection))).toEqual(new Set([1]));
  expect(server.seen.filter((call) => isProbe(call) && call.rpc === 'ListUsers')).toHaveLength(1);
  expect(server.realCalls().sort()).toEqual(['ListApiKeys', 'ListNodes', 'ListUsers', 'ListUsers']);
});

describe('a change is sent once', () => {
  test('when the connection breaks before the answer', async () => {
    const server = await fake(likeRelease(METHODS_OF_0_29, () => 'break the connection'));
    const api = await open(server.port);
    const error = await refusal(api.createUser({ name: 'john' }));
    expect(error).toMatchObject({ code: 'answer_lost', exitCode: 6 });
    expect(error.message).toContain('may have been applied');
    expect(server.realCalls()).toEqual(['CreateUser']);
  });

  test('when the server says that it is unavailable', async () => {
    const server = await fake(likeRelease(METHODS_OF_0_29, () => ({ code: 14, details: 'try again later' })));
    const api = await open(server.port);
    expect((await refusal(api.createUser({ name: 'john' }))).exitCode).toBe(6);
    expect(server.realCalls()).toEqual(['CreateUser']);
  });

  test('when a whole server stops in the middle of it', async () => {
    const running: RunningSandbox = await sandbox('0.29', {
      onCall: ({ rpc }: { rpc: string }) => {
        if (rpc === 'CreateUser') void running.stop();
      },
    });
    const api = await open(running.grpcPort, running.apiKey);
    const error = await refusal(api.createUser({ name: 'john' }));
    expect(error).toMatchObject({ code: 'answer_lost', exitCode: 6 });
    expect(running.calls.map(({ rpc }) => rpc)).toEqual(['CreateUser']);
    expect(running.store.users.size).toBe(1);
  });

  test('and over no connection that was made in its midst', async () => {
    const route = { id: 1, node: { id: 74 }, prefix: '10.1.0.0/24', advertised: true, enabled: false };
    const bytes = await answerBytes('0.24', 'GetNodeRoutes', { routes: [route] });
    // The rows are read, then the connection ends: the change that follows belongs to none.
    const server = await fake(
      likeRelease(['ListUsers'], ({ rpc }) => ({ bytes, last: rpc === 'GetNodeRoutes' })),
    );
    const api = await open(server.port);
    const error = await refusal(api.setApprovedRoutes(aNode(), ['10.1.0.0/24']));
    expect(error).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/nothing was changed/),
    });
    expect(server.realCalls()).toEqual(['GetNodeRoutes']);
  });

  test('when it is not answered in time', async () => {
    const server = await fake(likeRelease(METHODS_OF_0_29, () => 'say nothing'));
    const api = await open(server.port);
    const error = await refusal(api.createUser({ name: 'john' }, { timeoutMs: 200 }));
    expect(error).toMatchObject({ code: 'answer_lost', exitCode: 6 });
    expect(server.realCalls()).toEqual(['CreateUser']);
  });
});

describe('another server behind the same port', () => {
  test('is looked at before anything is changed on it', async () => {
    const first = await startSandbox({ release: '0.29' });
    const api = await open(first.grpcPort, first.apiKey);
    expect((await api.release()).range).toEqual({ oldest: '0.29', newest: '0.29' });
    expect(await api.createUser({ name: 'john' })).toMatchObject({ name: 'john' });
    await first.stop();
    await noticed(first.grpcPort);
    const second = await fakeAt(
      first.grpcPort,
      likeRelease(['ListUsers', 'GetUser'], () => ({ bytes: new Uint8Array() })),
    );
    await api.deleteUser({ ...NOBODY, id: '3', name: 'john' }).catch(() => {});
    const [real] = second.seen.filter((call) => !isProbe(call));
    const probed = second.seen.slice(0, real ? second.seen.indexOf(real) : undefined);
    expect(probed.map(({ rpc }) => rpc)).toContain('ListUsers');
    // 0.23 deletes by name, in field 1; the request of 0.29 would hold an id.
    expect(real?.rpc).toBe('DeleteUser');
    expect(real?.body.toString('latin1')).toBe('\n\u0004john');
  });

  test('is never changed in the words of the first, whichever call comes next', async () => {
    const first = await startSandbox({ release: '0.29' });
    const api = await open(first.grpcPort, first.apiKey);
    await api.listUsers();
    await first.stop();
    await noticed(first.grpcPort);
    const second = await startSandbox({ release: '0.28', port: first.grpcPort });
    ends.push(() => second.stop());
    const error = await refusal(api.createUser({ name: 'john' }));
    expect(error.exitCode).toBe(4);
    expect((await api.release()).range).toEqual({ oldest: '0.28', newest: '0.28' });
    expect(second.calls).toMatchObject([{ rpc: 'CreateUser', authorised: false }]);
  });

  test('that cannot be told is not changed', async () => {
    const first = await startSandbox({ release: '0.29' });
    const api = await open(first.grpcPort, first.apiKey);
    await api.listUsers();
    await first.stop();
    await noticed(first.grpcPort);
    const second = await fakeAt(first.grpcPort, () => ({ code: 12, details: 'no' }));
    expect(await refusal(api.createUser({ name: 'john' }))).toMatchObject({ exitCode: 7 });
    expect(second.realCalls()).toEqual([]);
  });

  async function fakeAt(port: number, answer: (call: SeenCall) => FakeAnswer): Promise<FakeGrpc> {
    const server = await startFakeGrpc(answer, port);
    ends.push(() => server.stop());
    return server;
  }
});

test('DNS is asked for the address alone, not for rules of how to call', async () => {
  const asked = vi.spyOn(dns.promises, 'resolveTxt');
  ends.push(() => asked.mockRestore());
  const server = await fake(likeRelease(METHODS_OF_0_29, () => ({ bytes: new Uint8Array() })));
  const api = await open(server.port, 'test-key', 'localhost');
  expect(await api.listUsers()).toEqual([]);
  expect(asked.mock.calls).toEqual([]);
});

test('a connection that an idle proxy closed is made again before a change', async () => {
  const server = await sandbox('0.29');
  const api = await open(server.grpcPort, server.apiKey);
  await api.listUsers();
  await server.stop();
  await noticed(server.grpcPort);
  await server.restart();
  expect(await api.createUser({ name: 'john' })).toMatchObject({ id: '1', name: 'john' });
  expect(server.calls.map(({ rpc }) => rpc)).toEqual(['ListUsers', 'CreateUser']);
});

test('what was answered before the release could be seen is not kept for later', async () => {
  let breaking = true;
  const whole = likeRelease(METHODS_OF_0_29, () => ({ bytes: new Uint8Array() }));
  const server = await fake((call) => (breaking && isProbe(call) ? 'break the connection' : whole(call)));
  const api = await open(server.port);
  expect(await refusal(api.listUsers())).toMatchObject({ exitCode: 6 });
  breaking = false;
  expect(await api.listUsers()).toEqual([]);
  expect(server.realCalls()).toEqual(['ListUsers', 'ListUsers']);
});

test('a signal ends a call that is under way, and says whether it may have been applied', async () => {
  const interrupted = new AbortController();
  const server = await fake(
    likeRelease(METHODS_OF_0_29, () => {
      interrupted.abort();
      return { bytes: new Uint8Array() };
    }),
  );
  const address = parseServerAddress(`http://127.0.0.1:${server.port}`);
  const { signal } = interrupted;
  const api = await connectHeadscale({ address, apiKey: 'x', trust: {}, timeoutMs: 5000, signal });
  ends.push(() => api.close());
  const error = await refusal(api.createUser({ name: 'john' }));
  expect(error).toMatchObject({ code: 'interrupted', exitCode: 130 });
  expect(error.message).toContain('may have been applied');
  expect(await refusal(api.createUser({ name: 'jane' }))).toMatchObject({ code: 'interrupted' });
  expect(server.realCalls()).toEqual(['CreateUser']);
});

/**
 * Comes back once this process has seen that connections to a stopped server are gone: a refused connection takes
 * its turn behind them.
 */
async function noticed(port: number): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise<void>((resolve) => {
      net.connect(port, '127.0.0.1').once('error', () => resolve());
    });
  }
}

const NOBODY = {
  name: '',
  displayName: '',
  email: '',
  provider: '',
  providerId: '',
  profilePicUrl: '',
  createdAt: null,
};
