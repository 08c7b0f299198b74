import net from 'node:net';
import { Client, connectivityState, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { hostAndPort, type ServerAddress } from '../address.ts';
import { dial, firstHop, fromFirstHop } from '../dial.ts';
import { connectTls, type TlsTrust } from '../tls.ts';
import { ConnectionGate } from './connection-gate.ts';
import { SERVICE } from './descriptors.ts';

/** What one call needs beside its bytes. */
interface RawCallOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** False leaves the API key out: for probes, which need none and so give none away. */
  readonly authorised: boolean;
}

/** How a call ended: status 0 with bytes, or a gRPC status and its text. */
export interface RawAnswer {
  readonly code: number;
  readonly details: string;
  readonly bytes: Uint8Array | undefined;
}

/** A gRPC connection that carries bytes and knows no message. Never throws for a status: the caller reads it. */
export interface GrpcChannel {
  call(rpc: string, bytes: Uint8Array, options: RawCallOptions): Promise<RawAnswer>;
  /** What {@link messageHasField} finds, over this connection. */
  messageHasField(message: string, field: string, timeoutMs: number): Promise<boolean | undefined>;
  /** Makes the connection; ends once calls can leave, or after so many milliseconds. Never throws. */
  underWay(withinMs: number): Promise<void>;
  /** Which connection calls go to at present; changes when it is lost and made again. */
  generation(): number;
  /** Makes a call that must go to the present connection or to none. */
  onThisConnection<T>(call: () => Promise<T>): Promise<T>;
  /** Why the last connection attempt failed, where TLS or the socket said so. */
  lastError(): Error | undefined;
  close(): void;
}

/** What a connection does not become by waiting. */
const DECIDED: ReadonlySet<connectivityState> = new Set([
  connectivityState.READY,
  connectivityState.TRANSIENT_FAILURE,
  connectivityState.SHUTDOWN,
]);

/** Opens a channel; nothing is sent before the first call. */
export function openGrpcChannel(
  address: ServerAddress,
  apiKey: string | undefined,
  trust: TlsTrust,
  signal?: AbortSignal,
): GrpcChannel {
  const closing = new AbortController();
  const finish = async (socket: net.Socket) => {
    const plain = await fromFirstHop(socket, address, closing.signal);
    return address.tls ? await secure(plain, address, trust, closing.signal) : plain;
  };
  const gate = new ConnectionGate(finish, address.tls);
  const client = new Client(grpcTarget(address), gate, {
    // Each of these would send a call again, or elsewhere, without being asked.
    'grpc.enable_retries': 0,
    'grpc.service_config_disable_resolution': 1,
    'grpc.enable_http_proxy': 0,
    // A server that restarts is waited for while many things are changed; the usual step grows to two minutes.
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1000,
    // Lists of 10,000 nodes are beyond the 4 MiB that grpc-js allows.
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc-node.flow_control_window': 4 * 1024 * 1024,
    'grpc.primary_user_agent': 'hs',
    // grpc-js would make a name out of the path of a socket, or tell the server that of a proxy.
    'grpc.default_authority': authority(address),
  });
  return {
    call: (rpc, bytes, options) =>
      unary(client, `${address.prefix}/${SERVICE}/${rpc}`, bytes, apiKey, { signal, ...options }),
    messageHasField: async (message, field, timeoutMs) => {
      const { messageHasField } = await import('./reflection.ts');
      return await messageHasField(client, address.prefix, message, field, timeoutMs);
    },
    async underWay(withinMs) {
      await connectionDecided(client, withinMs);
      // What waited for the connection is written in this turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    },
    generation: () => gate.generation,
    onThisConnection: (call) => gate.whileShut(call),
    lastError: () => gate.lastError,
    close() {
      client.close();
      closing.abort();
    },
  };
}

function authority(address: ServerAddress): string {
  return address.kind === 'unix' ? address.host : hostAndPort(address);
}

/** What grpc-js connects to: a socket, a proxy or the server. The rest of the way is the gate's. */
function grpcTarget(address: ServerAddress): string {
  const hop = firstHop(address);
  if ('path' in hop) return `unix:${hop.path}`;
  const { host, port } = hop;
  if (net.isIPv4(host)) return `ipv4:${host}:${port}`;
  if (net.isIPv6(host)) return `ipv6:[${host}]:${port}`;
  return `dns:${host}:${port}`;
}

function secure(
  socket: net.Socket,
  address: ServerAddress,
  trust: TlsTrust,
  signal: AbortSignal,
): Promise<net.Socket> {
  // Servers with certificate files prefer http/1.1 when it is offered too (measured), so it is not.
  return connectTls(socket, { ...trust, host: address.host, alpn: ['h2'] }, () => dial(address, signal));
}

function unary(
  client: Client,
  path: string,
  bytes: Uint8Array,
  apiKey: string | undefined,
  options: RawCallOptions,
): Promise<RawAnswer> {
  const metadata = new Metadata();
  if (options.authorised && apiKey !== undefined) metadata.set('authorization', `Bearer ${apiKey}`);
  return new Promise((resolve) => {
    if (options.signal?.aborted) {
      resolve({ code: status.CANCELLED, details: 'Cancelled before sending', bytes: undefined });
      return;
    }
    const cancel = () => call.cancel();
    const call = client.makeUnaryRequest<Uint8Array, Uint8Array>(
      path,
      (request) => Buffer.from(request.buffer, request.byteOffset, request.byteLength),
      (response) => response,
      bytes,
      metadata,
      { deadline: Date.now() + options.timeoutMs },
      (error, answer) => {
        options.signal?.removeEventListener('abort', cancel);
        resolve(error ? failedAnswer(error) : { code: status.OK, details: '', bytes: answer });
      },
    );
    options.signal?.addEventListener('abort', cancel, { once: true });
  });
}

/**
 * Begins to connect where that was not yet done. Ends once the connection is made, has failed or is closed, or after so
 * many milliseconds.
 */
function connectionDecided(client: Client, withinMs: number): Promise<void> {
  const channel = client.getChannel();
  const deadline = Date.now() + withinMs;
  return new Promise((resolve) => {
    const look = (state: connectivityState) => {
      if (DECIDED.has(state)) resolve();
      else channel.watchConnectivityState(state, deadline, (error) => (error ? resolve() : lookAgain()));
    };
    // A channel that was closed meanwhile must not be asked to connect.
    const lookAgain = () => look(channel.getConnectivityState(false));
    look(channel.getConnectivityState(true));
  });
}

function failedAnswer(error: ServiceError): RawAnswer {
  // grpc-js says UNIMPLEMENTED where a server said OK without a message, which is no missing method.
  const empty = error.code === status.UNIMPLEMENTED && error.details === 'No message received';
  return { code: empty ? status.OK : error.code, details: error.details, bytes: undefined };
}
