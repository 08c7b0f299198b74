import { readFileSync } from 'node:fs';
import type process from 'node:process';
import { HsError } from '../errors.ts';
import { connectHeadscale } from '../headscale/connect.ts';
import { visible } from '../output/safe-text.ts';
import { colourLevel } from '../output/style.ts';
import { plainPrompter } from '../terminal/plain-prompter.ts';
import { systemStreams } from '../terminal/streams.ts';
import { terminalPrompter } from '../terminal/terminal-prompter.ts';
import type { Dependencies } from './dependencies.ts';

/** The dependencies of a real process. */
export function systemDependencies(proc: typeof process, signal: AbortSignal): Dependencies {
  const streams = systemStreams(proc);
  const { env } = proc;
  const coloured = colourLevel({ flag: 'auto', env, isTTY: Boolean(proc.stderr.isTTY) }) > 0;
  const asking = { signal, clean: visible };
  const lineByLine = env['HS_ACCESSIBLE'] === '1' || env['TERM'] === 'dumb';
  return {
    streams,
    env,
    now: Date.now,
    prompter: lineByLine
      ? plainPrompter(streams, asking)
      : terminalPrompter(streams, { ...asking, coloured }),
    readTextFile,
    connect: connectHeadscale,
    signal,
  };
}

const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'its permissions do not let you',
  EISDIR: 'it is a folder',
};

function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new HsError('usage', `${path} cannot be read: ${READ_FAILURES[code] ?? code}`, { cause });
  }
}
