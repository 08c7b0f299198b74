import { afterEach, expect, test } from 'vitest';
import { type FakeAnswer, likeRelease, METHODS_OF_0_29, startFakeGrpc } from '../support/fake-grpc.ts';
import { type Outcome, runHs } from '../support/harness.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Runs a command and presses Ctrl-C once this call has reached a server that never answers it. */
async function interruptedAt(rpc: string, argv: readonly string[]): Promise<Outcome> {
  const interrupted = new AbortController();
  const server = await startFakeGrpc(
    likeRelease(METHODS_OF_0_29, (call): FakeAnswer => {
      if (call.rpc !== rpc) return { bytes: new Uint8Array() };
      interrupted.abort();
      return 'say nothing';
    }),
  );
  ends.push(() => server.stop());
  const env = { HS_ADDRESS: `http://127.0.0.1:${server.port}`, HS_API_KEY: 'k' };
  return await runHs(argv, { env, interruptAt: interrupted.signal });
}

test.each([
  ['ListUsers', ['users', 'list']],
  ['ListNodes', ['nodes', 'show', 'laptop']],
  ['Health', ['health']],
])('Ctrl-C while %s is under way ends with 130', async (rpc, argv) => {
  const ended = await interruptedAt(rpc, argv);
  expect(ended).toMatchObject({ code: 130, out: '' });
  expect(ended.err).toMatch(/^Error: Interrupted before \w+ was answered\n$/);
});

test('Ctrl-C while a change is under way says that it may have been applied', async () => {
  const ended = await interruptedAt('CreateUser', ['users', 'create', 'john', '-o', 'json']);
  expect(ended).toMatchObject({ code: 130, out: '' });
  expect(ended.errorJson()).toMatchObject({
    error: { code: 'interrupted', exitCode: 130, message: expect.stringContaining('may have been applied') },
  });
});
