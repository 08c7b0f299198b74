import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/** What is loaded when it is needed: `import('./a.ts')`. */
const LATER = /\bimport\(\s*'(\.[^']+\.ts)'/g;

/**
 * Keeps what every start loads in one file. esbuild makes a chunk for each set of places that need the same modules,
 * and Node takes its time over each file: so everything that is loaded later says that it needs the start as well,
 * which it finds loaded by then.
 * @param start the module that every start loads
 * @param sources the folder of all modules
 */
export function startInOneChunk(start: string, sources: string): Plugin {
  return {
    name: 'start-in-one-chunk',
    setup(build) {
      const later = loadedLater(sources);
      build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        if (file === start || !(await later).has(file)) return undefined;
        const code = await readFile(file, 'utf8');
        const contents = `import ${JSON.stringify(start)};\n${code}`;
        return { contents, loader: 'ts', resolveDir: path.dirname(file) };
      });
    },
  };
}

async function loadedLater(sources: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  const targets = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const code = await readFile(path.join(parentPath, name), 'utf8');
      return [...code.matchAll(LATER)].map(([, target = '']) => path.resolve(parentPath, target));
    }),
  );
  return new Set(targets.flat());
}
