import { createSecureServer, createServer } from 'node:http2';
import { eraOfRelease } from '../../headscale/eras/era.ts';
import type { Core } from '../core.ts';
import type { ListenAt, Listener } from '../listener.ts';
import { since } from '../release.ts';
import { removeStaleSocket } from '../stale-socket.ts';
import type { TlsIdentity } from '../tls/certificate.ts';
import { loadCodecs } from './codec.ts';
import { listenForStreams } from './listener.ts';
import { Reflection } from './reflection.ts';
import { schemaFiles } from './schema.ts';
import type { GrpcService } from './server.ts';
import { serve } from './server.ts';

export interface GrpcOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly socketPath?: string | undefined;
  readonly tls?: TlsIdentity | undefined;
}

/** The gRPC side of a sandbox, listening. */
export interface RunningGrpc {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and, where asked, on a unix socket. Throws for a release that has no gRPC. */
export async function startGrpc(core: Core, options: GrpcOptions): Promise<RunningGrpc> {
  const { release } = core.context;
  const era = eraOfRelease(release);
  if (era === undefined) throw new Error(`Headscale ${release} has no gRPC`);
  const { root, codecs } = await loadCodecs(era);
  const reflection = new Reflection(await schemaFiles(root, release, core.rpcs()));
  const onSocket = { core, codecs, reflection, trusted: true };
  // 0.29 took reflection from the TCP listener.
  const onTcp = { ...onSocket, reflection: since(release, '0.29') ? undefined : reflection, trusted: false };
  const tcp = await startListener(onTcp, { host: '127.0.0.1', port: options.port }, options.tls);
  const socket = await socketListener(onSocket, options.socketPath).catch(async (error: unknown) => {
    await tcp.close();
    throw error;
  });
  return {
    port: tcp.port,
    close: async () => {
      await Promise.all([tcp.close(), socket?.close()]);
    },
  };
}

async function socketListener(service: GrpcService, path: string | undefined): Promise<Listener | undefined> {
  if (path === undefined) return undefined;
  await removeStaleSocket(path);
  return startListener(service, { path });
}

function startListener(service: GrpcService, at: ListenAt, tls?: TlsIdentity): Promise<Listener> {
  const server = tls ? createSecureServer({ ...tls, allowHTTP1: false }) : createServer();
  return listenForStreams(server, at, (stream, path, authorization) => {
    void serve(service, stream, path, authorization);
  });
}
