import path from 'node:path';
import type process from 'node:process';
import type { CommandDescription } from './cli/describe.ts';
import { main } from './main.ts';

/** The first code that runs where hs is one file with Node in it; the build hands in what else lies beside the code. */
export async function startSingle(
  proc: typeof process,
  manifest: readonly CommandDescription[],
): Promise<void> {
  await main(proc, {
    folder: path.dirname(proc.execPath),
    command: [proc.execPath],
    // Native code cannot be loaded from inside a file: keys are kept in the file of their own instead.
    keyringProgram: undefined,
    describe: async () => manifest,
    describeOne: async (id) => manifest.find((command) => command.id === id),
  });
}
