import { setImmediate } from 'node:timers/promises';
import { HsError } from '../../errors.ts';
import { withAssumedRelease } from '../assumed-release.ts';
import type { CallOptions } from '../port.ts';
import { type ReleaseGate, releaseGate } from '../release-gate.ts';
import type { HttpClient } from './client.ts';
import type { Connection } from './connection.ts';
import { type HttpRelease, lookAtRelease } from './detect.ts';
import type { Answer } from './exchange.ts';
import { explainFailure, explainPage, type FailedCall } from './explain.ts';
import { askVersionPage, NO_PAGE } from './version-page.ts';

/** What stands for a call in the words about a look that failed. */
const LOOK = 'the question for its release';

/** Knows the release behind each connection of a client. */
export class ReleaseGates {
  readonly #client: HttpClient;
  readonly #gates = new Map<Connection, ReleaseGate<HttpRelease>>();
  /** Whether `/version` was no page but a way to be kept waiting: then it is asked no more. */
  #withoutVersion = false;

  constructor(client: HttpClient) {
    this.#client = client;
  }

  /** Whether the release was looked for over this connection before. */
  has(connection: Connection): boolean {
    return this.#gates.has(connection);
  }

  of(connection: Connection): ReleaseGate<HttpRelease> {
    const known = this.#gates.get(connection);
    if (known) return known;
    const gate = releaseGate<HttpRelease>({
      generation: () => connection.generation,
      detect: (options) => this.#look(connection, options),
      narrow: async (release) => release,
      unsteady: () => (connection.keepsAlive ? undefined : endsAfterEachAnswer()),
    });
    this.#gates.set(connection, gate);
    return gate;
  }

  /**
   * The release on the present connection, on which a change may then be made.
   * @throws HsError `unreachable` where no connection lasts that long
   */
  async current(connection: Connection, options: CallOptions): Promise<HttpRelease> {
    // A connection that the server has closed already is seen to be gone when the event loop has come round once.
    await setImmediate();
    await setImmediate();
    return await this.of(connection).current(options);
  }

  async #look(connection: Connection, options: CallOptions): Promise<HttpRelease> {
    const { server } = this.#client;
    const call: FailedCall = {
      rpc: LOOK,
      change: false,
      timeoutMs: options.timeoutMs ?? server.timeoutMs,
    };
    const release = await lookAtRelease({
      hasKey: server.apiKey !== undefined,
      explainPage: (answer) => explainPage(server, call, answer),
      ask: async (path, authorised) => {
        if (path === '/version') return await this.#versionPage(connection, options);
        const result = await this.#client.read(
          { method: 'GET', path },
          { ...options, authorised },
          connection,
        );
        if (result.kind === 'answer') return result;
        throw await explainFailure(server, call, result);
      },
    });
    return { ...release, ...withAssumedRelease(release, server.assumedRelease) };
  }

  /** `/version` only adds to what the API shows: a page that does not come is none. */
  async #versionPage(connection: Connection, options: CallOptions): Promise<Answer> {
    if (this.#withoutVersion) return NO_PAGE;
    const page = await askVersionPage(this.#client, options, connection);
    this.#withoutVersion = page === NO_PAGE;
    return page;
  }
}

function endsAfterEachAnswer(): HsError {
  return new HsError(
    'unreachable',
    'The server ends the connection after each answer, so nobody knows what a change would meet',
    { hint: 'Switch keep-alive on in the reverse proxy: keepalive_timeout in nginx.' },
  );
}
