import { expect, test } from 'vitest';
import { NOW, useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const left = () => net.sandbox.store.apiKeys.all().map(({ id }) => id);
const LATER = NOW + 365 * 86_400_000;

test('shows what is over, wants the number typed, and deletes it', async () => {
  const pruned = await net.hs('apikeys prune', { tty: true, answers: ['1'] });
  expect(pruned).toMatchObject({ code: 0, out: '', asked: ['Type 1 to go on'], changes: ['DeleteApiKey'] });
  expect(pruned.err).toMatch(/^Delete API key hskey-api-\S+\*\*\* \(id 2\) on \S+\n {2}Expired 24h ago\n/);
  expect(left()).toEqual([1]);
});

test('the key in use stays, whatever the clock here says of it', async () => {
  const pruned = await net.hs('apikeys prune --yes -o json', { now: LATER });
  expect(pruned.json()).toMatchObject([{ id: '2', status: 'changed' }]);
  expect(left()).toEqual([1]);
  expect((await net.hs('users list')).code).toBe(0);
});

test('where it cannot be told which key is in use, none goes', async () => {
  await net.start({
    onCall: ({ rpc }) => {
      if (rpc === 'ListApiKeys') net.sandbox.store.apiKeys.delete(1);
    },
  });
  const refused = await net.hs('apikeys prune --yes');
  expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
  expect(refused.err).toContain('It cannot be told which of the API keys is the one in use');
  expect(refused.err).toContain('hs apikeys delete id:3');
});

test('a filter narrows it further, and never takes what is not over', async () => {
  expect((await net.hs('apikeys prune --filter id>0 -n -o name')).out).toBe('2\n');
  expect((await net.hs('apikeys prune --filter ended>30d -n -o name')).out).toBe('');
});

test('nothing to prune is a success; without somebody to ask nothing is sent', async () => {
  await net.start({ seed: 'empty' });
  expect(await net.hs('apikeys prune --yes -o json')).toMatchObject({ code: 0, out: '[]\n', changes: [] });
  expect(await net.hs('apikeys prune')).toMatchObject({ code: 2, calls: [] });
});
