import { describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import type { GrpcChannel, RawAnswer } from '../../../src/headscale/grpc/channel.ts';
import { grpcWires } from '../../../src/headscale/grpc/grpc-wire.ts';
import { answerBytes } from '../../support/answer-bytes.ts';

const DEFAULT_MS = 1234;

interface Sent {
  readonly rpc: string;
  readonly bytes: Uint8Array;
  readonly options: Parameters<GrpcChannel['call']>[2];
}

/** Wires over a channel that answers what the test says, and the calls that were sent. */
function wires(answer: (sent: Sent) => Partial<RawAnswer>) {
  const sent: Sent[] = [];
  const channel: GrpcChannel = {
    call: async (rpc, bytes, options) => {
      const call = { rpc, bytes, options };
      sent.push(call);
      return { code: 0, details: '', bytes: undefined, ...answer(call) };
    },
    messageHasField: async () => undefined,
    underWay: async () => {},
    generation: () => 1,
    onThisConnection: (call) => call(),
    lastError: () => undefined,
    close: () => {},
  };
  const explain = async (
    rpc: string,
    { code }: RawAnswer,
    { change, timeoutMs }: { change: boolean; timeoutMs: number },
  ) => new HsError('failed', `${rpc} ${code} ${change} ${timeoutMs}`);
  return { sent, ...grpcWires({ channel, timeoutMs: DEFAULT_MS, explain }) };
}

async function users(names: readonly string[]): Promise<Uint8Array> {
  return await answerBytes('0.29', 'ListUsers', {
    users: names.map((name, index) => ({ id: index + 1, name })),
  });
}

const READ = { change: false };

describe('an early call', () => {
  test('is sent at once, with the key, and its answer is read in whatever era it turns out to be', async () => {
    const bytes = await users(['john']);
    const { sent, sendEarly, of } = wires(() => ({ bytes }));
    sendEarly('ListUsers', {});
    expect(sent).toMatchObject([{ rpc: 'ListUsers', options: { authorised: true, timeoutMs: DEFAULT_MS } }]);
    expect(sent[0]?.bytes).toHaveLength(0);
    expect(await of('0.24').call('ListUsers', {}, READ)).toMatchObject({ users: [{ name: 'john' }] });
    expect(sent).toHaveLength(1);
  });

  test('answers one call alone: the next is sent anew', async () => {
    const bytes = await users([]);
    const { sent, sendEarly, of } = wires(() => ({ bytes }));
    sendEarly('ListUsers', {});
    sendEarly('ListUsers', {});
    await of('0.29').call('ListUsers', {}, READ);
    await of('0.29').call('ListUsers', {}, READ);
    expect(sent).toHaveLength(2);
  });

  test('that nobody asked for can be forgotten', async () => {
    const bytes = await users([]);
    const { sent, sendEarly, forgetEarly, of } = wires(() => ({ bytes }));
    sendEarly('ListUsers', {});
    forgetEarly();
    await of('0.29').call('ListUsers', {}, READ);
    expect(sent).toHaveLength(2);
  });

  test('that fails is explained to whom it answers', async () => {
    const { sendEarly, of } = wires(() => ({ code: 13 }));
    sendEarly('ListNodes', {});
    await expect(of('0.29').call('ListNodes', {}, READ)).rejects.toThrow(`ListNodes 13 false ${DEFAULT_MS}`);
  });
});

test('a call is sent in the words of its era, once, with its own time and signal', async () => {
  const { sent, of } = wires(() => ({ bytes: new Uint8Array() }));
  const { signal } = new AbortController();
  await of('0.23').call('DeleteUser', { name: 'john' }, { change: true, timeoutMs: 5, signal });
  expect(sent).toHaveLength(1);
  expect(Buffer.from(sent[0]?.bytes ?? []).toString('latin1')).toBe('\n\u0004john');
  expect(sent[0]?.options).toMatchObject({ timeoutMs: 5, signal, authorised: true });
});

test('a change that fails is explained as one, and not sent again', async () => {
  const { sent, of } = wires(() => ({ code: 14 }));
  await expect(of('0.29').call('CreateUser', { name: 'x' }, { change: true })).rejects.toThrow(
    'CreateUser 14 true',
  );
  expect(sent).toHaveLength(1);
});

test('a call that the era lacks is refused, and not sent', async () => {
  const { sent, of } = wires(() => ({}));
  await expect(of('0.23').call('SetPolicyX', {}, READ)).rejects.toMatchObject({ code: 'unsupported' });
  expect(sent).toEqual([]);
});

test.each([
  [true, 'answer_lost'],
  [false, 'failed'],
])('an OK without a message (change: %s) is: %s', async (change, code) => {
  const { of } = wires(() => ({}));
  await expect(of('0.29').call('DeleteUser', { id: 1 }, { change })).rejects.toMatchObject({ code });
});

test('bytes that are no such message are a failure, not a guess', async () => {
  const { of } = wires(() => ({ bytes: Uint8Array.of(0x0a, 0xff) }));
  await expect(of('0.29').call('ListUsers', {}, READ)).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringContaining('ListUsers'),
  });
});

test('the same for a change says that it may have been applied', async () => {
  const { sent, of } = wires(() => ({ bytes: Uint8Array.of(0x0a, 0xff) }));
  await expect(of('0.29').call('CreateUser', { name: 'x' }, { change: true })).rejects.toMatchObject({
    code: 'answer_lost',
    hint: expect.stringContaining('may have been applied'),
  });
  expect(sent).toHaveLength(1);
});
