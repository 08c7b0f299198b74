import http2 from 'node:http2';

/** One call as it came over the wire. */
export interface SeenCall {
  readonly rpc: string;
  /** The whole request message. */
  readonly body: Buffer;
  readonly authorization: string | undefined;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
}

/** How a fake server answers: a status, a message, not at all, or by breaking the connection. */
export type FakeAnswer =
  | { readonly code: number; readonly details: string }
  /** `last`: the connection takes no call after this one. */
  | { readonly bytes: Uint8Array; readonly last?: boolean }
  | 'break the connection'
  | 'say nothing';

/** A gRPC server without any rule of Headscale: it answers what a test says. */
export interface FakeGrpc {
  readonly port: number;
  readonly seen: readonly SeenCall[];
  /** Names of the calls that were no probes: with a key, or with another body than the one byte 07. */
  realCalls(): string[];
  stop(): Promise<void>;
}

/** Listens on loopback, in clear. */
export async function startFakeGrpc(answer: (call: SeenCall) => FakeAnswer, port = 0): Promise<FakeGrpc> {
  const seen: SeenCall[] = [];
  const sessions = new Map<http2.Http2Session, number>();
  let connections = 0;
  const server = http2.createServer();
  server.on('session', (session) => {
    connections += 1;
    sessions.set(session, connections);
    session.on('error', () => {});
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    const { session } = stream;
    const parts: Buffer[] = [];
    stream.on('error', () => {});
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      // Streams of a broken connection end too.
      if (stream.destroyed) return;
      const call: SeenCall = {
        rpc: String(headers[':path']).split('/').at(-1) ?? '',
        body: Buffer.concat(parts).subarray(5),
        authorization: headers.authorization,
        connection: (session && sessions.get(session)) ?? 0,
      };
      seen.push(call);
      reply(stream, answer(call));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    seen,
    realCalls: () => seen.filter((call) => !isProbe(call)).map(({ rpc }) => rpc),
    stop: () =>
      new Promise((resolve) => {
        for (const session of sessions.keys()) session.destroy();
        server.close(() => resolve());
      }),
  };
}

/** True for what hs sends to find out the release: the one byte that nothing can decode. */
export function isProbe({ body }: Pick<SeenCall, 'body'>): boolean {
  return body.equals(Buffer.of(0x07));
}

function reply(stream: http2.ServerHttp2Stream, answer: FakeAnswer): void {
  if (answer === 'say nothing') return;
  if (answer === 'break the connection') {
    stream.session?.socket.destroy();
    return;
  }
  const headers = { ':status': 200, 'content-type': 'application/grpc' };
  if ('code' in answer) {
    const status = { 'grpc-status': answer.code, 'grpc-message': encodeURIComponent(answer.details) };
    stream.respond({ ...headers, ...status }, { endStream: true });
    return;
  }
  if (answer.last) stream.session?.goaway();
  stream.respond(headers, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(answer.bytes.length, 1);
  stream.end(Buffer.concat([frame, answer.bytes]));
}

/** Answers probes as a release does that has exactly these methods, and everything else with `rest`. */
export function likeRelease(
  methods: readonly string[],
  rest: (call: SeenCall) => FakeAnswer,
): (call: SeenCall) => FakeAnswer {
  return (call) => {
    if (!isProbe(call)) return rest(call);
    return methods.includes(call.rpc)
      ? {
          code: 13,
          details: 'grpc: error unmarshalling request: proto: cannot parse invalid wire-format data',
        }
      : { code: 12, details: `unknown method ${call.rpc} for service headscale.v1.HeadscaleService` };
  };
}

/** The probed methods that 0.29 has. */
export const METHODS_OF_0_29 = [
  'ListUsers',
  'SetApprovedRoutes',
  'Health',
  'DeletePreAuthKey',
  'CheckPolicy',
];
