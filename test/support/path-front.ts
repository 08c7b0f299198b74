import http from 'node:http';
import http2 from 'node:http2';
import type net from 'node:net';

/** A proxy that has a server behind a path, and knows nothing of any other: gRPC in clear. */
export function grpcBehindPath(path: string, port: number): net.Server {
  const server = http2.createServer();
  server.on('stream', (near, { ':path': asked = '', ...headers }) => {
    near.on('error', () => {});
    if (!asked.startsWith(`${path}/`)) {
      near.respond({ ':status': 404 }, { endStream: true });
      return;
    }
    const client = http2.connect(`http://127.0.0.1:${port}`);
    client.on('error', () => near.destroy());
    const far = client.request({ ...headers, ':path': asked.slice(path.length) });
    let trailers: http2.IncomingHttpHeaders = {};
    far.on('trailers', (said) => {
      trailers = said;
    });
    far.on('response', (said, flags) => {
      // A refusal is a head and nothing else.
      const ended = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      near.respond(said, ended ? { endStream: true } : { waitForTrailers: true });
      if (!ended) far.pipe(near);
    });
    near.on('wantTrailers', () => near.sendTrailers(trailers));
    far.on('error', () => near.destroy());
    far.once('close', () => client.close());
    near.pipe(far);
  });
  server.on('sessionError', () => {});
  return server;
}

/** The same for HTTP/1.1. */
export function webBehindPath(path: string, port: number): net.Server {
  return http.createServer((request, response) => {
    const { url = '', method = 'GET', headers } = request;
    if (!url.startsWith(`${path}/`)) {
      response.writeHead(404).end();
      return;
    }
    const far = http.request({ host: '127.0.0.1', port, method, headers, path: url.slice(path.length) });
    far.on('error', () => response.destroy());
    far.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(far);
  });
}
