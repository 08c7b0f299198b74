import { expect, test } from 'vitest';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const env = { HS_DEBUG: '1' };

test('HS_DEBUG=1 tells each call, how it ended and how long it took', async () => {
  const done = await net.hs('nodes delete laptop --yes', { env });
  expect(done.code).toBe(0);
  expect(done.err).toMatch(
    /^Debug: listNodes over gRPC: ok after \d+ ms\nDebug: deleteNode over gRPC: ok after \d+ ms\nDeleted node laptop/,
  );
  const refused = await net.hs('users create alice', { env });
  expect(refused.err).toMatch(/Debug: createUser over gRPC: conflict after \d+ ms\n/);
  expect((await net.hs('nodes delete nas --yes')).err).not.toContain('Debug');
});

test('over HTTP and by hand it says so', async () => {
  await net.start({ release: '0.30', seed: 'demo' });
  const listed = await net.hs('nodes list -o name', { env });
  expect(listed.err).toMatch(/Debug: listNodes over HTTP: ok after \d+ ms\n/);
  await net.start({ seed: 'demo' });
  const byHand = await net.hs('api ListUsers', { env });
  expect(byHand.err).toMatch(/Debug: raw ListUsers over gRPC: ok after \d+ ms\n/);
});

test('with a machine format it goes into the notices, and stays away under --quiet', async () => {
  const done = await net.hs('users list -o json', { env });
  expect(done.errorJson()).toEqual({
    notices: [expect.stringMatching(/^Debug: listUsers over gRPC: ok after \d+ ms$/)],
  });
  expect((await net.hs('users list -q', { env })).err).toBe('');
});

test('no value is told, however it is named', async () => {
  const secret = (await net.preAuthKey(1)) ?? '';
  const done = await net.hs(['preauthkeys', 'expire', secret, '--yes'], { env });
  expect(done.err).toMatch(/Debug: expirePreAuthKey over gRPC: ok/);
  expect(done.out + done.err).not.toContain(secret);
});
