import type net from 'node:net';
import { CallCredentials, ChannelCredentials, type ChannelOptions, type experimental } from '@grpc/grpc-js';

/**
 * Channel credentials that make each connection themselves: they count the connections, and while the gate is
 * shut they refuse a new one. A changing call relies on it: what was learnt of the server on one connection must
 * not be believed of the next one, which grpc-js would open by itself.
 */
export class ConnectionGate extends ChannelCredentials {
  /**
   * Goes up when a connection is made and when it is gone; a release seen at one count says nothing at another. An
   * idle connection that a proxy closes while a person is asked is so looked for again, not found missing too late.
   */
  generation = 0;
  /** Why the last connection failed. */
  lastError: Error | undefined;
  /** Changing calls under way; no new connection is made meanwhile. */
  #changing = 0;
  readonly #finish: (socket: net.Socket) => Promise<net.Socket>;
  readonly #isSecure: boolean;

  /** `finish` goes on from a socket that grpc-js connected: to the server, and into TLS where it `isSecure`. */
  constructor(finish: (socket: net.Socket) => Promise<net.Socket>, isSecure: boolean) {
    super();
    this.#finish = finish;
    this.#isSecure = isSecure;
  }

  /** Runs a call on the connection that is there, or on none. */
  async whileShut<T>(call: () => Promise<T>): Promise<T> {
    this.#changing += 1;
    try {
      return await call();
    } finally {
      this.#changing -= 1;
    }
  }

  _isSecure(): boolean {
    return this.#isSecure;
  }

  _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  _createSecureConnector(
    _target: unknown,
    _options: ChannelOptions,
    callCredentials?: CallCredentials,
  ): experimental.SecureConnector {
    return {
      connect: (socket) => this.#connect(socket),
      waitForReady: async () => {},
      getCallCredentials: () => callCredentials ?? CallCredentials.createEmpty(),
      destroy() {},
    };
  }

  async #connect(socket: net.Socket): Promise<experimental.SecureConnectResult> {
    if (this.#changing > 0) throw new Error(GATE_SHUT);
    try {
      const result = await this.#finish(socket);
      this.generation += 1;
      result.once('close', () => {
        this.generation += 1;
      });
      return { socket: result, secure: this.#isSecure };
    } catch (error) {
      this.lastError = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}

/** Stands in the details of a call that was not sent because the connection it was meant for is gone. */
export const GATE_SHUT = 'the connection was lost before the call was sent';
