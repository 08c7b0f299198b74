// Takes the file that `npm run build:single` made for this machine into an empty folder and runs it there without any
// Node, an environment or a home: what somebody gets who copies it to a server.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { firstSteps } from './first-steps.ts';
import { platformOf } from './single/platforms.ts';

const root = path.join(import.meta.dirname, '..');
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
  version: string;
};
const { file } = platformOf(`${process.platform}-${process.arch}`);
const folder = await mkdtemp(path.join(tmpdir(), 'hs-single-'));
try {
  const home = path.join(folder, 'home');
  const links = path.join(folder, 'links');
  for (const made of [home, links]) await mkdir(made);
  const hs = path.join(folder, path.extname(file) === '' ? 'hs' : `hs${path.extname(file)}`);
  await copyFile(path.join(root, 'build', 'single', file), hs);
  const env = { HOME: home, PATH: path.join(folder, 'nothing') };
  await firstSteps({ hs, version, links, env });

  // What is meant for the Node of the machine is not for the one inside.
  const options = { env: { ...env, NODE_OPTIONS: '--no-such-option' }, encoding: 'utf8' } as const;
  assert.equal(execFileSync(hs, ['--version'], options), `hs ${version}\n`);
  const wrong = spawnSync(hs, ['users', 'lst'], { env, encoding: 'utf8' });
  assert.deepEqual({ code: wrong.status, out: wrong.stdout }, { code: 2, out: '' });
  assert.match(wrong.stderr, /hs users list/);
} finally {
  await rm(folder, { recursive: true, force: true });
}
