import net from 'node:net';
import { hostAndPort, type ServerAddress } from './address.ts';
import { type OutboundProxy, throughProxy } from './outbound-proxy.ts';

/** What a socket of this machine is connected to first. */
export type FirstHop = { readonly path: string } | { readonly host: string; readonly port: number };

/** The socket of this machine that a connection is made to; undefined where it goes over the network. */
function socketPath(address: ServerAddress): string | undefined {
  return address.tunnel?.path ?? (address.kind === 'unix' ? address.path : undefined);
}

/** The proxy on the way to a server; undefined where there is none. */
export function proxyOf(address: ServerAddress): OutboundProxy | undefined {
  return address.kind === 'tcp' && !address.tunnel ? address.proxy : undefined;
}

/** Where the way to a server begins: a socket of this machine, its proxy, or the server itself. */
export function firstHop(address: ServerAddress): FirstHop {
  const path = socketPath(address);
  return path === undefined ? (proxyOf(address) ?? address) : { path };
}

/**
 * Goes on from a socket that is connected to the first hop, as far as the server. No proxy of the environment is used
 * but the one that the address names, and it gets to see nothing but the name of the server.
 * @throws ProxyFailure where the proxy does not lead there
 */
export async function fromFirstHop(
  socket: net.Socket,
  address: ServerAddress,
  signal?: AbortSignal,
): Promise<net.Socket> {
  const proxy = proxyOf(address);
  if (!proxy) return socket;
  return await throughProxy(
    socket,
    proxy,
    hostAndPort(address),
    () => connectTo(firstHop(address), signal),
    signal,
  );
}

/**
 * Opens a connection to a server, TLS not included.
 * @throws what the socket failed with, ProxyFailure, or the reason of the signal
 */
export async function dial(address: ServerAddress, signal?: AbortSignal): Promise<net.Socket> {
  const socket = await connectTo(firstHop(address), signal);
  try {
    return await fromFirstHop(socket, address, signal);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function connectTo(hop: FirstHop, signal: AbortSignal | undefined): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = 'path' in hop ? net.connect(hop.path) : net.connect({ host: hop.host, port: hop.port });
    const settle = (act: () => void) => {
      socket.off('connect', onConnect).off('error', onError);
      signal?.removeEventListener('abort', onAbort);
      act();
    };
    const onConnect = () =>
      settle(() => {
        socket.setNoDelay(true);
        resolve(socket);
      });
    const onError = (error: Error) => settle(() => reject(error));
    const onAbort = () => {
      socket.destroy();
      settle(() => reject(signal?.reason));
    };
    socket.once('connect', onConnect).once('error', onError);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
