import type { ReleaseRange } from '../domain/release.ts';
import type { ServerAddress } from './address.ts';
import type { HeadscaleApi } from './port.ts';
import type { TlsTrust } from './tls.ts';

/** A server, ready to be connected to. */
export interface HeadscaleServer {
  readonly address: ServerAddress;
  /** Undefined on a unix socket, where nobody asks for one. */
  readonly apiKey: string | undefined;
  readonly trust: TlsTrust;
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** What a person says the server is, for one that does not tell. */
  readonly assumedRelease?: ReleaseRange | undefined;
  /** Ends every call that is under way, for Ctrl-C. */
  readonly signal?: AbortSignal | undefined;
}

/** Opens the port to a server. The gRPC stack is loaded here and nowhere earlier; nothing is sent before a call. */
export async function connectHeadscale(server: HeadscaleServer): Promise<HeadscaleApi> {
  const { openGrpc } = await import('./grpc/open.ts');
  return openGrpc(server);
}
