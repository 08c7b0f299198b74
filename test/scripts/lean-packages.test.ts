import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { leanPackages, withLazyRequires } from '../../scripts/lean-packages.ts';

/** Runs a CommonJS module whose requires answer from a table; tells its exports and what it has loaded so far. */
function load(code: string, modules: Readonly<Record<string, unknown>>) {
  const loaded: string[] = [];
  const exports: Record<string, (...args: unknown[]) => unknown> = {};
  const require = (name: string) => {
    loaded.push(name);
    return modules[name];
  };
  const importDefault = (module: unknown) => ({ default: module });
  new Function('require', 'exports', '__importDefault', withLazyRequires(code))(
    require,
    exports,
    importDefault,
  );
  return { exports, loaded };
}

const MODULE = `
"use strict";
const a_1 = require("./a");
const b_2 = __importDefault(require("./b"));
require("./effects");
exports.calls = () => (0, a_1.twice)(21);
exports.makes = () => new a_1.Thing("x").name;
exports.reads = () => b_2.default.of;
`;

test('a module is loaded when it is first used, once', () => {
  class Thing {
    readonly name: unknown;
    constructor(name: unknown) {
      this.name = name;
    }
  }
  const { exports, loaded } = load(MODULE, {
    './a': { twice: (n: number) => n * 2, Thing },
    './b': { of: 'b' },
  });
  expect(loaded).toEqual(['./effects']);
  expect(exports['calls']?.()).toBe(42);
  expect(exports['makes']?.()).toBe('x');
  expect(loaded).toEqual(['./effects', './a']);
  expect(exports['reads']?.()).toBe('b');
  expect(loaded).toEqual(['./effects', './a', './b']);
});

test('a module that requires nothing stays as it is', () => {
  const code = 'exports.x_1 = 1;\nconst y = y_2.z;\n';
  expect(withLazyRequires(code)).toBe(code);
});

test('of oclif only what hs uses is bundled, and it works', async () => {
  const root = path.join(import.meta.dirname, '..', '..');
  const folder = await mkdtemp(path.join(tmpdir(), 'hs-lean-'));
  try {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents:
          "import { Args, Command, Config, Flags } from '@oclif/core'; export { Args, Command, Config, Flags };",
        resolveDir: root,
      },
      absWorkingDir: root,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      write: false,
      metafile: true,
      plugins: [leanPackages],
    });
    const packages = new Set(
      Object.keys(metafile.inputs).flatMap(
        (input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
      ),
    );
    expect([...packages]).toEqual(['@oclif/core']);
    const file = path.join(folder, 'lean.cjs');
    await writeFile(file, outputFiles[0]?.contents ?? '');
    const { Flags, Args, Command } = await import(file);
    expect(Flags.string({ summary: 'x' })).toMatchObject({ type: 'option', summary: 'x' });
    expect(Args.string({ required: true })).toMatchObject({ required: true });
    expect(Command).toBeTypeOf('function');
  } finally {
    await rm(folder, { recursive: true });
  }
});
