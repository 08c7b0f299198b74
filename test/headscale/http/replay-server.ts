import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ProbeAnswer, recordedProbes } from './recorded.ts';

/** What a server answers. */
export interface Given {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A request as it came in. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** JSON where it is some, else text; undefined where there was none. */
  readonly body: unknown;
  readonly authorization: string | undefined;
  /** Which connection it came over: 1, 2, … */
  readonly connection: number;
}

/** A server on loopback that answers the questions for its release as a recorded one did, and calls as it is told. */
export interface ReplayServer {
  readonly url: string;
  /** Calls in order, without the questions for the release. */
  readonly calls: readonly Asked[];
  /** Everything in order. */
  readonly asked: readonly Asked[];
  /** How the next calls are answered; undefined cuts the connection. */
  answer: (asked: Asked) => Given | undefined | Promise<Given | undefined>;
  forget(): void;
  /** Ends every connection, as a restart does. */
  dropConnections(): void;
  /** Whether connections last longer than one answer; they do at first. */
  keepAlive(lasts: boolean): void;
  close(): Promise<void>;
}

/** `probes` decides how the questions for the release are answered; by default as a server of that version did. */
export async function replayServer(
  version: string,
  probes: readonly ProbeAnswer[] = recordedProbes().get(version) ?? [],
): Promise<ReplayServer> {
  const asked: Asked[] = [];
  const calls: Asked[] = [];
  let keepsAlive = true;
  const connections = new Map<unknown, number>();
  const server = http.createServer((request, response) => {
    const { method = '', url = '', headers, socket } = request;
    if (!connections.has(socket)) connections.set(socket, connections.size + 1);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { authorization } = headers;
      const one: Asked = {
        method,
        path: url,
        body: readBody(Buffer.concat(chunks).toString()),
        authorization,
        connection: connections.get(socket) ?? 0,
      };
      asked.push(one);
      const probe = probes.find(({ path, key }) => path === url && key === (authorization !== undefined));
      const isProbe = probe !== undefined && method === 'GET' && !(probe.key && url === '/api/v1/health');
      if (!isProbe) calls.push(one);
      const given = isProbe ? probe : await self.answer(one);
      if (!given) return void socket.destroy();
      if (!keepsAlive) response.setHeader('connection', 'close');
      response.statusCode = given.status;
      if (given.contentType !== '') response.setHeader('content-type', given.contentType);
      response.end(given.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: ReplayServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    asked,
    answer: () => undefined,
    dropConnections: () => server.closeAllConnections(),
    keepAlive(lasts) {
      keepsAlive = lasts;
    },
    forget() {
      asked.length = 0;
      calls.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return self;
}

/** A JSON answer. */
export function json(value: unknown, status = 200): Given {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

function readBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
