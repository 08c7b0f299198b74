import type { ServerHttp2Stream } from 'node:http2';
import { SERVICE } from '../../headscale/grpc/descriptors.ts';
import type { Core } from '../core.ts';
import type { Caller } from '../rules/credentials.ts';
import { CODES, SandboxStatus, ServerDied, unknownMethod } from '../status.ts';
import type { Codec } from './codec.ts';
import { frame, messagesOf } from './frames.ts';
import type { Reflection } from './reflection.ts';
import { statusTrailers } from './status-trailers.ts';

/** What one listener serves. */
export interface GrpcService {
  readonly core: Core;
  readonly codecs: ReadonlyMap<string, Codec>;
  /** Absent where this listener has none. */
  readonly reflection: Reflection | undefined;
  /** True on the unix socket, where nobody shows a key. */
  readonly trusted: boolean;
}

const ANSWER_HEADERS = { ':status': 200, 'content-type': 'application/grpc' };

/** Answers one gRPC request, in grpc-go's order: the method, the body, the key, the rule. */
export async function serve(
  service: GrpcService,
  stream: ServerHttp2Stream,
  path: string,
  authorization: string | undefined,
): Promise<void> {
  const caller: Caller = service.trusted
    ? { trusted: true }
    : { trusted: false, ...(authorization === undefined ? {} : { authorization }) };
  try {
    const [name, method] = splitPath(path);
    if (service.reflection?.serves(name) && method === 'ServerReflectionInfo') {
      await reflect(service.reflection, stream);
      return;
    }
    const codec = codecFor(service, name, method);
    const request = codec.decodeRequest(await onlyMessage(stream));
    const response = await service.core.call(method, request, caller);
    answer(stream, codec.encodeResponse(response));
  } catch (error) {
    if (!(error instanceof ServerDied)) refuse(stream, error);
  }
}

function splitPath(path: string): readonly [string, string] {
  const match = /^\/(.+)\/([^/]*)$/.exec(path);
  if (!match) throw new SandboxStatus(CODES.unimplemented, `malformed method name: ${JSON.stringify(path)}`);
  return [match[1] ?? '', match[2] ?? ''];
}

function codecFor(service: GrpcService, name: string, method: string): Codec {
  if (name !== SERVICE) throw new SandboxStatus(CODES.unimplemented, `unknown service ${name}`);
  const codec = service.core.has(method) ? service.codecs.get(method) : undefined;
  if (!codec) throw unknownMethod(method, SERVICE);
  return codec;
}

async function onlyMessage(stream: ServerHttp2Stream): Promise<Buffer> {
  for await (const message of messagesOf(stream)) return message;
  throw new SandboxStatus(CODES.internal, 'EOF');
}

async function reflect(reflection: Reflection, stream: ServerHttp2Stream): Promise<void> {
  stream.respond(ANSWER_HEADERS, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(statusTrailers()));
  for await (const message of messagesOf(stream)) stream.write(frame(reflection.answer(message)));
  stream.end();
}

function answer(stream: ServerHttp2Stream, message: Uint8Array): void {
  if (stream.destroyed || stream.closed) return;
  stream.respond(ANSWER_HEADERS, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(statusTrailers()));
  stream.end(frame(message));
}

function refuse(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.destroyed || stream.closed) return;
  if (stream.headersSent) stream.close();
  else stream.resume().respond({ ...ANSWER_HEADERS, ...statusTrailers(error) }, { endStream: true });
}
