import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { keptFilesIn } from '../../../src/files/kept-files.ts';
import { FACTS, modeOf, tempFolder } from '../../config/support.ts';
import { useTailnet } from '../../support/tailnet.ts';
import { BAD, OTHER, TEXT } from './texts.ts';

const net = useTailnet();
const files = { 'p.hujson': TEXT, 'other.hujson': OTHER, 'empty.hujson': ' \n', 'bad.hujson': BAD };
const stored = async () => (await net.hs('policy get')).out;
const keeping = (folder = tempFolder()) => ({ files, state: keptFilesIn(folder, FACTS) });

test('checks it, shows what changes, wants the host typed, and sends the text as it is', async () => {
  await net.hs('policy set p.hujson -y', { files });
  const asking = { files, tty: true, answers: ['127.0.0.1'], env: { NO_COLOR: '1' } };
  const set = await net.hs('policy set other.hujson', asking);
  expect(set).toMatchObject({ code: 0, out: '', asked: ['Type 127.0.0.1 to go on'], changes: ['SetPolicy'] });
  expect(set.calls.map(({ rpc }) => rpc)).toEqual(['GetPolicy', 'CheckPolicy', 'GetPolicy', 'SetPolicy']);
  expect(set.calls.at(-1)?.request).toEqual({ policy: OTHER });
  const { address } = net.sandbox;
  expect(set.err).toBe(
    [
      `--- the policy on ${address}`,
      '+++ other.hujson',
      '@@ -1,4 +1,4 @@',
      ' {',
      '-  // one: Ünï 日本',
      '+  // two: Ünï 日本',
      '   "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]},],',
      ' }',
      `Set the policy on ${address}`,
      '  1 line added, 1 removed',
      'The old policy is not kept: no home folder is known',
      `Stored the policy on ${address}`,
      '',
    ].join('\n'),
  );
  expect(await stored()).toBe(OTHER);
});

test('the first one is said to be it', async () => {
  const set = await net.hs('policy set p.hujson -y', { files });
  expect(set.err).toContain('There is no policy yet: everything is allowed to everyone');
  expect(set.err).toContain('@@ -0,0 +1,4 @@\n+{\n');
});

test('another word changes nothing', async () => {
  const kept = await net.hs('policy set p.hujson', { files, tty: true, answers: ['yes'] });
  expect(kept).toMatchObject({ code: 1, changes: [] });
});

test('from standard input with --yes, byte for byte, and no diff among what programs read', async () => {
  await net.hs('policy set p.hujson -y', { files });
  const set = await net.hs('policy set - -y -o json', { stdin: OTHER });
  expect(set.json()).toEqual([{ id: 'policy', name: 'policy', status: 'changed' }]);
  expect(set.err).not.toContain('@@');
  expect(await stored()).toBe(OTHER);
});

test('the same text again is no change', async () => {
  await net.hs('policy set p.hujson -y', { files });
  const again = await net.hs('policy set p.hujson -y -o json', { files });
  expect(again).toMatchObject({ code: 0, changes: [] });
  expect(again.json()).toEqual([{ id: 'policy', name: 'policy', status: 'unchanged' }]);
});

test('without a terminal it is refused before any call; a dry run shows the diff and changes nothing', async () => {
  await net.hs('policy set p.hujson -y', { files });
  const refused = await net.hs('policy set other.hujson', { files });
  expect(refused).toMatchObject({ code: 2, calls: [] });
  expect(refused.err).toContain('--yes');
  const dry = await net.hs('policy set other.hujson -n', { files });
  expect(dry).toMatchObject({ code: 0, out: '', changes: [] });
  expect(dry.err).toContain('\n-  // one: Ünï 日本\n+  // two: Ünï 日本\n');
  expect(dry.err).toContain('Would set the policy on');
  const forPrograms = await net.hs('policy set other.hujson -n -o json', { files });
  expect(forPrograms.json()).toEqual([{ id: 'policy', name: 'policy', status: 'would-change' }]);
  expect(forPrograms.errorJson()).toMatchObject({
    notices: expect.arrayContaining(['+  // two: Ünï 日本', '  1 line added, 1 removed']),
  });
});

