import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import tls from 'node:tls';
import { Worker } from 'node:worker_threads';
import type { KeyPair } from './certificates.ts';

/** Listens with room for one connection, tells the port, and stops for good. */
const DEAF = `
  const server = require('node:net').createServer();
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
    require('node:worker_threads').parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** Servers of one test, all on loopback, ended together with every connection they still hold. */
export class Servers {
  readonly #ends: (() => Promise<void>)[] = [];

  /** Starts a server on a free port of an IP address, or on a socket by its path; answers the port (0 for a socket). */
  async listen(server: net.Server, place = '127.0.0.1'): Promise<number> {
    const sockets = new Set<net.Socket>();
    server.on('connection', (socket: net.Socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      if (net.isIP(place) === 0) server.listen(place, resolve);
      else server.listen(0, place, resolve);
    });
    this.#ends.push(
      () =>
        new Promise((resolve) => {
          for (const socket of sockets) socket.destroy();
          server.close(() => resolve());
        }),
    );
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Starts a port that answers no attempt to connect: its queue is full and nobody ever takes one out. */
  async deafPort(): Promise<number> {
    const worker = new Worker(DEAF, { eval: true });
    const port = await new Promise<number>((resolve) => worker.once('message', resolve));
    const fillers: net.Socket[] = [];
    const filled = new Promise<void>((resolve) => {
      let connected = 0;
      for (let i = 0; i < 8; i++) {
        const filler = net.connect(port, '127.0.0.1', () => {
          connected += 1;
          if (connected === 2) resolve();
        });
        filler.on('error', () => {});
        fillers.push(filler);
      }
    });
    this.#ends.push(async () => {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    });
    await filled;
    return port;
  }

  async end(): Promise<void> {
    await Promise.all(this.#ends.splice(0).map((end) => end()));
  }
}

/** A port that nothing listens on any more. */
export async function closedPort(): Promise<number> {
  const servers = new Servers();
  const port = await servers.listen(net.createServer());
  await servers.end();
  return port;
}

/** Does one thing with each connection. */
export function rawServer(act: (socket: net.Socket) => void): net.Server {
  return net.createServer(act);
}

/** Accepts, reads and never says a word. */
export function silentServer(): net.Server {
  return net.createServer((socket) => void socket.resume());
}

/** Finishes TLS, and never says a word after it. */
export function silentTlsServer(pair: KeyPair): net.Server {
  const server = tls.createServer({ ...pair, ALPNProtocols: ['h2', 'http/1.1'] }, (socket) => {
    socket.on('error', () => {});
    socket.resume();
  });
  server.on('tlsClientError', () => {});
  return server;
}

/** One answer of a web server. */
export interface WebAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a web server or a proxy answers, by method and path: `POST` is a gRPC call, `GET` a look without a key. */
export type WebRules = (method: string, path: string) => WebAnswer;

/** What the web servers of a test were asked. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** HTTP/1.1 in clear. */
export function webServer(rules: WebRules, seen: Request[] = []): net.Server {
  return http.createServer((request, response) => respond(request, response, rules, seen));
}

/** HTTP/1.1 over TLS, without HTTP/2. */
export function oldTlsWebServer(pair: KeyPair, rules: WebRules, seen: Request[] = []): net.Server {
  const server = tls.createServer({ ...pair, ALPNProtocols: ['http/1.1'] }, (socket) =>
    inner.emit('connection', socket),
  );
  const inner = http.createServer((request, response) => respond(request, response, rules, seen));
  server.on('tlsClientError', () => {});
  return server;
}

/** HTTP/2 and HTTP/1.1 over TLS, as a reverse proxy offers them. */
export function proxyServer(pair: KeyPair, rules: WebRules, seen: Request[] = []): net.Server {
  const server = http2.createSecureServer({ ...pair, allowHTTP1: true }, (request, response) =>
    respond(request, response, rules, seen),
  );
  server.on('sessionError', () => {});
  server.on('tlsClientError', () => {});
  return server;
}

/** HTTP/2 in clear: what a gRPC port without TLS looks like. `act` decides what becomes of each stream. */
export function plainHttp2Server(act: (stream: http2.ServerHttp2Stream) => void): net.Server {
  const server = http2.createServer();
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    act(stream);
  });
  server.on('sessionError', () => {});
  return server;
}

function respond(
  request: http.IncomingMessage | http2.Http2ServerRequest,
  response: http.ServerResponse | http2.Http2ServerResponse,
  rules: WebRules,
  seen: Request[],
): void {
  const { method = '', url = '', headers } = request;
  seen.push({ method, path: url, authorization: headers.authorization });
  const { status, headers: extra = {}, body = '' } = rules(method, url);
  response.statusCode = status;
  for (const [name, value] of Object.entries(extra)) response.setHeader(name, value);
  response.end(body);
}
