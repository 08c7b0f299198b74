import http from 'node:http';
import { hostAndPort, type ServerAddress } from '../address.ts';
import { type Connection, ConnectionGone } from './connection.ts';

/** One request, with the path as it stands behind the prefix of the server. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Encoded, with its query. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
  /** How many bytes the answer may have, where fewer than for any call are enough. */
  readonly largest?: number;
}

export interface SendOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** The API key; left out for questions that need none, so that none is given away. */
  readonly apiKey?: string | undefined;
}

/** An answer as it came, of whatever status. Redirects are answers too: none is followed. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Empty where the answer does not say. */
  readonly headers: {
    readonly contentType: string;
    readonly date: string;
    readonly location: string;
    /** `www-authenticate`: a login of a proxy, for Headscale never sends it. */
    readonly challenge: string;
  };
  readonly body: string;
}

/** No answer, or none that is whole. */
export interface Failure {
  readonly kind: 'failure';
  readonly why: 'cancelled' | 'timeout' | 'gone' | 'too_large' | 'broken';
  /** False where nothing of the request can have left this machine. */
  readonly sent: boolean;
  /** True where the connection had carried a call before: the server may have closed it meanwhile. */
  readonly reused: boolean;
  readonly error: NodeJS.ErrnoException | undefined;
}

/** A list of 100,000 nodes is about 100 MB; more than this is no list, and no text that Node can hold. */
const LARGEST_ANSWER = 400 * 1024 * 1024;

/** Sends one request over a connection and reads the answer. Never throws: the caller reads what became of it. */
export function exchange(
  connection: Connection,
  address: ServerAddress,
  request: HttpRequest,
  { timeoutMs, signal, apiKey }: SendOptions,
): Promise<Answer | Failure> {
  return new Promise((resolve) => {
    let sent = false;
    const call = http.request({
      agent: connection.agent,
      method: request.method,
      path: `${address.prefix}${request.path}`,
      headers: headersOf(address, request, apiKey),
    });
    const settle = (result: Answer | Failure) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const fail = (why: Failure['why'], error?: NodeJS.ErrnoException) => {
      settle({ kind: 'failure', why, sent, reused: call.reusedSocket, error });
      call.destroy();
    };
    const onAbort = () => fail('cancelled');
    const timer = setTimeout(() => fail('timeout'), timeoutMs);
    call.once('socket', () => {
      sent = true;
    });
    call.on('error', (error) => fail(error instanceof ConnectionGone ? 'gone' : 'broken', error));
    call.once('response', (response) => {
      connection.keepsAlive = response.httpVersion === '1.1' && response.headers.connection !== 'close';
      readBody(response, request.largest ?? LARGEST_ANSWER).then(
        (body) => settle(answerOf(response, body)),
        (error: Error) => fail(error instanceof TooLarge ? 'too_large' : 'broken', error),
      );
    });
    if (signal?.aborted) onAbort();
    else {
      signal?.addEventListener('abort', onAbort, { once: true });
      call.end(request.body);
    }
  });
}

function headersOf(address: ServerAddress, { body }: HttpRequest, apiKey: string | undefined) {
  return {
    host: hostHeader(address),
    'user-agent': 'hs',
    accept: 'application/json',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  };
}

function hostHeader(address: ServerAddress): string {
  if (address.kind === 'unix') return address.host;
  return hostAndPort(address).replace(address.tls ? /:443$/ : /:80$/, '');
}

class TooLarge extends Error {}

/** By events: iterating would end the connection together with the answer. */
function readBody(response: http.IncomingMessage, largest: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > largest) reject(new TooLarge(`more than ${largest} bytes`));
      else chunks.push(chunk);
    });
    response.once('error', reject);
    response.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

function answerOf({ statusCode, headers }: http.IncomingMessage, body: string): Answer {
  return {
    kind: 'answer',
    status: statusCode ?? 0,
    headers: {
      contentType: (headers['content-type'] ?? '').toLowerCase(),
      date: headers.date ?? '',
      location: headers.location ?? '',
      challenge: headers['www-authenticate'] ?? '',
    },
    body,
  };
}

/** What an answer says of itself: its media type without parameters. */
export function mediaType({ headers }: Answer): string {
  return headers.contentType.split(';', 1)[0]?.trim() ?? '';
}

/** The object that a JSON answer holds; undefined for anything else. */
export function jsonObject(answer: Answer): Readonly<Record<string, unknown>> | undefined {
  if (!/^application\/(\w+\+)?json$/.test(mediaType(answer))) return undefined;
  try {
    const value: unknown = JSON.parse(answer.body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