test('--confirm HOST answers, and another host does not', async () => {
  expect((await net.hs('policy set p.hujson --confirm other', { files })).code).toBe(2);
  expect((await net.hs('policy set p.hujson --confirm 127.0.0.1', { files })).changes).toEqual(['SetPolicy']);
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
  [
    'policy set bad.hujson -y',
    1,
    'Error: The server refuses the policy: parsing policy: parsing HuJSON: hujson: line 3, column 3',
  ],
])('%s ends with %d and keeps the old one', async (line, code, said) => {
  await net.hs('policy set p.hujson -y', { files });
  const refused = await net.hs(line, { files });
  expect(refused).toMatchObject({ code, changes: [] });
  expect(refused.err).toContain(said);
  expect(await stored()).toBe(TEXT);
});

test.each(['0.23', '0.24', '0.26', '0.27.1', '0.28'] as const)(
  'on %s, which checks nothing before, hs says what it sees, and the server decides',
  async (release) => {
    await net.start({ release });
    const odd = TEXT.replace('"src": ["*"]', '"src": ["*", "group:nobody@home"]').replace('*"]', '*"]');
    const dry = await net.hs('policy set - -n', { stdin: odd.replace('{\n', '{\n  "hots": {},\n') });
    expect(dry).toMatchObject({ code: 0, changes: [] });
    expect(dry.err).toContain('Warning: line 2, column 3: There is no field "hots" here');
    expect(dry.err).toContain('Did you mean hosts?');
    expect(dry.err).toContain('Found by hs itself');
    const refused = await net.hs('policy set - -y -o json', { stdin: BAD });
    expect(refused).toMatchObject({ code: 1, out: '', changes: ['SetPolicy'] });
    expect(refused.errorJson()).toMatchObject({ error: { code: 'policy_refused' } });
  },
);

describe('on a server that keeps its policy in a file', () => {
  test.each(['0.23', '0.28', '0.29', '0.30'] as const)(
    '%s: plain words, and nothing is sent',
    async (release) => {
      const folder = tempFolder();
      const { writeFileSync } = await import('node:fs');
      writeFileSync(path.join(folder, 'acl.hujson'), TEXT);
      await net.start({ release, policyMode: 'file', policyPath: path.join(folder, 'acl.hujson') });
      const refused = await net.hs('policy set other.hujson -y', { files });
      expect(refused).toMatchObject({ code: 1, changes: [] });
      expect(refused.err).toContain('The server reads its policy from a file, so it cannot be set from here');
      expect((await net.hs('policy diff p.hujson', { files })).out).toBe('');
    },
  );
});

describe('what is replaced', () => {
  test('is kept for its owner alone, and said', async () => {
    const folder = tempFolder();
    const kept = keeping(folder);
    await net.hs('policy set p.hujson -y', kept);
    const set = await net.hs('policy set other.hujson -y', kept);
    expect(set.err).toContain('What was there is kept as policy 1: hs policy rollback');
    const [server = ''] = readdirSync(path.join(folder, 'policies'));
    const inside = path.join(folder, 'policies', server);
    expect(readdirSync(inside).sort()).toEqual(['1.hujson', 'index.jsonl']);
    expect([modeOf(inside), modeOf(path.join(inside, '1.hujson'))]).toEqual(['700', '600']);
    expect(await kept.state.read(`policies/${server}/1.hujson`)).toBe(TEXT);
  });

  test('is not replaced where it cannot be kept, unless that is wished', async () => {
    const kept = keeping();
    await net.hs('policy set p.hujson -y', kept);
    const broken = keptFilesIn(path.join('/dev/null', 'state'), FACTS);
    const refused = await net.hs('policy set other.hujson -y', { files, state: broken });
    expect(refused).toMatchObject({ code: 1, changes: [] });
    expect(refused.err).toContain('The old policy cannot be kept, so nothing was changed');
    expect(refused.err).toContain('--no-backup');
    const set = await net.hs('policy set other.hujson -y --no-backup', { files, state: broken });
    expect(set).toMatchObject({ code: 0, changes: ['SetPolicy'] });
  });

  test('goes into the history as a change', async () => {
    const kept = keeping();
    await net.hs(['policy', 'set', 'p.hujson', '-y', '--note', 'first rules'], kept);
    expect((await net.hs('history -o json', kept)).json()).toMatchObject([
      { change: 'policy set', target: { kind: 'policy' }, result: 'changed', note: 'first rules' },
    ]);
  });
});
