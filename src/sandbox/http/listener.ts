import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { ListenAt, Listener } from '../listener.ts';
import { listen } from '../listener.ts';
import { ServerDied } from '../status.ts';
import type { TlsIdentity } from '../tls/certificate.ts';
import type { HttpAnswer, HttpHandler, HttpRequest } from './exchange.ts';
import { BodyTooLarge, text } from './exchange.ts';

/** Starts to listen for HTTP/1.1. */
export function listenForHttp(
  handler: HttpHandler,
  at: ListenAt,
  tls: TlsIdentity | undefined,
): Promise<Listener> {
  const answer = (incoming: IncomingMessage, response: ServerResponse) => {
    void serve(handler, incoming, response);
  };
  // The main port speaks HTTP/1.1 alone, with TLS too.
  const server = tls
    ? createSecureServer({ ...tls, ALPNProtocols: ['http/1.1'] }, answer)
    : createServer(answer);
  return listen(server, at);
}

async function serve(
  handler: HttpHandler,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  incoming.on('error', () => undefined);
  response.on('error', () => undefined);
  try {
    send(incoming, response, await handler(requestOf(incoming)));
  } catch (error) {
    // The process is gone, and with it this connection.
    if (error instanceof ServerDied) incoming.socket.destroy();
    else send(incoming, response, text(500, `sandbox: ${String(error)}`));
  }
}

function requestOf(incoming: IncomingMessage): HttpRequest {
  const [path = '', ...query] = (incoming.url ?? '').split('?');
  return {
    method: incoming.method ?? '',
    path,
    query: new URLSearchParams(query.join('?')),
    authorization: incoming.headers.authorization,
    contentType: incoming.headers['content-type'],
    body: (limit) => bodyOf(incoming, limit),
  };
}

async function bodyOf(incoming: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= limit) throw new BodyTooLarge();
  }
  return Buffer.concat(chunks);
}

function send(incoming: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  if (response.destroyed || response.headersSent) return;
  const { status, contentType, body = '', headers = {} } = answer;
  response.writeHead(status, {
    ...headers,
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
  // What nobody read of the request must not hold the connection up.
  incoming.resume();
}
