import { beforeEach, expect, test } from 'vitest';
import { NOW, useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
let secret = '';
const own = () => `hskey-api-${net.sandbox.store.apiKeys.get(1)?.prefix}-***`;

beforeEach(async () => {
  secret = (await net.hs('apikeys create -o name')).out.trim();
});

test('asks, and expires the one that is meant', async () => {
  const done = await net.hs('apikeys expire 2', { tty: true, answers: [true] });
  expect(done).toMatchObject({ code: 0, out: '', asked: ['Go on?'], changes: ['ExpireApiKey'] });
  expect(done.calls.at(-1)?.request).toMatchObject({ id: '2', prefix: '' });
  expect(done.err).toMatch(/Expire API key hskey-api-.{12}-\*\*\* \(id 2\) on http/);
  expect(done.err).toMatch(/Expired API key hskey-api-.{12}-\*\*\* \(id 2\) on http:\S+\n$/);
  expect(net.sandbox.store.apiKeys.get(2)?.expiration.seconds).toBe(NOW / 1000);
});

test.each([
  ['the secret', () => secret],
  ['the prefix', () => secret.slice(0, 'hskey-api-'.length + 12)],
  ['the bare prefix', () => secret.slice('hskey-api-'.length, 'hskey-api-'.length + 12)],
])('finds a key by %s, which is not repeated', async (_, reference) => {
  const done = await net.hs(['apikeys', 'expire', '--yes', '-o', 'json', '--', reference()]);
  expect(done).toMatchObject({ code: 0, changes: ['ExpireApiKey'] });
  expect(done.json()).toEqual([{ id: '2', name: expect.stringContaining('***'), status: 'changed' }]);
  expect(done.out + done.err).not.toContain(secret.slice(-40));
});

test('the key in use wants its prefix typed', async () => {
  const kept = await net.hs('apikeys expire 1', { tty: true, answers: ['yes'] });
  expect(kept).toMatchObject({ code: 1, changes: [], asked: [`Type ${own()} to go on`] });
  expect(kept.err).toContain('It is the key in use: the next command will need another');
  const done = await net.hs('apikeys expire 1', { tty: true, answers: [own()] });
  expect(done).toMatchObject({ code: 0, changes: ['ExpireApiKey'] });
  expect(net.sandbox.store.apiKeys.get(1)?.expiration.seconds).toBe(NOW / 1000);
});

test('without a terminal it is refused before any call', async () => {
  const refused = await net.hs('apikeys expire 2');
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain('--yes');
});

test('a dry run changes nothing', async () => {
  const tried = await net.hs('apikeys expire 2 --dry-run -o json');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toMatchObject([{ id: '2', status: 'would-change' }]);
});

test.each([
  ['99', 3, 'There is no API key with the id 99'],
  ['0', 2, 'ids begin with 1'],
  ['abcdefghijkl', 3, 'There is no API key'],
  [`hskey-api-${'u'.repeat(12)}-${'s'.repeat(64)}`, 3, 'There is no API key'],
])('%s ends with %d', async (reference, code, said) => {
  const refused = await net.hs(['apikeys', 'expire', '--yes', reference]);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
  expect(refused.err).not.toContain('s'.repeat(20));
});

test('secrets of several keys are not repeated, and the key in use goes last', async () => {
  const ended = await net.hs(['apikeys', 'expire', '--yes', net.sandbox.apiKey, secret]);
  expect(ended).toMatchObject({ code: 0, out: '', changes: ['ExpireApiKey', 'ExpireApiKey'] });
  expect(ended.calls.slice(-2).map(({ request }) => request)).toMatchObject([{ id: '2' }, { id: '1' }]);
  for (const key of [secret, net.sandbox.apiKey]) expect(ended.err).not.toContain(key.slice(24, 44));
});

test('0.26 is asked by prefix', async () => {
  await net.start({ release: '0.26' });
  const old = (await net.hs('apikeys create -o name')).out.trim();
  const done = await net.hs(['apikeys', 'expire', '--yes', '--', old]);
  expect(done.calls.at(-1)?.request).toEqual({ prefix: old.split('.')[0] });
  expect(done.out + done.err).not.toContain(old.split('.')[1]);
});

test('one that is over already is no change, and those beside it are', async () => {
  await net.start({ seed: 'demo' });
  const over = await net.hs('apikeys expire 2 --yes -o json');
  expect(over).toMatchObject({ code: 0, changes: [] });
  expect(over.json()).toMatchObject([{ id: '2', status: 'unchanged' }]);
  expect(over.err).toMatch(/Nothing to expire: API key \S+ \(id 2.*\) expired \d+\w ago/);
  const both = await net.hs('apikeys expire 2 1 --yes -o json');
  expect(both.json()).toMatchObject([
    { id: '2', status: 'unchanged' },
    { id: '1', status: 'changed' },
  ]);
  expect(both.changes).toHaveLength(1);
});
