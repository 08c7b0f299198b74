import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { leanPackages, withColonsFirst, withLazyRequires } from '../../scripts/lean-packages.ts';

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

test('an address is held against the pattern of IPv6 only where it can be one', () => {
  const asked: string[] = [];
  const isIPv6 = (text: string) => asked.push(text) > 0;
  const code =
    'const net_1 = require("net");\nexports.is = (host) => (0, net_1.isIPv6)(host) ? "6" : "no";\n';
  const { exports } = load(withColonsFirst(code), { net: { isIPv6 } });
  expect(['127.0.0.1', '::1', 'localhost'].map((host) => exports['is']?.(host))).toEqual(['no', '6', 'no']);
  expect(asked).toEqual(['::1']);
});

/** Bundles what a module exports, and loads the bundle; tells which files are in it. */
async function bundled(
  contents: string,
  use: (module: Record<string, unknown>) => unknown,
): Promise<string[]> {
  const root = path.join(import.meta.dirname, '..', '..');
  const folder = await mkdtemp(path.join(tmpdir(), 'hs-lean-'));
  try {
    const { outputFiles, metafile } = await build({
      stdin: { contents, resolveDir: root },
      absWorkingDir: root,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      write: false,
      metafile: true,
      plugins: [leanPackages],
    });
    const file = path.join(folder, 'lean.cjs');
    await writeFile(file, outputFiles[0]?.contents ?? '');
    await use((await import(file)) as Record<string, unknown>);
    return Object.keys(metafile.inputs);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('of oclif only what hs uses is bundled, and it works', async () => {
  const parts = '{ Args, Command, Config, Flags }';
  const inputs = await bundled(`import ${parts} from '@oclif/core'; export ${parts};`, (module) => {
    const { Flags, Args, Command } = module as typeof import('@oclif/core');
    expect(Flags.string({ summary: 'x' })).toMatchObject({ type: 'option', summary: 'x' });
    expect(Args.string({ required: true })).toMatchObject({ required: true });
    expect(Command).toBeTypeOf('function');
  });
  const packages = inputs.flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
  expect([...new Set(packages)]).toEqual(['@oclif/core']);
});

test('of grpc-js only a client is bundled, and it can be made for every kind of address', async () => {
  const parts = '{ CallCredentials, ChannelCredentials, Client, connectivityState, Metadata, status }';
  const inputs = await bundled(`import ${parts} from '@grpc/grpc-js'; export ${parts};`, (module) => {
    const { ChannelCredentials, Client, connectivityState, Metadata, status } =
      module as typeof import('@grpc/grpc-js');
    for (const target of ['dns:localhost:1', 'ipv4:127.0.0.1:1', 'ipv6:[::1]:1', 'unix:/nowhere']) {
      const client = new Client(target, ChannelCredentials.createInsecure());
      expect(client.getChannel().getTarget()).toBe(target);
      client.close();
    }
    expect(new Metadata().toJSON()).toEqual({});
    expect(status.UNAVAILABLE).toBe(14);
    expect(connectivityState.READY).toBe(2);
  });
  const files = inputs.filter((input) => input.includes('@grpc/grpc-js'));
  expect(files.filter((file) => /\/(index|experimental|load-balancer-round-robin)\.js$/.test(file))).toEqual(
    [],
  );
});
