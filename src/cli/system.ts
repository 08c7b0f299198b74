import { tmpdir } from 'node:os';
import type process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { type Contexts, type ContextsOptions, contextsIn } from '../config/contexts.ts';
import { keyringProcess } from '../config/keyring-store.ts';
import { foldersOf } from '../config/paths.ts';
import { HsError } from '../errors.ts';
import type { FileFacts } from '../files/file-system.ts';
import { keptFilesIn } from '../files/kept-files.ts';
import { connectHeadscale } from '../headscale/connect.ts';
import { SshTunnels } from '../headscale/ssh/tunnels.ts';
import { visible } from '../output/safe-text.ts';
import { colourLevel } from '../output/style.ts';
import { systemClipboard } from '../terminal/clipboard.ts';
import { systemEditor } from '../terminal/editor.ts';
import { systemPager } from '../terminal/pager.ts';
import { plainPrompter } from '../terminal/plain-prompter.ts';
import { canAsk } from '../terminal/prompter.ts';
import { type Streams, systemStreams } from '../terminal/streams.ts';
import { terminalPrompter } from '../terminal/terminal-prompter.ts';
import type { Dependencies } from './dependencies.ts';
import { readTextFile } from './read-text-file.ts';

/** The dependencies of a real process. `keyringProgram` is the module that speaks to the keyring, where there is one. */
export function systemDependencies(
  proc: typeof process,
  signal: AbortSignal,
  keyringProgram: URL | undefined,
): Dependencies {
  const streams = systemStreams(proc);
  const { env, platform } = proc;
  const folders = foldersOf({ env, platform, home: env['HOME'] ?? env['USERPROFILE'] });
  const facts = fileFacts(proc);
  const coloured = colourLevel({ flag: 'auto', env, isTTY: Boolean(proc.stderr.isTTY) }) > 0;
  const asking = { signal, clean: visible };
  const tunnels = systemTunnels(proc, streams);
  const lineByLine = env['HS_ACCESSIBLE'] === '1' || env['TERM'] === 'dumb';
  return {
    streams,
    env,
    now: Date.now,
    sleep: (ms) => sleep(ms, signal),
    clipboard: systemClipboard({ platform, env }),
    editor: systemEditor({ platform, env, temporary: tmpdir(), signal, process: proc }),
    pager: systemPager(proc),
    prompter: lineByLine
      ? plainPrompter(streams, asking)
      : terminalPrompter(streams, { ...asking, coloured }),
    readTextFile,
    contexts: systemContexts(proc, { folder: folders.config, facts, streams, signal, keyringProgram }),
    state: keptFilesIn(folders.state, facts),
    cache: keptFilesIn(folders.cache, facts),
    connect: (server) => connectHeadscale(server, tunnels),
    tunnels,
    signal,
  };
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (cause) {
    throw new HsError('interrupted', 'Interrupted while waiting', { cause });
  }
}

/** ssh asks at the terminal itself, whatever standard input is. It ends with this process, however that ends. */
function systemTunnels(proc: typeof process, { stderr }: Streams): SshTunnels {
  const { env, platform } = proc;
  const mayAsk = (noInput: boolean) => canAsk({ stdin: { isTTY: true }, stderr, env, noInput });
  const tunnels = new SshTunnels({ env, platform, mayAsk });
  proc.once('exit', () => tunnels.closeAll());
  return tunnels;
}

interface ContextsWish extends Pick<ContextsOptions, 'folder' | 'facts' | 'signal'> {
  readonly streams: Streams;
  readonly keyringProgram: URL | undefined;
}

function systemContexts(
  { env, execPath }: typeof process,
  { folder, facts, streams, signal, keyringProgram }: ContextsWish,
): Contexts {
  return contextsIn({
    folder,
    facts,
    env,
    keyringProcess: keyringProgram && keyringProcess(execPath, keyringProgram),
    notice: (text) => void streams.stderr.write(`${visible(text)}\n`),
    signal,
  });
}

function fileFacts(proc: typeof process): FileFacts {
  const { platform, pid } = proc;
  // Whether a process of this machine runs; one that may not be signalled does.
  const isAlive = (other: number) => {
    try {
      return proc.kill(other, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  };
  return { platform, pid, isAlive, now: Date.now };
}
