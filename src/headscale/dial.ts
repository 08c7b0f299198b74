import net from 'node:net';
import type { ServerAddress } from './address.ts';

/** The socket of this machine that a connection is made to; undefined where it goes over the network. */
export function socketPath(address: ServerAddress): string | undefined {
  return address.tunnel?.path ?? (address.kind === 'unix' ? address.path : undefined);
}

/** Begins to connect. No proxy of the environment is used: it would get to see the key of plaintext calls. */
export function dial(address: ServerAddress): net.Socket {
  const path = socketPath(address);
  return path === undefined ? net.connect({ host: address.host, port: address.port }) : net.connect(path);
}
