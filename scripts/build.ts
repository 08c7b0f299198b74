// Bundles the program: one chunk per command, what they share in chunks beside them, the manifest that help and
// completion are made from without loading a command, and the pages of the manual.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { describeAll } from '../src/cli/manifest.ts';
import { COMMANDS } from '../src/commands/table.ts';
import { VERSION } from '../src/version.ts';
import { leanPackages } from './lean-packages.ts';
import { manPages } from './man/pages.ts';
import { startInOneChunk } from './start-in-one-chunk.ts';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

const manifest = await describeAll(COMMANDS);

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  // The second one is a process of its own: a call to the keyring can hang in native code.
  entryPoints: ['src/start.ts', 'src/config/keyring-program.ts'],
  outbase: 'src',
  external: ['@napi-rs/keyring'],
  // What Node loads of it asks for its parts at run time (UMD); this is the same, made for bundlers.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minifyWhitespace: true,
  minifySyntax: true,
  // Names stay: they are what a defect report shows. (`keepNames` beside shorter ones would cost at each start.)
  minifyIdentifiers: false,
  plugins: [startInOneChunk(path.join(root, 'src', 'main.ts'), path.join(root, 'src')), leanPackages],
  metafile: true,
  write: false,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  banner: {
    // The CommonJS packages in the bundle expect these.
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      "import { fileURLToPath as __fileURLToPath } from 'node:url';",
      "import { dirname as __pathDirname } from 'node:path';",
      'const require = __createRequire(import.meta.url);',
      'const __filename = __fileURLToPath(import.meta.url);',
      'const __dirname = __pathDirname(__filename);',
    ].join(''),
  },
});

const files = new Map<string, string | Uint8Array>(outputFiles.map((file) => [file.path, file.contents]));
files.set(path.join(dist, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
for (const command of manifest) {
  // What a command takes is needed before its first request can leave: all the others would have to be read for it.
  const file = `${command.id.replaceAll(' ', '-')}.json`;
  files.set(path.join(dist, 'manifest', file), `${JSON.stringify(command)}\n`);
}
files.set(path.join(dist, 'meta.json'), `${JSON.stringify(metafile)}\n`);

for (const [file, page] of await manPages(manifest, VERSION)) files.set(path.join(dist, 'man', file), page);

// What runs from dist meanwhile goes on: new files first, then out with those of an earlier build.
for (const [file, contents] of files) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, contents);
}
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath, entry.name);
  if (entry.isFile() && !files.has(file)) await rm(file);
}
