import { expect, test } from 'vitest';
import { runHs } from '../support/harness.ts';
import { closedPort } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();

test('shows both versions, and what that release cannot do', async () => {
  const shown = await net.hs('version -o json');
  expect(shown).toMatchObject({ code: 0, err: '', calls: [] });
  expect(shown.json()).toEqual({
    client: { version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    server: {
      address: net.sandbox.address,
      release: '0.29',
      oldest: '0.29',
      newest: '0.29',
      version: null,
      transport: 'gRPC',
      foundBy: ['probes'],
      cannot: expect.arrayContaining([expect.stringContaining('cannot move a node')]),
      problem: null,
    },
  });
  expect((await net.hs('version')).out).toContain('SERVER\tHeadscale 0.29\n');
});

test('releases that cannot be told apart are a range', async () => {
  await net.start({ release: '0.25' });
  expect((await net.hs('version -o json')).json()).toMatchObject({
    server: { oldest: '0.24', newest: '0.25' },
  });
});

test('without a server it shows its own', async () => {
  const shown = await runHs(['version', '-o', 'json']);
  expect(shown).toMatchObject({ code: 0, err: '' });
  expect(shown.json()).toMatchObject({ server: null });
});

test('a server that cannot be reached is told of, and is no error', async () => {
  const address = `http://127.0.0.1:${await closedPort()}`;
  const shown = await runHs(['version', '-o', 'json'], { env: { HS_ADDRESS: address, HS_API_KEY: 'k' } });
  expect(shown.code).toBe(0);
  expect(shown.json()).toMatchObject({
    server: { address, release: null, problem: expect.stringContaining('Cannot reach Headscale') },
  });
});

test.each([
  ['--timeout 30', '30s'],
  ['--timeot 30s', 'Did you mean --timeout?'],
  ['extra', 'It takes none'],
])('version %s is a mistake all the same', async (flags, said) => {
  const refused = await net.hs(`version ${flags}`);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain(said);
});
