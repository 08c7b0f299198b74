import type { ServerAddress } from '../address.ts';
import type { TlsTrust } from '../tls.ts';

/** Looks a name up; rejects with the code of the system's resolver. */
export type Lookup = (host: string) => Promise<unknown>;

/** Where to look, and for how long. */
export interface Scene {
  readonly address: ServerAddress;
  readonly trust: TlsTrust;
  /** Ends every probe. */
  readonly signal: AbortSignal;
  readonly lookup?: Lookup | undefined;
  /** What was offered in the TLS handshake; `h2` where left out, for gRPC is nothing else. */
  readonly alpn?: 'h2' | 'http/1.1';
}
