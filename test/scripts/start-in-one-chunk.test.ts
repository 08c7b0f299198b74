import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { startInOneChunk } from '../../scripts/start-in-one-chunk.ts';

/** A start that needs two modules; what is loaded later shares one of them, each another one. */
const SOURCES = {
  'start.ts': `import { a } from './a.ts'; import { b } from './b.ts'; console.log(a, b);
    export const later = [() => import('./later-a.ts'), () => import('./later-b.ts')];`,
  'a.ts': `export const a = 'only once: a';`,
  'b.ts': `export const b = 'only once: b';`,
  'later-a.ts': `import { a } from './a.ts'; export default a;`,
  'later-b.ts': `import { b } from './b.ts'; export default b;`,
};

/** The files that running the start loads, and their text. */
async function loadedAtStart(plugins: (folder: string) => Plugin[]): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hs-chunks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, code] of Object.entries(SOURCES)) writeFileSync(path.join(folder, name), code);
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ['start.ts'],
    outdir: 'out',
    bundle: true,
    splitting: true,
    format: 'esm',
    metafile: true,
    write: false,
    plugins: plugins(folder),
  });
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path: next, kind } of metafile.outputs[file]?.imports ?? []) {
      if (kind === 'import-statement') visit(next);
    }
  };
  visit('out/start.js');
  return [...seen].map(
    (file) => outputFiles.find(({ path: written }) => written === path.join(folder, file))?.text ?? '',
  );
}

test('what a start needs is in one file beside its own, however much of it is needed later', async () => {
  const files = await loadedAtStart((folder) => [startInOneChunk(path.join(folder, 'start.ts'), folder)]);
  expect(files).toHaveLength(2);
  for (const text of ['only once: a', 'only once: b']) expect(files.join('').split(text)).toHaveLength(2);
});

test('without it there is a file for each module that is shared', async () => {
  expect(await loadedAtStart(() => [])).toHaveLength(3);
});
