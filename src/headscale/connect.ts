import type { ReleaseRange } from '../domain/release.ts';
import type { ServerAddress } from './address.ts';
import { headscaleApi, type Transport } from './api.ts';
import { firstThatAnswers } from './first-that-answers.ts';
import type { HeadscaleApi } from './port.ts';
import type { TlsTrust } from './tls.ts';

/** How a server is spoken to. `auto` tries gRPC, and HTTP where that is not there. */
export const TRANSPORT_CHOICES = ['auto', 'grpc', 'http'] as const;

export type TransportChoice = (typeof TRANSPORT_CHOICES)[number];

/** A server, ready to be connected to. */
export interface HeadscaleServer {
  readonly address: ServerAddress;
  /** Undefined on a unix socket, where nobody asks for one. */
  readonly apiKey: string | undefined;
  readonly trust: TlsTrust;
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** `auto` where it is left out. */
  readonly transport?: TransportChoice | undefined;
  /** What a person says the server is, for one that does not tell. */
  readonly assumedRelease?: ReleaseRange | undefined;
  /** Ends every call that is under way, for Ctrl-C. */
  readonly signal?: AbortSignal | undefined;
}

/** Opens the port to a server. What carries it is loaded here and nowhere earlier; nothing is sent before a call. */
export async function connectHeadscale(server: HeadscaleServer): Promise<HeadscaleApi> {
  return headscaleApi(await transportTo(server));
}

async function transportTo(server: HeadscaleServer): Promise<Transport> {
  const http = async () => (await import('./http/open.ts')).httpTransport(server);
  if (server.transport === 'http') return await http();
  const grpc = (await import('./grpc/open.ts')).grpcTransport(server);
  return server.transport === 'grpc' ? grpc : firstThatAnswers(grpc, http);
}
