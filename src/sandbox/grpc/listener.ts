import type { Http2Server, ServerHttp2Stream } from 'node:http2';
import type { Server, Socket } from 'node:net';
import { HsError } from '../../errors.ts';

/** Where a listener listens: a port of the loopback address, or a unix socket. */
export type ListenAt = { readonly host: string; readonly port: number } | { readonly path: string };

/** A listening HTTP/2 server that can be closed at once, whatever its clients do. */
export interface Listener {
  /** The port; 0 for a unix socket. */
  readonly port: number;
  /** Stops listening and breaks every connection. */
  close(): Promise<void>;
}

/** Starts to listen. `onStream` gets every request; errors of connections end with the connection. */
export async function listen(
  server: Http2Server,
  at: ListenAt,
  onStream: (stream: ServerHttp2Stream, path: string, authorization: string | undefined) => void,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    onStream(stream, headers[':path'] ?? '', headers.authorization);
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
