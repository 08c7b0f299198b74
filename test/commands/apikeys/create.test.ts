import { expect, test } from 'vitest';
import { NOW, useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const inDays = (days: number) => ({ seconds: String(NOW / 1000 + days * 86_400), nanos: 0 });

test('makes a key for 90 days, prints it once, and it works', async () => {
  const made = await net.hs('apikeys create');
  expect(made).toMatchObject({ code: 0, changes: ['CreateApiKey'] });
  expect(made.out).toMatch(/^hskey-api-[\w-]{12}-[\w-]{64}\n$/);
  expect(made.err).toMatch(
    /^Created API key hskey-api-[\w-]{12}-\*\*\* \(id 2\) on http:\S+\nThe key is shown only now\n$/,
  );
  expect(made.calls[0]).toEqual({
    rpc: 'CreateApiKey',
    request: { expiration: inDays(90) },
    authorised: true,
  });
  const again = await net.hs('apikeys list -o name', { env: { HS_API_KEY: made.out.trim() } });
  expect(again).toMatchObject({ code: 0, out: '1\n2\n' });
});

test('gives the whole object in JSON, with the secret as `key`', async () => {
  const made = await net.hs('apikeys create --expiration 1y -o json');
  expect(made.calls[0]?.request).toEqual({ expiration: inDays(365) });
  expect(made.json()).toEqual({
    id: '2',
    prefix: expect.stringMatching(/^hskey-api-[\w-]{12}-\*\*\*$/),
    expiration: '2027-11-24T12:00:00Z',
    createdAt: '2026-11-24T12:00:00Z',
    lastSeen: null,
    key: expect.stringMatching(/^hskey-api-[\w-]{12}-[\w-]{64}$/),
  });
});

test('-o name prints the secret alone, and quietly', async () => {
  const made = await net.hs('apikeys create -o name -q');
  expect(made.err).toBe('');
  expect(made.out).toMatch(/^hskey-api-[\w-]{77}\n$/);
});

test('a dry run makes none', async () => {
  const tried = await net.hs('apikeys create -n -o json');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toEqual([{ id: '', name: 'API key', status: 'would-change' }]);
  expect(net.sandbox.store.apiKeys.size).toBe(1);
});

test.each([
  ['--expiration never', 'not a duration'],
  ['--expiration 90', '90d for days'],
  ['-e 101y', 'at most 100 years'],
  ['--expir 90d', 'Did you mean --expiration?'],
  ['extra', 'Too many arguments: "extra"'],
])('apikeys create %s is refused before anything is sent', async (flags, said) => {
  const refused = await net.hs(`apikeys create ${flags}`);
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain(said);
});

test('is said to be shown although it could not be looked up', async () => {
  await net.start({
    onCall: ({ rpc }) => {
      if (rpc === 'ListApiKeys') throw new Error('the list breaks');
    },
  });
  const made = await net.hs('apikeys create');
  expect(made.code).toBe(0);
  expect(made.out).toMatch(/^hskey-api-/);
  expect(made.err).toContain('could not be looked up');
});

test('a key that could not be shown is named, to be expired', async () => {
  const lost = await net.hs('apikeys create', { stdoutFails: 'EPIPE' });
  expect(lost.code).toBe(1);
  expect(lost.err).toContain('hs apikeys expire id:2');
});
