import type { Env } from '../config/server.ts';
import type { HeadscaleServer } from '../headscale/connect.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import type { Prompter } from '../terminal/prompter.ts';
import type { Streams } from '../terminal/streams.ts';

/** Everything a command takes from outside. Tests hand in their own. */
export interface Dependencies {
  readonly streams: Streams;
  readonly env: Env;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly prompter: Prompter;
  /** Reads a text file; throws `usage` where it cannot. */
  readonly readTextFile: (path: string) => string;
  readonly connect: (server: HeadscaleServer) => Promise<HeadscaleApi>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
