import type { Http2Server, IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { ListenAt, Listener } from '../listener.ts';
import { listen } from '../listener.ts';
import { CODES, SandboxStatus, type StatusCode } from '../status.ts';
import { statusTrailers } from './status-trailers.ts';

/** Starts to listen for HTTP/2. `onStream` gets every request that is a gRPC call by its type and verb. */
export function listenForStreams(
  server: Http2Server,
  at: ListenAt,
  onStream: (stream: ServerHttp2Stream, path: string, authorization: string | undefined) => void,
): Promise<Listener> {
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const refusal = noCall(headers);
    if (refusal) stream.resume().respond(refusal, { endStream: true });
    else onStream(stream, headers[':path'] ?? '', headers.authorization);
  });
  return listen(server, at);
}

/** What grpc-go answers to a request that cannot be a call (measured on 0.23.0 and 0.29.2); undefined for one that can. */
function noCall(headers: IncomingHttpHeaders): OutgoingHttpHeaders | undefined {
  const type = headers['content-type'] ?? '';
  const verb = headers[':method'] ?? '';
  const answer = (httpStatus: number, code: StatusCode, text: string) => ({
    ':status': httpStatus,
    'content-type': 'application/grpc',
    ...statusTrailers(new SandboxStatus(code, text)),
  });
  if (!/^application\/grpc([+;]|$)/i.test(type)) {
    return answer(415, CODES.invalidArgument, `invalid gRPC request content-type ${JSON.stringify(type)}`);
  }
  if (verb === 'POST') return undefined;
  const text = `Received a HEADERS frame with :method ${JSON.stringify(verb)} which should be POST`;
  return answer(405, CODES.internal, text);
}
