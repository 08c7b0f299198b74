import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Bundles of @oclif/core and @grpc/grpc-js what hs uses of them. Loaded whole, they take longer than a server needs to
 * answer: each of their modules loads what it requires when it is first used, and what nothing of hs uses is left out.
 */
export const leanPackages: Plugin = {
  name: 'lean-packages',
  setup(build) {
    // Their indexes load all of them, and packages beside them.
    build.onResolve({ filter: /^(@oclif\/core|@grpc\/grpc-js)$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'parts',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /^/, namespace: 'parts' }, ({ path, pluginData }) => ({
      contents: path === '@oclif/core' ? OCLIF : GRPC,
      resolveDir: String(pluginData),
    }));

    build.onResolve({ filter: /^[^.]/ }, ({ path, importer }) =>
      UNUSED.some(({ of, needs }) => of.test(importer) && needs.test(path))
        ? { path, namespace: 'unused' }
        : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'unused' }, ({ path }) => ({ contents: unused(path) }));

    build.onLoad({ filter: COMPILED }, async ({ path }) => ({
      contents: withLazyRequires(withColonsFirst(await readFile(path, 'utf8'))),
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

/** The parts of grpc-js that a client is built on: ways to find an address, and one connection at a time. */
const GRPC = `
  export { CallCredentials } from '@grpc/grpc-js/build/src/call-credentials.js';
  export { ChannelCredentials } from '@grpc/grpc-js/build/src/channel-credentials.js';
  export { Client } from '@grpc/grpc-js/build/src/client.js';
  export { ConnectivityState as connectivityState } from '@grpc/grpc-js/build/src/connectivity-state.js';
  export { Metadata } from '@grpc/grpc-js/build/src/metadata.js';
  export { Status as status } from '@grpc/grpc-js/build/src/constants.js';
  import * as pickFirst from '@grpc/grpc-js/build/src/load-balancer-pick-first.js';
  import * as dns from '@grpc/grpc-js/build/src/resolver-dns.js';
  import * as ip from '@grpc/grpc-js/build/src/resolver-ip.js';
  import * as uds from '@grpc/grpc-js/build/src/resolver-uds.js';
  for (const part of [dns, uds, ip, pickFirst]) part.setup();
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

/**
 * Has an address held against Node's pattern of IPv6 only where there is a colon in it: the pattern takes 3 ms to
 * compile, and grpc-js asks for every address, if only to write a trace that nobody reads.
 */
export function withColonsFirst(code: string): string {
  return code.replaceAll('(0, net_1.isIPv6)(', '((text) => text.includes(":") && (0, net_1.isIPv6)(text))(');
}

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
