import type { ChildProcess } from 'node:child_process';
import { codeOf } from '../files/file-system.ts';
import type { Env } from './env.ts';

/** How a program is run: without a shell, without a terminal, and not for ever. */
export interface BoundedOptions {
  readonly env: Env;
  /** What it reads on its standard input; nothing where not given. */
  readonly input?: string;
  /** It is killed after so many milliseconds. */
  readonly timeoutMs: number;
  /** Kills it when aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** How it went. What it printed is for the caller's eyes: it may be a secret. */
export type BoundedResult =
  | { readonly kind: 'ended'; readonly code: number; readonly stdout: Buffer }
  /** A signal ended it, by nobody of ours. */
  | { readonly kind: 'killed'; readonly by: string }
  /** The system's code, such as `ENOENT`. */
  | { readonly kind: 'not-started'; readonly code: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'too-much' };

/** More than this is no answer to what is asked here. */
const MOST_BYTES = 65_536;

/** Runs a program to its end. Once this resolves, the program runs no more, and nothing of it is waited for. */
export async function runBounded(
  [program, ...args]: readonly [string, ...string[]],
  { env, input, timeoutMs, signal }: BoundedOptions,
): Promise<BoundedResult> {
  // Loaded where a program is run, and at no other start.
  const { spawn } = await import('node:child_process');
  return await new Promise((resolve) => {
    if (signal?.aborted) {
      resolve({ kind: 'aborted' });
      return;
    }
    let child: ChildProcess;
    try {
      child = spawn(program, args, {
        env: { ...env },
        shell: false,
        windowsHide: true,
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
      });
    } catch (error) {
      // A zero byte in an argument, or a batch file on Windows.
      resolve({ kind: 'not-started', code: codeOf(error) });
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;

    const settle = (result: BoundedResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      // A child of the child may hold the pipe open.
      child.stdout?.destroy();
      resolve(result);
    };
    const stop = (result: BoundedResult): void => {
      // No program can refuse this one.
      child.kill('SIGKILL');
      settle(result);
    };
    const abort = () => stop({ kind: 'aborted' });
    const timer = setTimeout(() => stop({ kind: 'timeout' }), timeoutMs);
    signal?.addEventListener('abort', abort, { once: true });

    child.once('error', (error) => settle({ kind: 'not-started', code: codeOf(error) }));
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) stop({ kind: 'too-much' });
      else chunks.push(chunk);
    });
    child.once('close', (code, by) =>
      settle(
        code === null
          ? { kind: 'killed', by: by ?? '' }
          : { kind: 'ended', code, stdout: Buffer.concat(chunks) },
      ),
    );
    // A program that does not read its input closes it.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
