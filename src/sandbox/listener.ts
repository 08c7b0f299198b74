import type { Server, Socket } from 'node:net';
import { HsError } from '../errors.ts';

/** Where a listener listens: a port of the loopback address, or a unix socket. */
export type ListenAt = { readonly host: string; readonly port: number } | { readonly path: string };

/** A listening server that can be closed at once, whatever its clients do. */
export interface Listener {
  /** The port; 0 for a unix socket. */
  readonly port: number;
  /** Stops listening and breaks every connection. */
  close(): Promise<void>;
}

/** Starts to listen. Errors of connections end with the connection. Throws `failed` where the place cannot be had. */
export async function listen(server: Server, at: ListenAt): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await listening(server, at);
  return { port: portOf(server), close: () => closed(server, sockets) };
}

function listening(server: Server, at: ListenAt): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(cannotListen(at, cause));
    server.once('error', fail);
    server.listen(at, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function cannotListen(at: ListenAt, cause: Error): HsError {
  const where = 'path' in at ? at.path : `${at.host}:${at.port}`;
  const code = 'code' in cause ? cause.code : undefined;
  const why = code === 'EADDRINUSE' ? 'something listens there already' : cause.message;
  return new HsError('failed', `Cannot listen on ${where}: ${why}`, {
    hint: 'path' in at ? 'Name another socket.' : 'Name another port, or none to take a free one.',
    cause,
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closed(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
