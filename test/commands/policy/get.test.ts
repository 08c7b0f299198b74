import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const TEXT =
  '{\n  // one comment, kept\n  "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]},],\n}\n';

async function store(): Promise<void> {
  await net.hs('policy set - --yes', { stdin: TEXT });
}

test('prints the policy byte for byte', async () => {
  await store();
  const got = await net.hs('policy get');
  expect(got).toMatchObject({ code: 0, out: TEXT, err: '', calls: [{ rpc: 'GetPolicy' }] });
});

test('-o json adds when it was stored', async () => {
  await store();
  expect((await net.hs('policy get -o json')).json()).toEqual({
    policy: TEXT,
    updatedAt: '2026-11-24T12:00:00Z',
  });
});

test('where there is none it ends with 3', async () => {
  expect(await net.hs('policy get')).toMatchObject({ code: 3, out: '' });
});

test.each([
  ['csv', /^policy,updatedAt\r\n"\{/],
  ['name', /^policy\n$/],
  ['yaml', /^policy: /],
])('-o %s is that format and no other', async (format, shape) => {
  await store();
  expect((await net.hs(`policy get -o ${format}`)).out).toMatch(shape);
});
