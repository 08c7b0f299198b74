import type { IncomingMessage, RequestOptions } from 'node:http';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { SandboxOptions } from '../../../src/sandbox/options.ts';
import type { RunningSandbox } from '../../../src/sandbox/running.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';

/** What came back over HTTP. */
interface WebAnswer {
  readonly status: number;
  readonly type: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body as the JSON object it must be. */
  json(): Record<string, unknown>;
}

/** How a request differs from one with the good key and a JSON body. */
interface WebRequest {
  /** null sends none. */
  readonly authorization?: string | null;
  readonly contentType?: string | null;
  readonly socketPath?: string;
}

/** A sandbox that is talked to over HTTP. */
export interface Web {
  readonly sandbox: RunningSandbox;
  /** Sends a path as it is. A body that is no text goes as JSON. Rejects where the connection breaks. */
  send(method: string, path: string, body?: unknown, how?: WebRequest): Promise<WebAnswer>;
  /** Sends to the API; answers its JSON, or `STATUS BODY` where the status is not 200. */
  api(method: string, path: string, body?: unknown): Promise<Record<string, unknown> | string>;
  end(): Promise<void>;
}

/** Starts a sandbox. */
export async function webOf(options: SandboxOptions): Promise<Web> {
  const sandbox = await startSandbox(options);
  const send: Web['send'] = (method, path, body, how = {}) => {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const { authorization = `Bearer ${sandbox.apiKey}`, contentType = 'application/json', socketPath } = how;
    const headers = {
      ...(authorization === null ? {} : { authorization }),
      ...(text === undefined || contentType === null ? {} : { 'content-type': contentType }),
      ...(text === undefined ? {} : { 'content-length': Buffer.byteLength(text) }),
    };
    const url = new URL(sandbox.httpAddress);
    const place = socketPath === undefined ? { host: url.hostname, port: url.port } : { socketPath };
    return exchange({ ...place, method, path, headers, agent: false }, text, sandbox.caPem);
  };
  return {
    sandbox,
    send,
    api: async (method, path, body) => {
      const answer = await send(method, `/api/v1${path}`, body);
      return answer.status === 200 ? answer.json() : `${answer.status} ${answer.text.trim()}`;
    },
    end: () => sandbox.stop(),
  };
}

function exchange(options: RequestOptions, body: string | undefined, ca: string | null): Promise<WebAnswer> {
  return new Promise((resolve, reject) => {
    const sent = ca === null ? request(options) : secureRequest({ ...options, ca });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { statusCode: status = 0, headers } = response;
        const json = () => JSON.parse(text) as Record<string, unknown>;
        resolve({ status, type: headers['content-type'] ?? '', headers, text, json });
      });
    });
    sent.end(body);
  });
}
