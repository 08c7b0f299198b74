import net from 'node:net';

/** What stands between a program and a server, and can break at any moment. */
export interface Relay {
  /** To be listened with. */
  readonly server: net.Server;
  /** Ends every connection on both sides, as a server that dies does. */
  cut(): void;
  /** From now on no answer gets through, and nothing says so. */
  mute(): void;
}

/** Passes bytes on to a port of this machine. */
export function relayTo(port: number): Relay {
  const sockets = new Set<net.Socket>();
  let muted = false;
  const server = net.createServer((near) => {
    const far = net.connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    near.on('data', (bytes) => far.write(bytes)).once('close', () => far.destroy());
    far.on('data', (bytes) => !muted && near.write(bytes)).once('close', () => near.destroy());
  });
  return {
    server,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    mute() {
      muted = true;
    },
  };
}
