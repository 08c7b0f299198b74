import path from 'node:path';
import { build } from 'esbuild';
import { leanPackages } from '../lean-packages.ts';

const root = path.join(import.meta.dirname, '..', '..');

/** The whole program as one CommonJS module, the manifest of the last build in it. It loads nothing from beside it. */
export async function bundleSingle(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: [
        "import process from 'node:process';",
        "import manifest from './dist/manifest.json' with { type: 'json' };",
        "import { startSingle } from './src/single.ts';",
        'void startSingle(process, manifest);',
      ].join('\n'),
      resolveDir: root,
      sourcefile: 'single.js',
    },
    outfile: 'single.cjs',
    external: ['@napi-rs/keyring'],
    bundle: true,
    // Node 24 takes no ES module from inside a file, and no import() there.
    format: 'cjs',
    supported: { 'dynamic-import': false },
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [leanPackages],
    write: false,
    legalComments: 'none',
  });
  const [bundle] = outputFiles;
  if (!bundle) throw new Error('esbuild made nothing');
  return bundle.text;
}
