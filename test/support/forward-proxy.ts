import net from 'node:net';
import tls from 'node:tls';
import type { KeyPair } from './certificates.ts';

/** What a proxy does with a wish to connect. */
export type Turn =
  /** Connects to this port of the machine, whatever was asked for. */
  | { readonly to: number }
  /** Writes this and ends the connection. */
  | { readonly says: string }
  | 'hang up'
  | 'say nothing';

/** An HTTP proxy of one test, and all that it gets to see. */
export interface ForwardProxy {
  /** To be listened with. */
  readonly server: net.Server;
  /** The heads of the requests that came, whole. */
  readonly heads: readonly string[];
  /** What was asked for: `hs.example.org:443`. */
  readonly asked: () => readonly string[];
  /** Every byte that came from clients after their requests. */
  readonly carried: () => string;
}

/** A proxy that connects, and refuses, as `turn` says of what is asked for; over TLS where it has a certificate. */
export function forwardProxy(turn: (target: string) => Turn, pair?: KeyPair): ForwardProxy {
  const heads: string[] = [];
  const carried: Buffer[] = [];
  const serve = (near: net.Socket) => {
    near.on('error', () => {});
    let received = Buffer.alloc(0);
    const onData = (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      near.off('data', onData);
      const head = received.toString('latin1', 0, end);
      heads.push(head);
      act(near, turn(targetOf(head)), received.subarray(end + 4), carried);
    };
    near.on('data', onData);
  };
  const server = pair ? tls.createServer(pair, serve) : net.createServer(serve);
  server.on('tlsClientError', () => {});
  return {
    server,
    heads,
    asked: () => heads.map(targetOf),
    carried: () => Buffer.concat(carried).toString('latin1'),
  };
}

function targetOf(head: string): string {
  return /^CONNECT (\S+) HTTP\/1\.1/.exec(head)?.[1] ?? '';
}

function act(near: net.Socket, turn: Turn, rest: Buffer, carried: Buffer[]): void {
  if (turn === 'say nothing') return;
  if (turn === 'hang up') return void near.destroy();
  if ('says' in turn) return void near.end(turn.says);
  const far = net.connect(turn.to, '127.0.0.1', () => {
    near.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n');
    if (rest.length > 0) near.emit('data', rest);
  });
  near.on('data', (bytes: Buffer) => {
    carried.push(Buffer.from(bytes));
    far.write(bytes);
  });
  far.on('data', (bytes) => near.write(bytes));
  far.on('error', () => near.destroy()).once('close', () => near.destroy());
  near.once('close', () => far.destroy());
}
