import type { RecordedCall } from './core.ts';
import type { SandboxRelease } from './release.ts';

/** What a sandbox starts with: nothing, a small lived-in tailnet, or so many nodes. */
export type Seed = 'empty' | 'demo' | number;

/** How a sandbox is started. Everything but the release has a default. */
export interface SandboxOptions {
  readonly release: SandboxRelease;
  readonly seed?: Seed;
  /** TLS with a certificate of its own instead of plaintext. */
  readonly tls?: boolean;
  /** Port of gRPC on 127.0.0.1, of HTTP for 0.30; 0 takes a free one. */
  readonly port?: number;
  /** Port of HTTP on 127.0.0.1, up to 0.29; 0 takes a free one. */
  readonly httpPort?: number;
  /** Listens on this unix socket too, where nobody needs a key. */
  readonly socketPath?: string;
  /** A file that keeps the state; one that exists is gone on with, and the seed is left aside. */
  readonly state?: string;
  /** The server's clock in milliseconds since 1970. */
  readonly now?: () => number;
  /** `policy.mode` of the configuration: `database` (by default), `file`, or a word that means nothing. */
  readonly policyMode?: string;
  /** `policy.path` of the configuration, for the mode `file`. */
  readonly policyPath?: string;
  /** How often the node store of 0.27 and later writes; 0 for at once, a real server takes about 500. */
  readonly nodeWriteDelayMs?: number;
  /** Told of every call that reaches the server and is understood. */
  readonly onCall?: (call: RecordedCall) => void;
}
