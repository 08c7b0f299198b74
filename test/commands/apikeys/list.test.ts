import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const prefix = () => `hskey-api-${net.sandbox.store.apiKeys.get(1)?.prefix}-***`;

test('lists keys without their secrets', async () => {
  const listed = await net.hs('apikeys list -o json');
  expect(listed).toMatchObject({ code: 0, err: '', calls: [{ rpc: 'ListApiKeys', request: {} }] });
  expect(listed.json()).toEqual([
    {
      id: '1',
      prefix: prefix(),
      expiration: '2027-02-22T12:00:00Z',
      createdAt: '2026-11-24T12:00:00Z',
      lastSeen: null,
    },
  ]);
  expect((await net.hs('apikeys list')).out).toBe(
    `ID\tPREFIX\tEXPIRES\tCREATED\n1\t${prefix()}\t2027-02-22T12:00:00Z\t2026-11-24T12:00:00Z\n`,
  );
  expect((await net.hs('apikeys ls -o name')).out).toBe('1\n');
});

test.each([
  ['--columns prefx', 'Did you mean prefix?'],
  ['--reveal', 'There is no flag --reveal here'],
])('apikeys list %s is refused before anything is sent', async (flags, said) => {
  const refused = await net.hs(`apikeys list ${flags}`);
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain(said);
});

test.each([
  ['a wrong key', () => `hskey-api-${'x'.repeat(12)}-${'y'.repeat(64)}`, 'does not know this API key'],
  ['no key of any release', () => 'nonsense', 'does not know this API key'],
])('%s ends with 4 and is not repeated', async (_, key, said) => {
  const env = { HS_API_KEY: key() };
  const refused = await net.hs('apikeys list', { env });
  expect(refused).toMatchObject({ code: 4, out: '' });
  expect(refused.err).toContain(said);
  expect(refused.err).not.toContain(env.HS_API_KEY);
});

test('an expired key ends with 4', async () => {
  net.sandbox.store.apiKeys.update(1, { expiration: { seconds: 1, nanos: 0 } });
  const refused = await net.hs('apikeys list');
  expect(refused).toMatchObject({ code: 4, out: '' });
  expect(refused.err).toContain('The API key has expired');
});

test.each([
  ['--expired', '2'],
  ['--filter !expired', '1'],
  ['--expiring=100d', '1'],
  ['--filter=expires>7d', '1'],
  ['--limit 1 --sort=-id', '2'],
])('apikeys list %s', async (flags, expected) => {
  await net.start({ seed: 'demo' });
  expect(await net.hs(`apikeys list -o name ${flags}`)).toMatchObject({ code: 0, out: `${expected}\n` });
});

test('apikeys list --expiring says that none does within a week', async () => {
  expect(await net.hs('apikeys list --expiring')).toMatchObject({
    code: 0,
    err: 'No API keys match expires<7d\n',
  });
});
