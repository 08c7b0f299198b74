import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { RecordedCall } from '../../src/sandbox/core.ts';
import type { SandboxRelease } from '../../src/sandbox/release.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { findProgram, testWith } from './needs.ts';
import { type SshProgram, type SshServer, startSshServer } from './ssh-server.ts';

const PROGRAMS = ['sshd', 'ssh', 'ssh-keygen'];

/** Registers tests that log in to an sshd. */
export const testOverSsh = testWith(...PROGRAMS);

/** A Headscale with a socket, and an sshd that forwards to it. */
export interface BehindSsh {
  readonly sandbox: RunningSandbox;
  readonly sshd: SshServer;
  /** The socket of the Headscale. */
  readonly socket: string;
  /** Where hs makes its own folders. */
  readonly temporary: string;
  /** `ssh://127.0.0.1:PORT` and what stands after it; the socket where not given. */
  address(suffix?: string): string;
  /** The environment of a command whose ssh is this one. */
  env(ssh: SshProgram, more?: Record<string, string>): Record<string, string>;
  /** Fails unless every ssh has ended and every folder is gone. */
  nothingLeft(ssh: SshProgram): Promise<void>;
}

/** Starts both for a file of tests; `more` are lines of the configuration of the sshd. */
export function useServerBehindSsh(
  release: SandboxRelease = '0.29',
  options: { readonly more?: readonly string[]; readonly onCall?: (call: RecordedCall) => void } = {},
): () => BehindSsh {
  let running: { folder: string; behind: BehindSsh } | undefined;
  const able = PROGRAMS.every((name) => findProgram(name) !== undefined);

  beforeAll(async () => {
    if (!able) return;
    const folder = await mkdtemp(path.join(tmpdir(), 'hs-ssh-'));
    const temporary = path.join(folder, 't');
    await Promise.all([mkdir(temporary), mkdir(path.join(folder, 'sshd'))]);
    const socket = path.join(folder, 'far.sock');
    const { onCall } = options;
    const sandbox = await startSandbox({
      release,
      seed: 'demo',
      socketPath: socket,
      ...(onCall ? { onCall } : {}),
    });
    const sshd = await startSshServer(path.join(folder, 'sshd'), {}, options.more);
    running = { folder, behind: { sandbox, sshd, socket, temporary, ...world(sshd, socket, temporary) } };
  });
  afterAll(async () => {
    await running?.behind.sshd.end();
    await running?.behind.sandbox.stop();
    if (running) await rm(running.folder, { recursive: true, maxRetries: 5 });
  });

  return () => {
    if (!running) throw new Error('there is a server inside a test alone');
    return running.behind;
  };
}

function world(
  sshd: SshServer,
  socket: string,
  temporary: string,
): Pick<BehindSsh, 'address' | 'env' | 'nothingLeft'> {
  return {
    address: (suffix = socket) => `ssh://127.0.0.1:${sshd.port}${suffix}`,
    env: (ssh, more = {}) => ({
      PATH: [ssh.folder, process.env['PATH']].join(path.delimiter),
      TMPDIR: temporary,
      ...more,
    }),
    async nothingLeft(ssh) {
      expect(await readdir(temporary)).toEqual([]);
      const pids = (await ssh.started()).map(({ pid }) => pid);
      expect(pids).not.toEqual([]);
      await expect.poll(() => pids.filter(isRunning)).toEqual([]);
    },
  };
}

/** One that has ended can stay on the list (Z) for a while, where its parent is gone and the first process is slow. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const onLinux = `/proc/${pid}/stat`;
    return !existsSync('/proc/self/stat') || !/\) [ZX] /.test(readFileSync(onLinux, 'utf8'));
  } catch {
    return false;
  }
}
