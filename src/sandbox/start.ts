import type { SandboxOptions } from './options.ts';
import type { RunningSandbox } from './running.ts';
import { Sandbox } from './sandbox.ts';

export type { RunningSandbox } from './running.ts';

/**
 * Starts a Headscale of any release in this process, on loopback only. Throws `failed` for a state file that cannot
 * be read and for a port or a socket that cannot be had.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const sandbox = new Sandbox(options);
  await sandbox.start();
  return sandbox;
}
