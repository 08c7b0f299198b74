import { afterEach, beforeEach } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type Outcome, type RunOptions, runHeadscale, runHs } from './harness.ts';

/** The moment it is for both sides, unless a test says otherwise. */
export const NOW = Date.UTC(2026, 10, 24, 12);

/** A server of one test, and `hs` aimed at it. */
export interface Tailnet {
  readonly sandbox: RunningSandbox;
  /** Runs a command line; a text is split at its spaces. */
  hs(line: string | readonly string[], options?: Omit<RunOptions, 'sandbox'>): Promise<Outcome>;
  /** The same for a line of the official client: what stands after `headscale`. */
  headscale(line: string | readonly string[], options?: Omit<RunOptions, 'sandbox'>): Promise<Outcome>;
  /** Stops the server and starts another. */
  start(options: Partial<SandboxOptions>): Promise<RunningSandbox>;
  /** Makes a user behind hs's back. */
  user(name: string, profile?: Readonly<Record<string, string>>): Promise<void>;
  /** Lets a device in behind hs's back; answers the node's id. */
  node(user: string, hostname: string): Promise<string>;
  /** Makes a pre-auth key for the user of this id (0.26 and later) behind hs's back; answers the secret. */
  preAuthKey(userId: number): Promise<string>;
}

/** Starts a server before each test and stops it after: 0.29 and empty where nothing else is said. */
export function useTailnet(options: Partial<SandboxOptions> = {}): Tailnet {
  let sandbox: RunningSandbox | undefined;
  const running = (): RunningSandbox => {
    if (!sandbox) throw new Error('the server runs only inside a test');
    return sandbox;
  };
  const start = async (more: Partial<SandboxOptions>): Promise<RunningSandbox> => {
    await sandbox?.stop();
    sandbox = await startSandbox({ release: '0.29', now: () => NOW, ...options, ...more });
    return sandbox;
  };
  const call = (rpc: string, request: Record<string, unknown>) =>
    running().core.call(rpc, request, { trusted: true });

  beforeEach(async () => void (await start({})));
  afterEach(async () => {
    await sandbox?.stop();
    sandbox = undefined;
  });

  const words = (line: string | readonly string[]) => (typeof line === 'string' ? line.split(' ') : line);
  return {
    get sandbox() {
      return running();
    },
    hs: (line, more) => runHs(words(line), { now: NOW, ...more, sandbox: running() }),
    headscale: (line, more) => runHeadscale(words(line), { now: NOW, ...more, sandbox: running() }),
    start,
    user: async (name, profile = {}) => void (await call('CreateUser', { name, ...profile })),
    async node(user, hostname) {
      const key = running().devices.knock({ hostname });
      await call('RegisterNode', { user, key });
      return String(running().store.nodes.all().at(-1)?.id);
    },
    async preAuthKey(userId) {
      const expiration = { seconds: NOW / 1000 + 3600, nanos: 0 };
      const request = { user: userId, reusable: true, expiration };
      const answer = (await call('CreatePreAuthKey', request)) as { preAuthKey: { key: string } };
      return answer.preAuthKey.key;
    },
  };
}
