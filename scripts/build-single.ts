// Builds hs as one file with Node in it, for machines that have none: `npm run build:single`, or with the names of
// platforms after `--`. The licences that travel along lie beside the files.
import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { inject } from 'postject';
import { bundleSingle } from './single/bundle.ts';
import { nodePackage } from './single/node-package.ts';
import { NODE_VERSION, PLATFORMS, platformOf } from './single/platforms.ts';

/** The name of the place in a Node binary, and the text that says whether something is there (Node's documentation). */
const PLACE = 'NODE_SEA_BLOB';
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'build', 'single');
const cache = path.join(root, 'node_modules', '.cache', 'hs-node');

if (process.versions.node !== NODE_VERSION) {
  throw new Error(
    `this is Node ${process.versions.node}: run npm run build:single, which brings ${NODE_VERSION}`,
  );
}
const asked = process.argv.slice(2);
const platforms = asked.length > 0 ? asked.map(platformOf) : PLATFORMS;

await mkdir(folder, { recursive: true });
const work = await mkdtemp(path.join(folder, 'work-'));
try {
  const blob = await seaBlob();
  for (const platform of platforms) {
    const made = path.join(work, platform.file);
    await copyFile(path.join(await nodePackage(platform, cache), platform.binary), made);
    await chmod(made, 0o755);
    await inject(made, PLACE, blob, { sentinelFuse: FUSE });
    const file = path.join(folder, platform.file);
    await rename(made, file);
    const { size } = await stat(file);
    process.stdout.write(`${path.relative(root, file)}  ${Math.round(size / 1024 / 1024)} MiB\n`);
  }
} finally {
  await rm(work, { recursive: true });
}
// The packages for Windows come without it; it is the same for all.
const licence = path.join(await nodePackage(platformOf('linux-x64'), cache), 'LICENSE');
await copyFile(licence, path.join(folder, 'LICENSE.node'));
for (const name of ['LICENSE', 'THIRD_PARTY_NOTICES'])
  await copyFile(path.join(root, name), path.join(folder, name));

/** What Node looks for inside its own file; the same for every platform, since it holds no compiled code. */
async function seaBlob(): Promise<Buffer> {
  const main = path.join(work, 'hs.cjs');
  const output = path.join(work, 'hs.blob');
  const config = path.join(work, 'sea.json');
  await writeFile(main, await bundleSingle());
  // Variables such as NODE_OPTIONS are for the Node of a machine, not for a program that has one of its own.
  await writeFile(
    config,
    JSON.stringify({ main, output, disableExperimentalSEAWarning: true, execArgvExtension: 'none' }),
  );
  execFileSync(process.execPath, ['--experimental-sea-config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return await readFile(output);
}
