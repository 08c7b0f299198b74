import net from 'node:net';
import tls from 'node:tls';
import type { KeyPair } from './certificates.ts';
import type { Servers } from './servers.ts';

/** TLS in front of a server that speaks none, which takes down all that comes through. */
export interface TlsFront {
  readonly port: number;
  /** Shows another certificate from the next connection on. */
  show(pair: KeyPair): void;
  /** Everything that has been said inside TLS over connections to the certificate it shows now. */
  received(): Buffer;
}

/** Starts one on a free port of this machine, in front of a port of 127.0.0.1. */
export async function tlsFront(
  servers: Servers,
  pair: KeyPair,
  target: number,
  host = '127.0.0.1',
): Promise<TlsFront> {
  let chunks: Buffer[] = [];
  const server = tls.createServer({ ...pair, ALPNProtocols: ['h2', 'http/1.1'] }, (near) => {
    const mine = chunks;
    const far = net.connect(target, '127.0.0.1');
    for (const socket of [near, far]) socket.on('error', () => {});
    near.on('data', (bytes) => {
      mine.push(bytes);
      far.write(bytes);
    });
    near.once('close', () => far.destroy());
    far.pipe(near);
  });
  server.on('tlsClientError', () => {});
  const port = await servers.listen(server, host);
  return {
    port,
    show(other) {
      chunks = [];
      server.setSecureContext(other);
    },
    received: () => Buffer.concat(chunks),
  };
}
