import http from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerAddress } from '../address.ts';
import { dial } from '../dial.ts';
import { connectTls, type TlsTrust } from '../tls.ts';

/**
 * How long a connection that nobody uses is kept, in milliseconds. Servers and proxies close theirs later (Headscale
 * after 30 s), so that a call seldom meets a connection which is being closed at that very moment.
 */
const KEEP_IDLE_MS = 5000;

/** Says that a call was not sent, because the connection it was meant for is gone. */
export class ConnectionGone extends Error {}

/**
 * One connection of HTTP/1.1, made when it is needed and made again when it was lost. Calls follow one another.
 * While a change is under way no new connection is made: what was learnt of the server on one connection must not
 * be believed of the next.
 */
export class Connection {
  /** False where the server ends each connection after one answer. */
  keepsAlive = true;
  /** Calls and changes under way. */
  busy = 0;
  readonly agent: http.Agent;
  readonly #address: ServerAddress;
  readonly #trust: TlsTrust;
  readonly #open = new Set<net.Socket>();
  readonly #closing = new AbortController();
  #made = 0;
  #socket: Duplex | undefined;
  #changing = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(address: ServerAddress, trust: TlsTrust) {
    this.#address = address;
    this.#trust = trust;
    this.agent = new OneSocketAgent(() => this.#connect());
  }

  /**
   * Makes a call when those before it are done. The agent alone would not wait: it counts a connection only when it
   * stands, and opens another meanwhile.
   */
  inTurn<T>(call: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(call);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /**
   * Goes up by one when the connection is made and by one when it is gone: odd while there is one. One that the
   * other side has ended is gone, even before this side has closed it.
   */
  get generation(): number {
    const socket = this.#socket;
    const isThere = socket !== undefined && !socket.destroyed && !socket.readableEnded;
    return 2 * this.#made - (isThere ? 1 : 0);
  }

  /** Makes a call that must go over the present connection or over none. */
  async whileShut<T>(call: () => Promise<T>): Promise<T> {
    this.#changing += 1;
    try {
      return await call();
    } finally {
      this.#changing -= 1;
    }
  }

  close(): void {
    this.agent.destroy();
    this.#closing.abort();
    for (const socket of this.#open) socket.destroy();
  }

  async #connect(): Promise<Duplex> {
    if (this.#changing > 0) throw new ConnectionGone('the connection was lost before the call was sent');
    const plain = await this.#dial();
    const { host, tls } = this.#address;
    // With certificate files Headscale's web port speaks HTTP/1.1 alone: a handshake that offers h2 only fails.
    const peer = { ...this.#trust, host, alpn: ['http/1.1'] };
    const socket = tls ? await connectTls(plain, peer, () => this.#dial()) : plain;
    this.#made += 1;
    this.#socket = socket;
    return socket;
  }

  async #dial(): Promise<net.Socket> {
    const socket = await dial(this.#address, this.#closing.signal);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  }
}

/** Keeps one socket, and has it made by us: TLS by our own rules. */
class OneSocketAgent extends http.Agent {
  readonly #connect: () => Promise<Duplex>;

  constructor(connect: () => Promise<Duplex>) {
    super({ keepAlive: true, maxSockets: 1, maxFreeSockets: 1, timeout: KEEP_IDLE_MS });
    this.#connect = connect;
  }

  override createConnection(
    _options: http.ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#connect().then(
      (socket) => callback?.(null, socket),
      // The agent reads the error first and takes no stream then, whatever its type says.
      (error: Error) => callback?.(error, new net.Socket()),
    );
    return undefined;
  }
}
