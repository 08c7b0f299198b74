// Packs the last build, looks at what is in the package, installs it into an empty folder without the network and
// runs it there: what somebody gets who installs hs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { firstSteps } from './first-steps.ts';

/** What is read of npm's answer. */
interface Packed {
  readonly filename: string;
  /** In bytes, compressed. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Whoever installs hs waits for this many bytes at most. */
const MOST_BYTES = 1_000_000;

const root = path.join(import.meta.dirname, '..');
const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Record<
  string,
  unknown
>;
const folder = await mkdtemp(path.join(tmpdir(), 'hs-package-'));
try {
  const tarball = await pack();
  await lint(tarball);
  const hs = await install(tarball);
  await use(hs);
  if (process.platform !== 'win32') await readManual(tarball);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Makes the tarball and holds its list of files to what a package of hs has. */
async function pack(): Promise<string> {
  // Without scripts: prepack would build again what is to be looked at.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const answer: unknown = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' }));
  // An array up to npm 11, an object by name in npm 12.
  const [packed] = Object.values(answer as Record<string, Packed>);
  assert(packed, 'npm pack named no package');
  assert(packed.size < MOST_BYTES, `the package has ${packed.size} bytes`);
  const files = packed.files.map((file) => file.path).sort();
  assert.deepEqual(
    files.filter((file) => !file.startsWith('dist/')),
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD_PARTY_NOTICES', 'bin/hs.js', 'package.json'],
  );
  const manual = files.filter((file) => /^dist\/man\/[\w-]+\.[17]$/.test(file));
  assert.deepEqual(
    manual,
    manifest['man'],
    'package.json lists other manual pages than there are: npm run docs',
  );
  const parts = /^dist\/(chunks\/[\w.-]+\.js|manifest\/[\w-]+\.json)$/;
  const bundle = files.filter(
    (file) => file.startsWith('dist/') && !manual.includes(file) && !parts.test(file),
  );
  // Pictures and guides are for the web: whoever installs hs has its manual.
  assert.deepEqual(bundle, ['dist/config/keyring-program.js', 'dist/manifest.json', 'dist/start.js']);
  assert(
    files.some((file) => file.startsWith('dist/chunks/')),
    'the package holds no chunk',
  );
  assert.equal(
    manifest['dependencies'],
    undefined,
    'what hs needs is bundled: there is nothing to install beside it',
  );
  return path.join(folder, packed.filename);
}

async function lint(tarball: string): Promise<void> {
  const content = await readFile(tarball);
  const { messages } = await publint({ pack: { tarball: new Uint8Array(content).buffer }, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, manifest, { color: false })),
    [],
  );
}

/** Answers the path of the command that npm put in place. */
async function install(tarball: string): Promise<string> {
  const cwd = path.join(folder, 'empty');
  await mkdir(cwd);
  await writeFile(path.join(cwd, 'package.json'), '{"private": true}\n');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd, stdio: 'pipe' });
  return path.join(cwd, 'node_modules', '.bin', 'hs');
}

/** Installs it for everybody, as `npm install --global` does, and looks where `man` looks. */
async function readManual(tarball: string): Promise<void> {
  const prefix = path.join(folder, 'global');
  execFileSync(
    'npm',
    ['install', '--global', '--prefix', prefix, '--offline', '--no-audit', '--no-fund', tarball],
    {
      stdio: 'pipe',
    },
  );
  for (const file of ['man1/hs.1', 'man1/hs-nodes-list.1', 'man7/hs-filters.7']) {
    const page = await readFile(path.join(prefix, 'share', 'man', file), 'utf8');
    assert.match(page, /^\.TH "HS/, `${file} is no page of the manual`);
  }
}

/** Runs it with nothing of this machine but the Node that runs this, which is the one that `env node` finds. */
async function use(hs: string): Promise<void> {
  const home = path.join(folder, 'home');
  const links = path.join(folder, 'links');
  for (const made of [home, links]) await mkdir(made);
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`;
  await firstSteps({ hs, version: String(manifest['version']), links, env: { PATH, HOME: home } });
}
