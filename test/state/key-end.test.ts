import { expect, test } from 'vitest';
import { fromMillis } from '../../src/domain/instant.ts';
import { keptFilesIn } from '../../src/files/kept-files.ts';
import { keyEndToSay, rememberKeyEnd } from '../../src/state/key-end.ts';
import { serverFolder } from '../../src/state/server-folder.ts';
import { FACTS, tempFolder } from '../config/support.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const DAY = 86_400_000;
const address = 'https://headscale.example.com';
const key = { address, prefix: 'aaaaaaaaaaaa' };
const inDays = (days: number) => fromMillis(NOW + days * DAY);
const files = () => keptFilesIn(tempFolder(), FACTS);
const FILE = `key-ends/${serverFolder(address)}.json`;

test.each([
  ['in a fortnight', 14, true],
  ['a moment later', 14 + 1 / DAY, false],
  ['tomorrow', 1, true],
  ['over', 0, false],
])('an end %s is worth a word: %s', async (_, days, said) => {
  const state = files();
  await rememberKeyEnd(state, { ...key, end: inDays(days) });
  expect(await keyEndToSay(state, key, NOW)).toEqual(said ? inDays(days) : undefined);
});

test('is said once a day, whatever is learnt meanwhile', async () => {
  const state = files();
  await rememberKeyEnd(state, { ...key, end: inDays(6) });
  expect(await keyEndToSay(state, key, NOW)).toEqual(inDays(6));
  await rememberKeyEnd(state, { ...key, end: inDays(5) });
  expect(await keyEndToSay(state, key, NOW + DAY / 2 - 1)).toBeUndefined();
  expect(await keyEndToSay(state, key, NOW + DAY / 2)).toEqual(inDays(5));
});

test('is of one key of one server alone', async () => {
  const state = files();
  await rememberKeyEnd(state, { ...key, end: inDays(6) });
  expect(await keyEndToSay(state, { ...key, prefix: 'bbbbbbbbbbbb' }, NOW)).toBeUndefined();
  expect(await keyEndToSay(state, { ...key, address: 'https://other.example.com' }, NOW)).toBeUndefined();
});

test('is forgotten with the key', async () => {
  const state = files();
  await rememberKeyEnd(state, { ...key, end: inDays(6) });
  await rememberKeyEnd(state, { ...key, end: undefined });
  expect(await keyEndToSay(state, key, NOW)).toBeUndefined();
});

test('writes nothing where nothing is new, nor where there is no folder', async () => {
  const state = files();
  await rememberKeyEnd(state, { ...key, end: undefined });
  expect(await state.read(FILE)).toBeUndefined();
  await rememberKeyEnd(state, { ...key, end: inDays(6) });
  const change = () => Promise.reject(new Error('it is written'));
  await rememberKeyEnd({ ...state, change }, { ...key, end: inDays(6) });
  await rememberKeyEnd(keptFilesIn(undefined, FACTS), { ...key, end: inDays(6) });
});

test.each([
  '',
  'not json',
  '[]',
  '{}',
  'null',
  '{"ends":[],"saidOn":null}',
  '{"ends":{"aaaaaaaaaaaa":7},"saidOn":1}',
])('a file of %s is one that remembers nothing, and is written anew', async (text) => {
  const state = files();
  await state.change(FILE, () => text);
  expect(await keyEndToSay(state, key, NOW)).toBeUndefined();
  await rememberKeyEnd(state, { ...key, end: inDays(6) });
  expect(await keyEndToSay(state, key, NOW)).toEqual(inDays(6));
});
