import http2 from 'node:http2';
import type net from 'node:net';
import { isProbe } from './fake-grpc.ts';

/** What is done to a changing call: `answer lost` lets the server act and breaks every connection then. */
export type Fault = 'none' | 'refused' | 'never answered' | 'answer lost';

/** A server that stands before another and does not always behave. */
export interface FaultyGrpc {
  readonly address: string;
  /** Names of the changing calls that came, in their order. */
  readonly changes: readonly string[];
  /** The most changing calls that were under way at the same time: from the first on, and until the first answer. */
  readonly mostAtOnce: number;
  readonly mostBeforeAnAnswer: number;
  /** Breaks every connection and takes no new one, as a server that is being restarted. */
  down(): Promise<void>;
  /** Listens again, at the same place. */
  up(): Promise<void>;
  stop(): Promise<void>;
}

interface Call {
  readonly rpc: string;
  readonly headers: http2.IncomingHttpHeaders;
  readonly body: Buffer;
}

const READS = /^(List|Get|Health|CheckPolicy|ServerReflectionInfo)/;

/**
 * Passes gRPC calls in clear on to another server, all but those that something is to happen to.
 * @param faultOf is told of each changing call, by name and number from 1 on
 */
export async function startFaultyGrpc(
  target: { readonly address: string },
  faultOf: (rpc: string, number: number) => Fault = () => 'none',
): Promise<FaultyGrpc> {
  const changes: string[] = [];
  const sockets = new Set<net.Socket>();
  let underWay = 0;
  let mostAtOnce = 0;
  let mostBeforeAnAnswer = 0;
  let answered = false;
  let far: http2.ClientHttp2Session | undefined;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    far?.destroy();
    far = undefined;
  };
  const pass = (call: Call): Promise<Passed> => {
    if (!far || far.closed || far.destroyed) far = http2.connect(target.address).on('error', () => {});
    return forward(far, call);
  };

  async function serve(stream: http2.ServerHttp2Stream, call: Call): Promise<void> {
    if (isProbe(call) || READS.test(call.rpc)) return answer(stream, await pass(call));
    changes.push(call.rpc);
    const fault = faultOf(call.rpc, changes.length);
    underWay += 1;
    mostAtOnce = Math.max(mostAtOnce, underWay);
    if (!answered) mostBeforeAnAnswer = mostAtOnce;
    stream.once('close', () => {
      underWay -= 1;
      answered = true;
    });
    if (fault === 'never answered') return;
    if (fault === 'refused') return answer(stream, REFUSED);
    const passed = await pass(call);
    if (fault === 'answer lost') cut();
    else answer(stream, passed);
  }

  const server = http2.createServer();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('sessionError', () => {});
  server.on('stream', (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on('error', () => {});
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      if (stream.destroyed) return;
      const rpc = String(headers[':path']).split('/').at(-1) ?? '';
      // A connection that breaks takes its calls with it.
      serve(stream, { rpc, headers, body: Buffer.concat(parts).subarray(5) }).catch(() => stream.destroy());
    });
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const listening = server.address();
  const port = typeof listening === 'object' && listening ? listening.port : 0;
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });
  return {
    address: `http://127.0.0.1:${port}`,
    changes,
    get mostAtOnce() {
      return mostAtOnce;
    },
    get mostBeforeAnAnswer() {
      return mostBeforeAnAnswer;
    },
    down,
    up: () => listen(port),
    stop: async () => {
      if (server.listening) await down();
    },
  };
}

interface Passed {
  readonly body: Buffer;
  readonly status: string;
  readonly message: string;
}

/** What a server says whose database is busy. */
const REFUSED: Passed = { body: Buffer.alloc(0), status: '13', message: 'database is locked' };

function forward(session: http2.ClientHttp2Session, { headers, body }: Call): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const { ':path': path = '', authorization } = headers;
    const sent = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
    const stream = session.request({ ...sent, ...(authorization ? { authorization } : {}) });
    const parts: Buffer[] = [];
    let told: http2.IncomingHttpHeaders = {};
    const hear = (more: http2.IncomingHttpHeaders) => {
      told = { ...told, ...more };
    };
    stream.on('response', hear).on('trailers', hear);
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.once('error', reject);
    stream.once('end', () => {
      const status = String(told['grpc-status'] ?? '');
      if (status === '') reject(new Error('the server broke off'));
      else resolve({ body: Buffer.concat(parts), status, message: String(told['grpc-message'] ?? '') });
    });
    stream.end(framed(body));
  });
}

function answer(stream: http2.ServerHttp2Stream, { body, status, message }: Passed): void {
  if (stream.destroyed) return;
  const headers = { ':status': 200, 'content-type': 'application/grpc' };
  const trailers = { 'grpc-status': status, 'grpc-message': message };
  if (body.length === 0) {
    stream.respond({ ...headers, ...trailers }, { endStream: true });
    return;
  }
  stream.respond(headers, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.end(body);
}

function framed(body: Buffer): Buffer {
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(body.length, 1);
  return Buffer.concat([frame, body]);
}
