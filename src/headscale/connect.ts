import type { ReleaseRange } from '../domain/release.ts';
import type { ServerAddress } from './address.ts';
import { headscaleApi, type Transport } from './api.ts';
import { firstThatAnswers } from './first-that-answers.ts';
import { grpcTransport } from './grpc/open.ts';
import type { NamedAddress } from './named-address.ts';
import type { HeadscaleApi } from './port.ts';
import type { SshTunnels } from './ssh/tunnels.ts';
import type { TlsTrust } from './tls.ts';

/** How a server is spoken to. `auto` tries gRPC, and HTTP where that is not there. */
export const TRANSPORT_CHOICES = ['auto', 'grpc', 'http'] as const;

export type TransportChoice = (typeof TRANSPORT_CHOICES)[number];

/** A server, ready to be connected to without anything in between. */
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

/** A server as a person names it; it may be behind ssh. */
export interface NamedServer extends Omit<HeadscaleServer, 'address'> {
  readonly address: NamedAddress;
  /** `--no-input`: a program that is started on the way asks nobody either. */
  readonly noInput?: boolean | undefined;
}

/**
 * Opens the port to a server. What carries it is loaded here and nowhere earlier; nothing is sent before a call, but
 * where ssh is in between it begins to log in.
 */
export async function connectHeadscale(server: NamedServer, tunnels?: SshTunnels): Promise<HeadscaleApi> {
  const { address } = server;
  if (address.kind !== 'ssh') return headscaleApi(await transportTo({ ...server, address }));
  if (!tunnels) throw new Error('nothing was handed in that could start ssh');
  const { throughSsh } = await import('./ssh/through-ssh.ts');
  return headscaleApi(throughSsh({ ...server, address }, tunnels, transportTo));
}

async function transportTo(server: HeadscaleServer): Promise<Transport> {
  const http = async () => (await import('./http/open.ts')).httpTransport(server);
  if (server.transport === 'http') return await http();
  const grpc = await grpcTransport(server);
  return server.transport === 'grpc' ? grpc : firstThatAnswers(grpc, http);
}
