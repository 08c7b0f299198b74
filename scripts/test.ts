// Runs every test and closes with one plain line, `N passed, N failed`. A file that cannot even be loaded counts as
// failed; a test that needs a program which is not on this machine is counted apart, with what it needs.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Report, tally } from './tally.ts';

const root = path.join(import.meta.dirname, '..');
const folder = await mkdtemp(path.join(tmpdir(), 'hs-tests-'));
const file = path.join(folder, 'report.json');

const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${file}`,
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit' });

let text: string | undefined;
try {
  text = await readFile(file, 'utf8');
} catch {
  // vitest could not start, and has said why.
}
await rm(folder, { recursive: true });

const { passed, failed, apart } = tally(
  text === undefined ? undefined : (JSON.parse(text) as Report),
  status ?? 1,
);
if (apart.length > 0) {
  process.stdout.write(`${apart.length} need something that is not here:\n`);
  for (const line of apart) process.stdout.write(`  ${line}\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
