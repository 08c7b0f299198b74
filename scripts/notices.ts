// Writes THIRD_PARTY_NOTICES from what the last build really bundled; with --check only says whether it is stale.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';

const root = path.join(import.meta.dirname, '..');
const file = path.join(root, 'THIRD_PARTY_NOTICES');

const metafile = JSON.parse(await readFile(path.join(root, 'dist', 'meta.json'), 'utf8')) as Metafile;
const wanted = notices(await bundledPackages(metafile, root));

if (!process.argv.includes('--check')) {
  await writeFile(file, wanted);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write(
    'THIRD_PARTY_NOTICES does not fit what is bundled: run npm run notices and commit it.\n',
  );
  process.exitCode = 1;
}

function notices(packages: readonly BundledPackage[]): string {
  const rule = '-'.repeat(80);
  const head =
    'hs is bundled with the packages below. Each is under its own licence, whose text stands beside its name.\n' +
    'Made by `npm run notices` from the bundle.\n';
  const list = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})\n`).join('');
  const sections = packages.map(
    ({ name, version, licence, texts }) =>
      `${rule}\n${name} ${version}\n${licence}\n\n${texts.join('\n\n')}\n`,
  );
  return `${head}\n${list}\n${sections.join('\n')}`;
}
