import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import { findProgram } from './needs.ts';

/** The programs that a real Secret Service is made of. */
export const SECRET_SERVICE = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'] as const;

const NAME = 'org.freedesktop.secrets';
const PASSWORD = 'the password of this keyring';

/** A D-Bus session of its own with a real keyring, in a home that is gone after the test. */
export interface SecretService {
  /** What a program needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Locks the keyring, as a screen lock may. */
  lock(): void;
  /** Ends the keyring and starts it again, as a login does; it is open or locked then. */
  restart(how: 'unlocked' | 'locked'): Promise<void>;
  /** Leaves every question without an answer from now on. */
  freeze(): void;
}

/** Starts a bus and a keyring that is open. Both end with the test. */
export async function startSecretService(): Promise<SecretService> {
  const home = mkdtempSync(path.join(tmpdir(), 'hs-keyring-'));
  const runtime = path.join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const base = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: runtime, LC_ALL: 'C' };
  const bus = spawn(program('dbus-daemon'), ['--session', '--nofork', '--nopidfile', '--print-address'], {
    env: base,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let keyring: ChildProcess | undefined;
  onTestFinished(async () => {
    await Promise.all([keyring, bus].map(async (child) => child && (await end(child))));
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const [address] = (await once(bus.stdout, 'data')) as [Buffer];
  const env = { ...base, DBUS_SESSION_BUS_ADDRESS: address.toString().trim() };

  const send = (...words: readonly string[]) =>
    spawnSync(program('dbus-send'), ['--session', '--print-reply', ...words], { env, encoding: 'utf8' });

  async function start(how: 'unlocked' | 'locked'): Promise<void> {
    const flags = ['--foreground', '--components=secrets', ...(how === 'unlocked' ? ['--unlock'] : [])];
    keyring = spawn(program('gnome-keyring-daemon'), flags, { env, stdio: ['pipe', 'ignore', 'ignore'] });
    keyring.stdin?.on('error', () => {});
    keyring.stdin?.end(how === 'unlocked' ? PASSWORD : '');
    const asked = `string:${NAME}`;
    // The bus answers at once; the keyring takes its name when it is ready.
    while (
      !send('--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', asked).stdout.includes(
        'true',
      )
    ) {
      if (keyring.exitCode !== null) throw new Error(`the keyring ended with ${keyring.exitCode}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  await start('unlocked');
  return {
    env,
    lock() {
      const collection = 'array:objpath:/org/freedesktop/secrets/collection/login';
      const { status, stderr } = send(
        `--dest=${NAME}`,
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.Lock',
        collection,
      );
      if (status !== 0) throw new Error(`the keyring cannot be locked: ${stderr}`);
    },
    async restart(how) {
      if (keyring) await end(keyring);
      await start(how);
    },
    freeze: () => void keyring?.kill('SIGSTOP'),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function program(name: (typeof SECRET_SERVICE)[number]): string {
  const file = findProgram(name);
  if (file === undefined) throw new Error(`${name} is not installed`);
  return file;
}
