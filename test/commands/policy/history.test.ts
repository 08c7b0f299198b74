import { expect, test } from 'vitest';
import { keptFilesIn } from '../../../src/files/kept-files.ts';
import { FACTS, tempFolder } from '../../config/support.ts';
import { offences } from '../../docs/json-schema.ts';
import { NOW, useTailnet } from '../../support/tailnet.ts';
import { OTHER, TEXT } from './texts.ts';

const net = useTailnet();
const files = { 'p.hujson': TEXT, 'other.hujson': OTHER };
const HOUR = 3_600_000;

async function twoReplaced() {
  const kept = { files, state: keptFilesIn(tempFolder(), FACTS) };
  await net.hs('policy set p.hujson -y', { ...kept, now: NOW - 3 * HOUR });
  const second = ['policy', 'set', 'other.hujson', '-y', '--note', 'a try'];
  await net.hs(second, { ...kept, now: NOW - 2 * HOUR });
  await net.hs('policy set p.hujson -y', { ...kept, now: NOW - HOUR });
  return kept;
}

test('lists what was replaced, newest first, without asking the server', async () => {
  const kept = await twoReplaced();
  const list = await net.hs('policy history', { ...kept, tty: { columns: 100 } });
  expect(list).toMatchObject({ code: 0, err: '', calls: [] });
  expect(list.out.replaceAll(/\u001b\[\d+m/g, '').replaceAll(/ +\n/g, '\n')).toBe(
    [
      'ID  REPLACED  BY          LINES  BYTES  CHANGE  NOTE',
      '2   1h ago    policy set      4     92  +1 -1   -',
      '1   2h ago    policy set      4     92  +1 -1   a try',
      '',
    ].join('\n'),
  );
});

test('-o json has its documented fields', async () => {
  const kept = await twoReplaced();
  const all = (await net.hs('policy history -o json', kept)).json() as unknown[];
  expect(all[1]).toEqual({
    id: '1',
    replacedAt: '2026-11-24T10:00:00.000Z',
    by: 'policy set',
    lines: 4,
    bytes: Buffer.byteLength(TEXT),
    added: 1,
    removed: 1,
    note: 'a try',
  });
  expect(all.flatMap((one) => offences(one as never, 'policy-backup'))).toEqual([]);
  expect((await net.hs('policy history -o name', kept)).out).toBe('2\n1\n');
});

test('each of them can be had back, byte for byte', async () => {
  const kept = await twoReplaced();
  const got = await net.hs('policy get --backup 2', kept);
  expect(got).toMatchObject({ code: 0, out: OTHER, calls: [] });
  expect((await net.hs('policy get --backup 1', kept)).out).toBe(TEXT);
  const unknown = await net.hs('policy get --backup 9', kept);
  expect(unknown).toMatchObject({ code: 3, out: '', calls: [] });
  expect(unknown.err).toContain('hs policy history');
});

test('is that of one server', async () => {
  const kept = await twoReplaced();
  const env = { HS_ADDRESS: 'https://other.example.com', HS_API_KEY: '' };
  const list = await net.hs('policy history', { ...kept, env });
  expect(list).toMatchObject({ code: 0, out: '' });
  expect(list.err).toBe('No earlier policy of https://other.example.com is kept here\n');
});
