import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Bundles of @oclif/core and @grpc/grpc-js what hs uses of them. Loaded whole, they take longer than a server needs to
 * answer: each of their modules loads what it requires when it is first used, and what nothing of hs uses is left out.
 */
export const leanPackages: Plugin = {
  name: 'lean-packages',
  setup(build) {
    // The index of oclif loads all of it, and packages beside it.
    build.onResolve({ filter: /^@oclif\/core$/ }, ({ resolveDir }) => ({
      path: 'core',
      namespace: 'oclif',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /^core$/, namespace: 'oclif' }, ({ pluginData }) => ({
      contents: OCLIF,
      resolveDir: String(pluginData),
    }));

    build.onResolve({ filter: /^[^.]/ }, ({ path, importer }) =>
      UNUSED.some(({ of, needs }) => of.test(importer) && needs.test(path))
        ? { path, namespace: 'unused' }
        : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'unused' }, ({ path }) => ({ contents: unused(path) }));

    build.onLoad({ filter: COMPILED }, async ({ path }) => ({
      contents: withLazyRequires(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** The parts of oclif that hs is built on. */
const OCLIF = `
  export * as Args from '@oclif/core/args';
  export * as Flags from '@oclif/core/flags';
  export { Command } from '@oclif/core/command';
  export { Config } from '@oclif/core/config';
`;

/** What is left out: nothing that hs calls needs it. */
const UNUSED: readonly { readonly of: RegExp; readonly needs: RegExp }[] = [
  // Help, plugins and prompts of oclif; hs has its own.
  { of: /[\\/]@oclif[\\/]core[\\/]/, needs: /^(?!node:|@oclif\/)/ },
  // Services that a gRPC server offers about itself.
  { of: /[\\/]grpc-js[\\/]/, needs: /^@grpc\/proto-loader$/ },
];

/** Says so, should it ever be used after all. */
function unused(name: string): string {
  const used = `throw new Error(${JSON.stringify(`${name} is not bundled with hs`)})`;
  return `module.exports = new Proxy(function () {}, {
    get(_, key) { if (key !== '__esModule' && typeof key === 'string') ${used}; },
    apply() { ${used}; },
    construct() { ${used}; },
  });`;
}

/** Packages that TypeScript compiled to CommonJS. */
const COMPILED = /[\\/]node_modules[\\/](@oclif[\\/]core|@grpc[\\/]grpc-js)[\\/].*\.js$/;

/** What TypeScript makes of an import: its name ends in `_` and a number, and is read anew at each use. */
const REQUIRE =
  /^const (\w+_\d+) = (?:require\("([^"]+)"\)|(__importDefault|__importStar)\(require\("([^"]+)"\)\));$/gm;

/** Rewrites `const a_1 = require("a"); a_1.x` so that `a` is loaded where `x` is first read. */
export function withLazyRequires(code: string): string {
  const names = new Set<string>();
  const declared = code.replaceAll(
    REQUIRE,
    (_whole, name: string, plain: string | undefined, wrapper: string, wrapped: string) => {
      names.add(name);
      const load = plain === undefined ? `${wrapper}(require("${wrapped}"))` : `require("${plain}")`;
      return `let ${name}$; const ${name}$get = () => (${name}$ ??= ${load});`;
    },
  );
  // In brackets, since `new a_1.X()` would otherwise construct the getter.
  return declared.replaceAll(/\b(\w+_\d+)\./g, (whole, name: string) =>
    names.has(name) ? `(${name}$get()).` : whole,
  );
}
