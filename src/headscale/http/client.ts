import { HsError } from '../../errors.ts';
import type { HeadscaleServer } from '../connect.ts';
import { Connection } from './connection.ts';
import { type Answer, exchange, type Failure, type HttpRequest } from './exchange.ts';

/** As many as changes go out at the same time at most. */
const MOST_CONNECTIONS = 32;

export interface ClientCallOptions {
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** False leaves the API key out. */
  readonly authorised: boolean;
}

/**
 * The HTTP/1.1 side of one server: a few connections, each of which carries one call after another. Nothing is sent
 * before the first call, no redirect is followed, and no proxy of the environment is used.
 */
export class HttpClient {
  readonly server: HeadscaleServer;
  readonly #connections: Connection[] = [];

  /** Throws `credentials` for an API key that no header can carry. */
  constructor(server: HeadscaleServer) {
    if (server.apiKey !== undefined && !/^[\x21-\x7e]+$/.test(server.apiKey)) {
      throw new HsError('credentials', 'The API key holds characters that no API key has', {
        hint: 'Copy it again, without quotes and line breaks.',
      });
    }
    this.server = server;
  }

  /** Sends a call that changes nothing, over any connection or the one that is named. */
  async read(request: HttpRequest, options: ClientCallOptions, over?: Connection): Promise<Answer | Failure> {
    if (!over) return await this.onOne(undefined, (connection) => this.read(request, options, connection));
    const result = await this.send(over, request, options);
    // The server had closed the connection while nobody used it: the next one carries the call.
    const stale = result.kind === 'failure' && result.why === 'broken' && result.reused;
    return stale ? await this.send(over, request, options) : result;
  }

  /** Sends one call over one connection, once. */
  send(
    connection: Connection,
    request: HttpRequest,
    { timeoutMs, signal, authorised }: ClientCallOptions,
  ): Promise<Answer | Failure> {
    const { server } = this;
    return connection.inTurn(() =>
      exchange(connection, server.address, request, {
        timeoutMs: timeoutMs ?? server.timeoutMs,
        signal:
          signal && server.signal ? AbortSignal.any([signal, server.signal]) : (signal ?? server.signal),
        apiKey: authorised ? server.apiKey : undefined,
      }),
    );
  }

  /** Takes a connection that nobody uses: one that is `wanted` before others, a new one where all are busy. */
  async onOne<T>(
    wanted: ((connection: Connection) => boolean) | undefined,
    use: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const connection = this.#take(wanted);
    connection.busy += 1;
    try {
      return await use(connection);
    } finally {
      connection.busy -= 1;
    }
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #take(wanted: ((connection: Connection) => boolean) | undefined): Connection {
    const idle = this.#connections.filter(({ busy }) => busy === 0);
    const found = (wanted && idle.find(wanted)) ?? idle[0];
    if (found) return found;
    if (this.#connections.length < MOST_CONNECTIONS) {
      const fresh = new Connection(this.server.address, this.server.trust);
      this.#connections.push(fresh);
      return fresh;
    }
    return this.#connections.reduce((least, one) => (one.busy < least.busy ? one : least));
  }
}
