import { afterEach, expect, test } from 'vitest';
import { likeRelease, METHODS_OF_0_29, startFakeGrpc } from '../support/fake-grpc.ts';
import { runHs } from '../support/harness.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

test('says that the server is well', async () => {
  const well = await net.hs('health');
  expect(well).toMatchObject({ code: 0, out: 'DATABASE\treachable\n', err: '' });
  expect(well.calls).toEqual([{ rpc: 'Health', request: {}, authorised: true }]);
  expect((await net.hs('health -o json')).json()).toEqual({ databaseConnectivity: true });
});

test('a server without its database is told of and ends with 1', async () => {
  // An unset bool: proto3 does not write false.
  const server = await startFakeGrpc(likeRelease(METHODS_OF_0_29, () => ({ bytes: new Uint8Array() })));
  ends.push(() => server.stop());
  const env = { HS_ADDRESS: `http://127.0.0.1:${server.port}`, HS_API_KEY: 'k' };
  const ill = await runHs(['health', '-o', 'json'], { env });
  expect(ill.code).toBe(1);
  expect(ill.json()).toEqual({ databaseConnectivity: false });
  expect((await runHs(['health'], { env })).out).toBe('DATABASE\tunreachable\n');
});

test.each(['0.23', '0.25', '0.26'] as const)(
  '%s has no such call, which is not sent then',
  async (release) => {
    const { httpAddress } = await net.start({ release });
    for (const [line, env] of [
      ['health', {}],
      ['health --transport http', { HS_ADDRESS: httpAddress }],
    ] as const) {
      const refused = await net.hs(line, { env });
      expect(refused).toMatchObject({ code: 7, out: '', calls: [] });
      expect(refused.err).toContain('Headscale before 0.27 has no health call in its admin API');
      expect(refused.err).toContain('curl https://HOST/health');
    }
  },
);

test('a wrong key ends with 4', async () => {
  expect((await net.hs('health', { env: { HS_API_KEY: 'wrong' } })).code).toBe(4);
});
