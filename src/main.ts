import type process from 'node:process';
import type { Dependencies } from './cli/dependencies.ts';
import type { CommandDescription } from './cli/describe.ts';
import { tameEnvironment } from './cli/environment.ts';
import { type Commands, run } from './cli/run.ts';
import { systemDependencies } from './cli/system.ts';
import { COMMANDS } from './commands/table.ts';
import { type OfficialLine, officialLine } from './dropin/called-as.ts';
import { isOwnLine } from './dropin/own/own-line.ts';
import { VERSION } from './version.ts';

/** What a process ends with that is interrupted twice. */
const INTERRUPTED = 130;

/** What a build of hs brings along, wherever it keeps it. */
export interface BuiltProgram {
  /** Where it is: the folder of the bundle, or of the one file. */
  readonly folder: string;
  /** What starts it again: the runtime where it needs one, and the file that is run. */
  readonly command: readonly string[];
  /** The module that speaks to the keyring of the system, in a process of its own; a build may be without one. */
  readonly keyringProgram: URL | undefined;
  /** The commands there are. Written by the build from the same table. */
  describe(): Promise<readonly CommandDescription[]>;
  /** One of those that there are. */
  describeOne(id: string): Promise<CommandDescription | undefined>;
}

/** Runs the command line of a process and ends it: the only place that does. */
export async function main(proc: typeof process, built: BuiltProgram): Promise<void> {
  tameEnvironment(proc);
  const interrupted = new AbortController();
  const end = (code: number): never => proc.exit(code);
  hearFailuresWhereWritten(proc);
  const deps = systemDependencies(proc, interrupted.signal, built.keyringProgram);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    proc.on(signal, () => {
      // Who reads a long text interrupts the pager, which knows what to do.
      if (signal === 'SIGINT' && deps.pager.isShowing) return;
      // The second time nothing is waited for; programs that were started are ended by both.
      if (interrupted.signal.aborted) end(INTERRUPTED);
      interrupted.abort();
    });
  }
  const line = officialLine(proc.argv);
  const code = await (line === undefined
    ? run(proc.argv.slice(2), nativeCommands(proc, built), deps)
    : runInOfficialPlace(line, deps, proc, built));
  // Streams of a process are written in the background where they are pipes; what was said must be out first.
  await Promise.all(
    [proc.stdout, proc.stderr].map((stream) => new Promise((done) => stream.write('', done))),
  );
  end(code);
}

/** Called by the name of the official client, hs has its grammar and its answers, and nothing of its own is loaded. */
async function runInOfficialPlace(
  { words, throughHs }: OfficialLine,
  deps: Dependencies,
  { platform, arch, pid }: typeof process,
  { command }: BuiltProgram,
): Promise<number> {
  if (throughHs && isOwnLine(words)) {
    const { runOwn } = await import('./dropin/own/run.ts');
    return await runOwn(words, deps, { platform, pid, command });
  }
  const { runOfficial } = await import('./dropin/run.ts');
  return await runOfficial(words, deps, { platform, arch });
}

function nativeCommands(proc: typeof process, built: BuiltProgram): Commands {
  return {
    version: VERSION,
    ids: Object.keys(COMMANDS),
    async load(id, argv, ready) {
      const [{ oclifConfig }, command] = await Promise.all([
        import('./cli/oclif-config.ts'),
        COMMANDS[id]?.(),
      ]);
      if (!command) throw new Error(`no command ${id}`);
      hearFailuresWhereWritten(proc);
      return new command([...argv], oclifConfig(built.folder), ready);
    },
    describe: () => built.describe(),
    describeOne: (id) => built.describeOne(id),
  };
}

/**
 * Leaves it to each write to say that it failed. Otherwise a reader that goes away would end the process with a stack,
 * and so would a full disk once oclif is loaded: it listens on stdout and throws (5.1.9).
 */
function hearFailuresWhereWritten({ stdout, stderr }: typeof process): void {
  for (const stream of [stdout, stderr]) stream.removeAllListeners('error').on('error', () => {});
}
