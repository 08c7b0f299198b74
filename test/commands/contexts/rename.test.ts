import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hsWith, LAB, LAB_KEY, namesIn, PROD, PROD_KEY, twoServers } from './servers.ts';

const PROD_ENTRY = `${PROD.address} ${PROD_KEY}`;
const LAB_ENTRY = `${LAB.address} ${LAB_KEY}`;

test('gives a context another name, its key with it', async () => {
  const kept = await twoServers();
  const done = await hsWith(kept, 'contexts rename prod main');
  expect(done).toMatchObject({ code: 0, out: '', err: 'Renamed context prod to main\n' });
  expect(await namesIn(kept)).toEqual(['main', 'lab*']);
  expect(kept.keys()).toEqual({ main: PROD_ENTRY, lab: LAB_ENTRY });
});

test('leaves the current one the current one', async () => {
  const kept = await twoServers();
  await hsWith(kept, 'contexts rename lab play');
  expect(await namesIn(kept)).toEqual(['prod', 'play*']);
});

test('to its own name leaves the key where it is', async () => {
  const kept = await twoServers();
  expect(await hsWith(kept, 'contexts rename prod prod')).toMatchObject({ code: 0 });
  expect(kept.keys()).toEqual({ prod: PROD_ENTRY, lab: LAB_ENTRY });
});

test.each([
  ['contexts rename prod lab', 5, 'There is a context lab already'],
  ['contexts rename nothing new', 3, 'There is no context nothing'],
  ['contexts rename prod a.b', 2, 'cannot be the name of a context'],
  ['contexts rename prod', 2, 'NAME'],
])('%s is refused: %d', async (line, code, said) => {
  const kept = await twoServers();
  const refused = await hsWith(kept, line);
  expect(refused).toMatchObject({ code, out: '' });
  expect(refused.err.replaceAll('"', '')).toContain(said);
  expect(await namesIn(kept)).toEqual(['prod', 'lab*']);
  expect(kept.keys()).toEqual({ prod: PROD_ENTRY, lab: LAB_ENTRY });
});

test('keeps the old name where the key cannot go along', async () => {
  const kept = await twoServers();
  const file = path.join(kept.folder, 'credentials.json');
  await rename(file, `${file}.aside`);
  await mkdir(file);
  expect(await hsWith(kept, 'contexts rename prod main')).toMatchObject({ code: 2, out: '' });
  expect(await namesIn(kept)).toEqual(['prod', 'lab*']);
});
