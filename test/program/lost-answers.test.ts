import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { useProgram } from '../support/program.ts';
import { type Relay, relayTo } from '../support/relay.ts';
import { Servers } from '../support/servers.ts';

const hs = useProgram();
const servers = new Servers();
let sandbox: RunningSandbox;
let relay: Relay;
let address: string;
let onCall: (rpc: string) => void = () => {};

beforeAll(async () => {
  sandbox = await startSandbox({ release: '0.29', seed: 'demo', onCall: ({ rpc }) => onCall(rpc) });
});
afterAll(async () => {
  await servers.end();
  await sandbox.stop();
});

/** Starts a command line whose connection breaks, or goes silent, in the moment this call reaches the server. */
async function startWith(line: string, rpc: string, how: 'cut' | 'mute') {
  relay = relayTo(sandbox.grpcPort);
  address = `http://127.0.0.1:${await servers.listen(relay.server)}`;
  const before = sandbox.calls.length;
  const started = hs.start(line.split(' '), { env: { HS_ADDRESS: address, HS_API_KEY: sandbox.apiKey } });
  const reached = new Promise<void>((resolve) => {
    onCall = (seen) => {
      if (seen !== rpc) return;
      relay[how]();
      resolve();
    };
  });
  const times = () => sandbox.calls.slice(before).filter((call) => call.rpc === rpc).length;
  return { started, reached, times };
}

const told = (text: RegExp) => expect.stringMatching(text);

describe('the server dies during a call', () => {
  test.each([
    ['users list', 'ListUsers', /^Error: Cannot reach Headscale at .*\n.*\n$/],
    [
      'users create joe',
      'CreateUser',
      /^Error: CreateUser may have been applied: .*the connection broke\nLook at the server/,
    ],
    ['nodes delete id:1 --yes', 'DeleteNode', /^Error: DeleteNode may have been applied: /m],
  ])('%s is told with exit code 6, and sent once', async (line, rpc, text) => {
    const { started, times } = await startWith(line, rpc, 'cut');
    const { code, out, err } = await started.ended;
    expect({ code, out, err }).toEqual({ code: 6, out: '', err: told(text) });
    expect(times()).toBe(1);
  });
});

test('a change whose answer does not come in time may have been applied, and is sent once', async () => {
  const { started, times } = await startWith('users create jim --timeout 1s -o json', 'CreateUser', 'mute');
  const { code, out, err } = await started.ended;
  expect({ code, out }).toEqual({ code: 6, out: '' });
  expect(JSON.parse(err)).toMatchObject({
    error: { code: 'answer_lost', message: told(/^CreateUser may have been applied/), exitCode: 6 },
  });
  expect(times()).toBe(1);
  expect(sandbox.store.users.all().map(({ name }) => name)).toContain('jim');
});

describe('Ctrl-C during a call', () => {
  test('that reads ends at once with 130', async () => {
    const { started, reached } = await startWith('users list', 'ListUsers', 'mute');
    await reached;
    started.child.kill('SIGINT');
    const { code, signal, out, err } = await started.ended;
    expect({ code, signal, out, err }).toEqual({
      code: 130,
      signal: null,
      out: '',
      err: told(/^Error: Interrupted.*\n$/),
    });
  });

  test('that changes says so too', async () => {
    const { started, reached } = await startWith('users create jane', 'CreateUser', 'mute');
    await reached;
    started.child.kill('SIGINT');
    const { code, out, err } = await started.ended;
    expect({ code, out, err }).toEqual({
      code: 130,
      out: '',
      err: told(
        /^Error: Interrupted while CreateUser was under way: it may have been applied\nLook at the server/,
      ),
    });
  });
});
