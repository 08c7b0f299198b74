import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const GOOD = '{"acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]}]}';
const files = { 'good.hujson': GOOD, 'bad.hujson': '{ nope' };

test('a good policy is good, and nothing is stored', async () => {
  const checked = await net.hs('policy check good.hujson', { files });
  expect(checked).toMatchObject({
    code: 0,
    out: '',
    err: 'The server would take this policy\n',
    changes: [],
  });
  expect(checked.calls).toEqual([{ rpc: 'CheckPolicy', request: { policy: GOOD }, authorised: true }]);
  expect((await net.hs('policy check -', { stdin: GOOD })).code).toBe(0);
  expect((await net.hs('policy get')).code).toBe(3);
});

test("a bad one ends with the server's reason", async () => {
  const checked = await net.hs('policy check bad.hujson', { files });
  expect(checked).toMatchObject({ code: 1, out: '' });
  expect(checked.err).toMatch(/^Error: .*policy/);
});

test('0.28 cannot, and is not asked', async () => {
  await net.start({ release: '0.28' });
  const refused = await net.hs('policy check good.hujson', { files });
  expect(refused).toMatchObject({ code: 7, calls: [] });
  expect(refused.err).toContain('cannot check a policy without setting it');
});

test.each([
  ['policy check', 'The policy is missing'],
  ['policy check missing.hujson', 'no such file'],
  ['policy check good.hujson -o json', 'There is no flag -o here'],
])('%s is refused before anything is sent', async (line, said) => {
  const refused = await net.hs(line, { files });
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain(said);
});
