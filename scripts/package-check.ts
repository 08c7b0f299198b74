// Packs the last build, looks at what is in the package, installs it into an empty folder without the network and
// runs it there: what somebody gets who installs hs.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

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
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Makes the tarball and holds its list of files to what a package of hs has. */
async function pack(): Promise<string> {
  // Without scripts: prepack would build again what is to be looked at.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const answer: unknown = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' }));
  // An array up to npm 11, an object by name in npm 12.
  const [packed] = Object.values(answer as Record<string, { filename: string; files: { path: string }[] }>);
  assert(packed, 'npm pack named no package');
  const files = packed.files.map((file) => file.path).sort();
  assert.deepEqual(
    files.filter((file) => !file.startsWith('dist/')),
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD_PARTY_NOTICES', 'bin/hs.js', 'package.json'],
  );
  const bundle = files.filter(
    (file) => file.startsWith('dist/') && !/^dist\/chunks\/[\w.-]+\.js$/.test(file),
  );
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

/** The first steps of somebody new: what it is, how it is used, a sandbox, a user. */
async function use(hs: string): Promise<void> {
  const home = path.join(folder, 'home');
  await mkdir(home);
  // The Node that runs this is the one that `env node` finds.
  const env = {
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    HOME: home,
  };
  const run = (args: string[], more = {}) =>
    execFileSync(hs, args, { env: { ...env, ...more }, encoding: 'utf8', stdio: 'pipe' });

  assert.equal(run(['--version']), `hs ${String(manifest['version'])}\n`);
  assert.match(run(['--help']), /users/);

  const sandbox = spawn(hs, ['sandbox', '-o', 'json'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(sandbox, 'exit');
  try {
    const [line] = (await once(createInterface(sandbox.stdout), 'line')) as [string];
    const { address, apiKey } = JSON.parse(line) as { address: string; apiKey: string };
    const server = { HS_ADDRESS: address, HS_API_KEY: apiKey };
    run(['users', 'create', '--display-name', 'John Doe'], server);
    const users = JSON.parse(run(['users', 'list', '-o', 'json'], server)) as Record<string, unknown>[];
    assert.deepEqual(
      users.map(({ name, displayName }) => ({ name, displayName })),
      [{ name: 'john.doe', displayName: 'John Doe' }],
    );
  } finally {
    sandbox.kill();
  }
  assert.deepEqual(await ended, [0, null], 'the sandbox did not end well');
}
