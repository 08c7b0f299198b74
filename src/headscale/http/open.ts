import type { EarlyCall, Transport } from '../api.ts';
import type { HeadscaleServer } from '../connect.ts';
import type { CallOptions } from '../port.ts';
import { HttpClient } from './client.ts';
import type { Connection } from './connection.ts';
import type { HttpRelease } from './detect.ts';
import type { Answer, Failure } from './exchange.ts';
import { explainFailure, explainPage, type FailedCall } from './explain.ts';
import type { Sender } from './json-wire.ts';
import { ReleaseGates } from './release-gates.ts';
import { changeable, speak } from './spoken.ts';

/** Lists whose request is the same in every release that speaks HTTP. */
const EARLY_PATHS: Readonly<Record<EarlyCall, string>> = {
  ListUsers: '/api/v1/user',
  ListNodes: '/api/v1/node',
  ListApiKeys: '/api/v1/apikey',
};

/** HTTP/1.1: the REST gateway of 0.23 to 0.29, and the API of 0.30. Nothing is sent before a call. */
export function httpTransport(server: HeadscaleServer): Transport {
  const client = new HttpClient(server);
  const early = new Map<string, Promise<Answer | Failure>>();
  const gates = new ReleaseGates(client);
  let found: Promise<HttpRelease> | undefined;

  function release(options: CallOptions): Promise<HttpRelease> {
    if (!found) {
      const mine = client.onOne(undefined, (connection) => gates.of(connection).seen(options));
      found = mine;
      mine.catch(() => {
        if (found === mine) found = undefined;
      });
    }
    return found;
  }

  const reading = senderOf(server, async (request, { timeoutMs }, signal) => {
    const sent = request.method === 'GET' ? early.get(request.path) : undefined;
    early.delete(request.path);
    return await (sent ?? client.read(request, { timeoutMs, signal, authorised: true }));
  });

  const changingOn = (connection: Connection) =>
    senderOf(server, (request, { timeoutMs }, signal) =>
      client.send(connection, request, { timeoutMs, signal, authorised: true }),
    );

  return {
    name: 'HTTP',
    release,
    sendEarly(call, options) {
      const path = EARLY_PATHS[call];
      if (!early.has(path)) {
        early.set(path, client.read({ method: 'GET', path }, { ...options, authorised: true }));
      }
    },
    // Each call makes its connection itself, and does not tell when it has left.
    underWay: async () => {},
    async reading(options) {
      const seen = await release(options).catch((error: unknown) => {
        // They would be old news by the time somebody asks for them.
        early.clear();
        throw error;
      });
      return speak(seen, reading);
    },
    changing: async (options, call) =>
      await client.onOne(
        (connection) => gates.has(connection),
        async (connection) => {
          const spoken = speak(changeable(await gates.current(connection, options)), changingOn(connection));
          return await connection.whileShut(() => call(spoken));
        },
      ),
    close: () => client.close(),
  };
}

function senderOf(
  server: HeadscaleServer,
  send: (
    request: Parameters<Sender['send']>[0],
    call: FailedCall,
    signal: AbortSignal | undefined,
  ) => Promise<Answer | Failure>,
): Sender {
  return {
    timeoutMs: server.timeoutMs,
    hasKey: server.apiKey !== undefined,
    async send(request, call, signal) {
      const result = await send(request, call, signal);
      if (result.kind === 'answer') return result;
      throw await explainFailure(server, call, result);
    },
    explainPage: (call, answer) => explainPage(server, call, answer),
  };
}
