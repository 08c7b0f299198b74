import type { Http2Server, ServerHttp2Stream } from 'node:http2';
import type { ListenAt, Listener } from '../listener.ts';
import { listen } from '../listener.ts';

/** Starts to listen for HTTP/2. `onStream` gets every request. */
export function listenForStreams(
  server: Http2Server,
  at: ListenAt,
  onStream: (stream: ServerHttp2Stream, path: string, authorization: string | undefined) => void,
): Promise<Listener> {
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    onStream(stream, headers[':path'] ?? '', headers.authorization);
  });
  return listen(server, at);
}
