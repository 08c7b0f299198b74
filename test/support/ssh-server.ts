import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { findProgram } from './needs.ts';
import { closedPort } from './servers.ts';

/** An ssh server of one test: its own keys, its own configuration, loopback only. */
export interface SshServer {
  /** The arguments that make `ssh` reach it; what follows them is the remote command. */
  readonly arguments: readonly string[];
  end(): Promise<void>;
}

/** Where sshd run by root keeps nothing, and which it wants all the same. */
const EMPTY_FOLDER = '/run/sshd';

/** Starts an sshd whose files are all in this folder. Every session finds these variables in its environment. */
export async function startSshServer(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<SshServer> {
  const at = (name: string) => path.join(folder, name);
  for (const key of ['host-key', 'user-key'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)], { stdio: 'ignore' });
  const port = await closedPort();
  const hostKey = await readFile(at('host-key.pub'), 'utf8');
  await writeFile(at('known-hosts'), `[127.0.0.1]:${port} ${hostKey}`);
  await writeFile(
    at('sshd-config'),
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${at('host-key')}`,
      `AuthorizedKeysFile ${at('user-key.pub')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin yes',
      `SetEnv ${Object.entries(env)
        .map(([name, value]) => `"${name}=${value}"`)
        .join(' ')}`,
      '',
    ].join('\n'),
  );
  const madeFolder =
    process.getuid?.() === 0 && (await mkdir(EMPTY_FOLDER, { recursive: true })) !== undefined;
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
    BatchMode: 'yes',
    LogLevel: 'ERROR',
  };
  return {
    arguments: [
      ...['-F', 'none', '-p', String(port), '-i', at('user-key'), '-l', userInfo().username],
      ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      '127.0.0.1',
    ],
    async end() {
      sshd.kill();
      await closed;
      if (madeFolder) await rmdir(EMPTY_FOLDER);
    },
  };
}
