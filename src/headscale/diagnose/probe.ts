import net from 'node:net';
import tls from 'node:tls';
import type { ServerAddress } from '../address.ts';
import { dial } from '../dial.ts';
import { ProxyFailure } from '../proxy-fault.ts';
import type { TlsTrust } from '../tls.ts';

/** How far a connection of our own came. An error left out means silence until the signal. */
export type Opened =
  | { readonly stage: 'open'; readonly socket: net.Socket }
  | { readonly stage: 'connecting' | 'handshake'; readonly error: NodeJS.ErrnoException | undefined };

/** What answered a request without a key. */
export type HttpAnswer =
  | {
      readonly kind: 'http';
      readonly status: number;
      /** Names in small letters. */
      readonly headers: Readonly<Record<string, string>>;
      /** Its beginning. */
      readonly body: string;
    }
  | { readonly kind: 'http2' }
  | { readonly kind: 'tls' }
  | { readonly kind: 'banner'; readonly text: string }
  /** Ended without a word, or with an error such as a TLS alert. */
  | { readonly kind: 'closed'; readonly error?: NodeJS.ErrnoException }
  | { readonly kind: 'silent' };

/** Connects; never longer than the signal allows, and never with anything secret. */
export async function openSocket(address: ServerAddress, signal: AbortSignal): Promise<Opened> {
  try {
    const socket = await dial(address, signal);
    // Stays, so that an error of a socket that is done with ends nothing else.
    socket.on('error', () => {});
    return { stage: 'open', socket };
  } catch (error) {
    const isSilence = signal.aborted && !(error instanceof ProxyFailure);
    return { stage: 'connecting', error: isSilence ? undefined : (error as NodeJS.ErrnoException) };
  }
}

/**
 * Makes a TLS handshake without checking the certificate, so that it can be looked at. No key is ever sent over
 * such a connection.
 */
export async function openTls(
  address: ServerAddress,
  trust: TlsTrust,
  alpn: 'h2' | 'http/1.1',
  signal: AbortSignal,
): Promise<Opened> {
  const opened = await openSocket(address, signal);
  if (opened.stage !== 'open') return opened;
  const name = trust.serverName ?? address.host;
  const secure = tls.connect({
    socket: opened.socket,
    host: name,
    ...(net.isIP(name) === 0 ? { servername: name } : {}),
    ...trust.client,
    ALPNProtocols: [alpn],
    rejectUnauthorized: false,
  });
  const result = await settle(secure, signal);
  if (result.stage !== 'open') opened.socket.destroy();
  return result;
}

function settle(socket: tls.TLSSocket, signal: AbortSignal): Promise<Opened> {
  const stage = 'handshake';
  return new Promise((resolve) => {
    const finish = (result: Opened) => {
      signal.removeEventListener('abort', onAbort);
      socket.removeListener('close', onClose);
      if (result.stage !== 'open') socket.destroy();
      resolve(result);
    };
    const onAbort = () => finish({ stage, error: undefined });
    const onClose = () => finish({ stage, error: new Error('Socket closed') });
    socket.once('secureConnect', () => finish({ stage: 'open', socket }));
    // Stays, so that an error of a socket that is done with ends nothing else.
    socket.on('error', (error) => finish({ stage, error }));
    socket.once('close', onClose);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Enough for every header that tells something, and the beginning of a page. */
const ENOUGH_BYTES = 8192;

/**
 * Sends a GET without a key over an open socket and reads whatever comes back, HTTP or not. HTTP/1.1 is spoken
 * because every web server does, and because what is no HTTP must be seen as it is. Ends the socket.
 */
export function askOver(
  socket: net.Socket,
  address: ServerAddress,
  path: string,
  signal: AbortSignal,
  headers: readonly string[] = [],
): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const finish = (kind: 'closed' | 'silent', error?: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(readAnswer(received) ?? (kind === 'closed' && error ? { kind, error } : { kind }));
    };
    const onAbort = () => finish('silent');
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, Buffer.from(chunk)]);
      if (received.length >= ENOUGH_BYTES || isWhole(received)) finish('closed');
    });
    socket.once('end', () => finish('closed'));
    socket.once('error', (error) => finish('closed', error));
    socket.once('close', () => finish('closed'));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: ${hostHeader(address)}`,
      'User-Agent: hs',
      'Connection: close',
      ...headers,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}

function hostHeader(address: ServerAddress): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const usual = address.kind === 'unix' || address.port === (address.tls ? 443 : 80);
  return usual ? host : `${host}:${address.port}`;
}

/** Whether no more is needed: bytes of another protocol, or a head with the body it announces. */
function isWhole(bytes: Buffer): boolean {
  const answer = readAnswer(bytes);
  if (answer?.kind === 'http2' || answer?.kind === 'tls') return true;
  if (answer?.kind === 'banner') return bytes.includes('\n');
  if (answer?.kind !== 'http') return false;
  // 100 Continue waits for a body that is never sent.
  if (answer.status < 200) return true;
  const length = answer.headers['content-length'];
  if (length !== undefined) return answer.body.length >= Number(length);
  return answer.headers['transfer-encoding'] === 'chunked' && answer.body.endsWith('0\r\n\r\n');
}

function readAnswer(bytes: Buffer): HttpAnswer | undefined {
  if (bytes.length === 0) return undefined;
  // The frame that opens every HTTP/2 connection: a length below 256, then type 4, SETTINGS (RFC 9113, 3.4).
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[3] === 4) return { kind: 'http2' };
  // A TLS alert record (RFC 8446, 5.1).
  if (bytes[0] === 0x15 && bytes[1] === 0x03) return { kind: 'tls' };
  const text = bytes.toString('latin1');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text);
  if (!status) return { kind: 'banner', text: text.split('\n', 1)[0] ?? '' };
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const headers: Record<string, string> = {};
  for (const line of text.slice(0, end).split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { kind: 'http', status: Number(status[1]), headers, body: text.slice(end + 4) };
}
