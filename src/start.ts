import { chmodSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import type process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { CommandDescription } from './cli/describe.ts';

/** The first code that runs: makes later code load faster, then hands over. */
export async function start(proc: typeof process): Promise<void> {
  cacheCompiledCode(proc);
  const { main } = await import('./main.ts');
  const folder = import.meta.dirname;
  await main(proc, {
    folder,
    command: [proc.execPath, path.join(folder, '..', 'bin', 'hs.js')],
    keyringProgram: new URL('config/keyring-program.js', pathToFileURL(`${folder}/`)),
    describe: () => readJson<CommandDescription[]>(path.join(folder, 'manifest.json')),
    describeOne: (id) =>
      readJson<CommandDescription>(path.join(folder, 'manifest', `${id.replaceAll(' ', '-')}.json`)),
  });
}

/** What the build wrote beside its code. */
async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}

/** Node's compile cache, in a folder that nobody else can write to: cached code is code that runs. */
function cacheCompiledCode({ env, platform }: typeof process): void {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const base =
    env['XDG_CACHE_HOME'] ||
    (platform === 'win32'
      ? env['LOCALAPPDATA']
      : home && path.join(home, platform === 'darwin' ? 'Library/Caches' : '.cache'));
  if (!base || !path.isAbsolute(base)) return;
  const folder = path.join(base, 'hs', 'compile');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    enableCompileCache(folder);
  } catch {
    // A home that cannot be written to costs some speed and nothing else.
  }
}
