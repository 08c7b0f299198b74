import type { Core } from '../core.ts';
import type { Listener } from '../listener.ts';
import { since } from '../release.ts';
import type { Caller } from '../rules/credentials.ts';
import { removeStaleSocket } from '../stale-socket.ts';
import type { TlsIdentity } from '../tls/certificate.ts';
import type { HttpHandler, HttpRequest } from './exchange.ts';
import { pageNotFound } from './exchange.ts';
import type { Gateway } from './gateway/api.ts';
import { loadGateway } from './gateway/api.ts';
import { listenForHttp } from './listener.ts';
import { nativeApi } from './native/api.ts';
import { publicPage } from './public-pages.ts';

const API = '/api/v1/';

export interface HttpOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Only 0.30 answers HTTP there. */
  readonly socketPath?: string | undefined;
  readonly tls?: TlsIdentity | undefined;
}

/** The HTTP side of a sandbox, listening. */
export interface RunningHttp {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and, for 0.30 where asked, on a unix socket. */
export async function startHttp(core: Core, options: HttpOptions): Promise<RunningHttp> {
  const native = since(core.context.release, '0.30');
  const handler = native ? nativeHandler(core) : gatewayHandler(core);
  const tcp = await listenForHttp(handler, { host: '127.0.0.1', port: options.port }, options.tls);
  const socketPath = native ? options.socketPath : undefined;
  const socket = await socketListener(core, socketPath).catch(async (error: unknown) => {
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

function nativeHandler(core: Core): HttpHandler {
  return async (request) =>
    request.path.startsWith(API)
      ? nativeApi(core, request, callerOf(request))
      : publicPage(core.context, request);
}

/** On the socket there is the API alone, and nobody is asked for a key. */
async function socketListener(core: Core, path: string | undefined): Promise<Listener | undefined> {
  if (path === undefined) return undefined;
  await removeStaleSocket(path);
  const handler: HttpHandler = async (request) =>
    request.path.startsWith(API) ? nativeApi(core, request, { trusted: true }) : pageNotFound();
  return listenForHttp(handler, { path }, undefined);
}

function gatewayHandler(core: Core): HttpHandler {
  // Few who start a sandbox of these releases ask its gateway.
  let gateway: Promise<Gateway> | undefined;
  const cleansPaths = !since(core.context.release, '0.29');
  return async (request) => {
    if (cleansPaths && request.path.includes('//')) {
      return { status: 301, headers: { location: request.path.replace(/\/{2,}/g, '/') } };
    }
    if (!request.path.startsWith(API)) return publicPage(core.context, request);
    gateway ??= loadGateway(core);
    return (await gateway)(request, callerOf(request));
  };
}

function callerOf({ authorization }: HttpRequest): Caller {
  return { trusted: false, ...(authorization === undefined ? {} : { authorization }) };
}
