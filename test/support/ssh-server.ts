import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { findProgram } from './needs.ts';
import { closedPort } from './servers.ts';

/** An ssh server of one test: its own keys, its own configuration, loopback only. */
export interface SshServer {
  /** The arguments that make `ssh` reach it; what follows them is the remote command. */
  readonly arguments: readonly string[];
  readonly port: number;
  /** Makes an `ssh` whose configuration leads here; these lines of it come first, and so count. */
  program(lines?: readonly string[]): Promise<SshProgram>;
  end(): Promise<void>;
}

/** An `ssh` that notes how it is started. */
export interface SshProgram {
  /** What a PATH has to begin with. */
  readonly folder: string;
  /** Every start so far. */
  started(): Promise<{ pid: number; words: string; env: string }[]>;
}

/** Where sshd run by root keeps nothing, and which it wants all the same. */
const EMPTY_FOLDER = '/run/sshd';

/** Starts an sshd whose files are all in this folder. Every session finds these variables in its environment; `more` are lines of its configuration. */
export async function startSshServer(
  folder: string,
  env: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): Promise<SshServer> {
  const at = (name: string) => path.join(folder, name);
  for (const key of ['host-key', 'user-key'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)], { stdio: 'ignore' });
  const port = await closedPort();
  const variables = Object.entries(env).map(([name, value]) => `"${name}=${value}"`);
  const setEnv = variables.length === 0 ? [] : [`SetEnv ${variables.join(' ')}`];
  const hostKey = await readFile(at('host-key.pub'), 'utf8');
  await writeFile(at('known-hosts'), `[127.0.0.1]:${port} ${hostKey}`);
  await writeFile(
    at('sshd-config'),
    [
      ...more,
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${at('host-key')}`,
      `AuthorizedKeysFile ${at('user-key.pub')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin yes',
      ...setEnv,
      '',
    ].join('\n'),
  );
  // It stays: another sshd of the tests may be using it.
  if (process.getuid?.() === 0) await mkdir(EMPTY_FOLDER, { recursive: true });
  const sshd = spawn(findProgram('sshd') ?? 'sshd', ['-D', '-e', '-f', at('sshd-config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = new Promise<void>((resolve) => sshd.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    sshd.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Server listening')) resolve();
    });
    sshd.once('error', reject).once('close', () => reject(new Error(`sshd ended: ${said}`)));
  });
  const options = {
    IdentitiesOnly: 'yes',
    UserKnownHostsFile: at('known-hosts'),
    StrictHostKeyChecking: 'yes',
  };
  const quiet = { BatchMode: 'yes', LogLevel: 'ERROR' };
  let programs = 0;
  return {
    port,
    async program(lines = []) {
      programs += 1;
      const name = `ssh-${programs}`;
      const known = Object.entries({ ...options, IdentityFile: at('user-key') });
      const config = ['Host *', ...lines, ...known.map(([option, value]) => `${option} ${value}`), ''];
      await writeFile(at(`${name}-config`), config.join('\n'));
      return await noting(at(name), at(`${name}-config`));
    },
    arguments: [
      ...['-F', 'none', '-p', String(port), '-i', at('user-key'), '-l', userInfo().username],
      ...Object.entries({ ...options, ...quiet }).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      '127.0.0.1',
    ],
    async end() {
      sshd.kill();
      await closed;
    },
  };
}

/** A folder with an `ssh` that reads this configuration, and notes its words, its environment and its process. */
async function noting(folder: string, config: string): Promise<SshProgram> {
  const notes = path.join(folder, 'notes');
  await mkdir(notes, { recursive: true });
  const script = [
    '#!/bin/sh',
    `env > "${notes}/$$.env"`,
    `printf '%s\\n' "$*" > "${notes}/$$.words"`,
    `exec "${findProgram('ssh') ?? 'ssh'}" -F "${config}" "$@"`,
    '',
  ];
  await writeFile(path.join(folder, 'ssh'), script.join('\n'), { mode: 0o755 });
  return {
    folder,
    async started() {
      const names = (await readdir(notes)).filter((file) => file.endsWith('.words'));
      return await Promise.all(
        names.map(async (file) => {
          const pid = Number(file.slice(0, -'.words'.length));
          const read = (kind: string) => readFile(path.join(notes, `${pid}.${kind}`), 'utf8');
          return { pid, words: (await read('words')).trim(), env: await read('env') };
        }),
      );
    },
  };
}
