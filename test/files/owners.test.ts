import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { configFile } from '../../src/config/config-file.ts';
import { newContext } from '../../src/config/context.ts';
import { keptFilesIn } from '../../src/files/kept-files.ts';
import { FACTS, giveAway, ownerOf, tempFolder } from '../config/support.ts';

const add = (folder: string, own: boolean) =>
  configFile({ path: folder, own }, FACTS).change((draft) => draft.put(newContext('home', 'hs')));

// Only root can tell the difference, as `sudo hs` in somebody's home does.
describe('what is made belongs to whom the folder around it belongs', () => {
  test('the config', async () => {
    const home = giveAway(tempFolder());
    const folder = path.join(home, '.config', 'hs');
    await add(folder, true);
    const made = [path.join(home, '.config'), folder, path.join(folder, 'config.yaml')];
    expect(made.map(ownerOf)).toEqual(made.map(() => ownerOf(home)));
  });

  test('what hs keeps for itself', async () => {
    const home = giveAway(tempFolder());
    const folder = path.join(home, 'made', 'hs');
    const files = keptFilesIn(folder, FACTS);
    await files.append('history.jsonl', 'one\n');
    await files.change('policies/here/1.hujson', () => '{}');
    const made = ['', 'history.jsonl', 'policies', 'policies/here', 'policies/here/1.hujson'];
    expect(made.map((name) => ownerOf(path.join(folder, name)))).toEqual(made.map(() => ownerOf(home)));
  });
});

test('a file stays with its owner, whoever changes it', async () => {
  const folder = tempFolder();
  const file = path.join(folder, 'config.yaml');
  writeFileSync(file, '# mine\n');
  const owner = ownerOf(giveAway(file));
  await add(folder, false);
  expect(ownerOf(file)).toBe(owner);
});
