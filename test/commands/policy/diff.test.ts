import { expect, test } from 'vitest';
import { keptFilesIn } from '../../../src/files/kept-files.ts';
import { FACTS, tempFolder } from '../../config/support.ts';
import { offences } from '../../docs/json-schema.ts';
import { useTailnet } from '../../support/tailnet.ts';
import { OTHER, TEXT } from './texts.ts';

const net = useTailnet();
const files = { 'p.hujson': TEXT, 'other.hujson': OTHER, 'crlf.hujson': TEXT.replaceAll('\n', '\r\n') };
const store = () => net.hs('policy set p.hujson -y', { files });

test('shows from what is stored to the file, and ends well', async () => {
  await store();
  const diff = await net.hs('policy diff other.hujson', { files });
  expect(diff).toMatchObject({ code: 0, err: '', changes: [] });
  expect(diff.out).toBe(
    [
      `--- the policy on ${net.sandbox.address}`,
      '+++ other.hujson',
      '@@ -1,4 +1,4 @@',
      ' {',
      '-  // one: Ünï 日本',
      '+  // two: Ünï 日本',
      '   "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]},],',
      ' }',
      '',
    ].join('\n'),
  );
  expect((await net.hs('policy diff -', { stdin: OTHER })).out).toContain('+++ standard input\n');
});

test('--exit-code ends with 9 where they differ, and with 0 and nothing where they do not', async () => {
  await store();
  expect((await net.hs('policy diff other.hujson --exit-code', { files })).code).toBe(9);
  const same = await net.hs('policy diff p.hujson --exit-code', { files });
  expect(same).toMatchObject({ code: 0, out: '', err: '' });
});

test('where there is no policy yet, all is new', async () => {
  const diff = await net.hs('policy diff p.hujson --exit-code', { files });
  expect(diff.code).toBe(9);
  expect(diff.out).toContain('@@ -0,0 +1,4 @@\n+{\n');
});

test('is coloured on a terminal, and the signs stay', async () => {
  await store();
  const { out } = await net.hs('policy diff other.hujson', { files, tty: true });
  expect(out).toContain('\u001b[31m-  // one');
  expect(out).toContain('\u001b[32m+  // two');
  const plain = await net.hs('policy diff other.hujson --color never', { files, tty: true });
  expect(plain.out).not.toContain('\u001b');
});

test('line endings that differ, and what could move the cursor, are seen', async () => {
  await store();
  const crlf = await net.hs('policy diff crlf.hujson', { files });
  expect(crlf.out).toContain('\n+{\\r\n');
  const evil = await net.hs('policy diff -', { stdin: TEXT.replace('// one', '// \u001b[2J\tone') });
  expect(evil.out).toContain('+  // \\x1b[2J\tone');
});

test('-o json has the diff as it stands, and counts', async () => {
  await store();
  const json = (await net.hs('policy diff other.hujson -o json', { files })).json();
  expect(json).toEqual({
    different: true,
    from: `the policy on ${net.sandbox.address}`,
    to: 'other.hujson',
    added: 1,
    removed: 1,
    diff: expect.stringContaining('\n-  // one: Ünï 日本\n+  // two: Ünï 日本\n'),
  });
  expect(offences(json, 'policy-diff')).toEqual([]);
  const same = (await net.hs('policy diff p.hujson -o json', { files })).json();
  expect(same).toMatchObject({ different: false, diff: '' });
});

test('--backup compares with what a rollback would bring back', async () => {
  const kept = { files, state: keptFilesIn(tempFolder(), FACTS) };
  await net.hs('policy set p.hujson -y', kept);
  await net.hs('policy set other.hujson -y', kept);
  const diff = await net.hs('policy diff --backup 1', kept);
  expect(diff.out).toContain('+++ policy 1\n');
  expect(diff.out).toContain('\n-  // two: Ünï 日本\n+  // one: Ünï 日本\n');
  expect((await net.hs('policy diff --backup 7', kept)).code).toBe(3);
});

test.each([
  ['policy diff', 'The policy is missing'],
  ['policy diff missing.hujson', 'no such file'],
  ['policy diff p.hujson --backup 1', 'Either name a file or give --backup, not both'],
])('%s is refused before anything is sent', async (line, said) => {
  const refused = await net.hs(line, { files });
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain(said);
});
