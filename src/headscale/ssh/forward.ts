import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cause, timedOut, unreachable } from '../diagnose/cause.ts';
import type { Tunnel } from '../tunnel.ts';
import { makePrivateFolder } from './private-folder.ts';
import type { SshAddress } from './ssh-address.ts';
import { byHand, forwardArguments, loginArguments } from './ssh-arguments.ts';
import { endedCause, loginCause, refusalCause } from './ssh-words.ts';

/** What ssh is started with. */
export interface ForwardOptions {
  /** Everything that ssh finds in its environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether ssh may ask a person at this terminal. */
  readonly mayAsk: boolean;
  /** How long it may take to connect, and where nobody is asked, to log in too. In milliseconds. */
  readonly timeoutMs: number;
  /** Ends the waiting for a login. */
  readonly signal?: AbortSignal | undefined;
}

/** How often ssh is looked at while it logs in, in milliseconds: that it has, shows in a file alone. */
const LOOK_MS = 10;

/** How long news of an end of ssh may take, in milliseconds: a connection breaks a moment before its process is gone. */
const NEWS_MS = 300;

/** One ssh that is logged in, and a socket of this machine that leads through it to Headscale. */
export class SshForward implements Tunnel {
  readonly path: string;
  /** Settles once the socket is there, with undefined, or with why it will not be. */
  readonly ready: Promise<Cause | undefined>;
  readonly #address: SshAddress;
  readonly #options: ForwardOptions;
  readonly #folder: string;
  readonly #ssh: ChildProcess;
  readonly #ended: Promise<void>;
  /** Its exit code, the signal that ended it, or the system's code where it could not be started. */
  #exit: number | string | undefined;
  #closed = false;

  /** Starts ssh. Throws the system's error where not even a folder can be made. */
  constructor(address: SshAddress, options: ForwardOptions) {
    this.#address = address;
    this.#options = options;
    this.#folder = makePrivateFolder(options.env);
    this.path = this.#in('api');
    try {
      const { child, ended } = this.#start();
      this.#ssh = child;
      this.#ended = ended;
    } catch (error) {
      rmSync(this.#folder, { recursive: true, force: true });
      throw error;
    }
    this.ready = this.#open();
  }

  async cause(stage: 'connecting' | 'connected'): Promise<Cause | undefined> {
    const { signal } = this.#options;
    const refusal = stage === 'connecting' ? refusalCause(this.#words(), this.#address) : undefined;
    if (refusal === undefined) await Promise.race([this.#ended, delay(NEWS_MS)]);
    if (this.#closed || this.#exit === undefined) return refusal;
    // Ctrl-C reaches ssh as well where it is asked for a passphrase.
    return signal?.aborted ? INTERRUPTED : endedCause(this.#words(), this.#exit, this.#address);
  }

  /** Whether this one leads nowhere any more. */
  get over(): boolean {
    return this.#closed || this.#exit !== undefined;
  }

  /** Ends ssh and takes its folder away, at once. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #in(name: string): string {
    return path.join(this.#folder, name);
  }

  #start(): { child: ChildProcess; ended: Promise<void> } {
    const { env, mayAsk, timeoutMs } = this.#options;
    const log = this.#in('log');
    const file = openSync(log, 'a', 0o600);
    try {
      // Where somebody is at the terminal, ssh stays in its foreground to ask, and says there what is said at a login.
      const child = spawn(
        'ssh',
        loginArguments(this.#address, {
          control: this.#in('c'),
          timeoutMs,
          mayAsk,
          log: mayAsk ? log : undefined,
        }),
        { env: { ...env }, detached: !mayAsk, stdio: ['ignore', 'ignore', mayAsk ? 'inherit' : file] },
      );
      const ended = new Promise<void>((resolve) => {
        const end = (exit: number | string) => {
          this.#exit ??= exit;
          resolve();
        };
        child.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
        child.once('exit', (code, signal) => end(code ?? signal ?? ''));
      });
      return { child, ended };
    } finally {
      closeSync(file);
    }
  }

  async #open(): Promise<Cause | undefined> {
    const { signal, mayAsk, timeoutMs } = this.#options;
    const limit = mayAsk ? undefined : AbortSignal.timeout(timeoutMs);
    while (!existsSync(this.#in('c'))) {
      if (signal?.aborted || this.#closed) return INTERRUPTED;
      if (this.#exit !== undefined) return this.#whyNoLogin(this.#exit);
      if (limit?.aborted) return tooSlow(this.#address);
      await Promise.race([this.#ended, delay(LOOK_MS)]);
    }
    return await this.#forward();
  }

  #whyNoLogin(exit: number | string): Cause {
    if (exit === 'ENOENT') return NO_PROGRAM;
    return loginCause(this.#words(), exit, this.#address);
  }

  /** Asks the ssh that is logged in for the socket. */
  async #forward(): Promise<Cause | undefined> {
    const wish = { control: this.#in('c'), local: this.path };
    const child = spawn('ssh', forwardArguments(this.#address, wish), {
      env: { ...this.#options.env },
      detached: true,
      stdio: 'ignore',
    });
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null));
      child.once('exit', resolve);
    });
    if (code === 0) return undefined;
    if (this.#closed) return INTERRUPTED;
    return endedCause(this.#words(), code ?? 'a signal', this.#address);
  }

  /** What ssh has said so far. */
  #words(): string {
    try {
      return readFileSync(this.#in('log'), 'utf8');
    } catch {
      return '';
    }
  }

  /**
   * Once it is logged in, OpenSSH only notes a SIGTERM, and where that comes at a bad moment sleeps on (seen with 9.2).
   * Until then it may be asking for a passphrase, and has to give the terminal back as it was.
   */
  #end(): void {
    const { pid } = this.#ssh;
    if (pid === undefined || this.#exit !== undefined) return;
    const { mayAsk } = this.#options;
    const isAsking = mayAsk && !existsSync(this.#in('c'));
    try {
      // With the programs that it has started to get to the host.
      process.kill(mayAsk ? pid : -pid, isAsking ? 'SIGTERM' : 'SIGKILL');
    } catch {
      // It has ended this very moment.
    }
  }
}

const INTERRUPTED: Cause = {
  kind: 'interrupted',
  code: 'interrupted',
  text: 'interrupted',
  hint: 'Run it again.',
};

const NO_PROGRAM = unreachable(
  'ssh_program',
  'there is no program ssh on this machine',
  'Install OpenSSH (Debian: apt install openssh-client), or reach the server by https://.',
);

function tooSlow(address: SshAddress): Cause {
  return timedOut(
    'ssh_connection',
    'ssh did not get to log in',
    `See where it stops: ${byHand(address)}. A longer --timeout helps where it is only slow.`,
  );
}
