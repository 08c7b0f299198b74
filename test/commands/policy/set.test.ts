import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const TEXT = '{\n  // one\n  "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]},],\n}\n';
const OTHER = TEXT.replace('// one', '// two: Ünï 日本');
const files = { 'p.hujson': TEXT, 'other.hujson': OTHER, 'empty.hujson': ' \n', 'bad.hujson': '{ nope' };
const stored = async () => (await net.hs('policy get')).out;

test('wants the host typed, and sends the text as it is', async () => {
  const set = await net.hs('policy set p.hujson', { files, tty: true, answers: ['127.0.0.1'] });
  expect(set).toMatchObject({ code: 0, out: '', asked: ['Type 127.0.0.1 to go on'], changes: ['SetPolicy'] });
  expect(set.calls.at(-1)?.request).toEqual({ policy: TEXT });
  expect(set.err).toContain('There is no policy yet; the new one has 5 lines');
  expect(await stored()).toBe(TEXT);
});

test('another word changes nothing', async () => {
  const kept = await net.hs('policy set p.hujson', { files, tty: true, answers: ['yes'] });
  expect(kept).toMatchObject({ code: 1, changes: [] });
});

test('from standard input with --yes, byte for byte', async () => {
  const set = await net.hs('policy set - -y -o json', { stdin: OTHER });
  expect(set.json()).toEqual([{ id: 'policy', name: 'policy', status: 'changed' }]);
  expect(await stored()).toBe(OTHER);
});

test('the same text again is no change', async () => {
  await net.hs('policy set p.hujson -y', { files });
  const again = await net.hs('policy set p.hujson -y -o json', { files });
  expect(again).toMatchObject({ code: 0, changes: [] });
  expect(again.json()).toEqual([{ id: 'policy', name: 'policy', status: 'unchanged' }]);
});

test('without a terminal it is refused before any call, and a dry run changes nothing', async () => {
  const refused = await net.hs('policy set p.hujson', { files });
  expect(refused).toMatchObject({ code: 2, calls: [] });
  expect(refused.err).toContain('--yes');
  expect(await net.hs('policy set p.hujson -n', { files })).toMatchObject({ code: 0, changes: [] });
});

test('somebody who sets another meanwhile is not overruled', async () => {
  let reads = 0;
  await net.hs('policy set p.hujson -y', { files });
  await net.start({
    onCall: ({ rpc }) => {
      if (rpc !== 'GetPolicy') return;
      reads += 1;
      if (reads === 2) void net.sandbox.core.call('SetPolicy', { policy: OTHER }, { trusted: true });
    },
  });
  const refused = await net.hs('policy set p.hujson -y', { files });
  expect(refused).toMatchObject({ code: 5, out: '' });
  expect(refused.err).toContain('Somebody changed the policy in the meantime');
  expect(await stored()).toBe(OTHER);
});

test.each([
  ['policy set -y', 2, 'The policy is missing'],
  ['policy set empty.hujson -y', 2, 'is empty'],
  ['policy set missing.hujson -y', 2, 'no such file'],
  ['policy set bad.hujson -y', 1, 'policy'],
])('%s ends with %d and keeps the old one', async (line, code, said) => {
  await net.hs('policy set p.hujson -y', { files });
  const refused = await net.hs(line, { files });
  expect(refused.code).toBe(code);
  expect(refused.err).toContain(said);
  expect(await stored()).toBe(TEXT);
});
