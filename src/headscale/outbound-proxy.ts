import type net from 'node:net';
import { ProxyFailure } from './proxy-fault.ts';
import { connectTls } from './tls.ts';

/** A proxy that connections to a server are made through, by CONNECT. */
export interface OutboundProxy {
  /** A name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether TLS is spoken to the proxy itself. */
  readonly tls: boolean;
  /** `http://proxy.example:3128`: as it may be shown, without user name and password. */
  readonly text: string;
  /** The variable that names it. */
  readonly variable: string;
  /** What the proxy is told of who asks. A secret. */
  readonly authorization: string | undefined;
}

/** Much more than any proxy has to say before it is silent. */
const LONGEST_HEAD = 64 * 1024;

/** The logins that proxies know; what else they name is not repeated. */
const LOGINS = ['Basic', 'Digest', 'NTLM', 'Negotiate'];

/**
 * Has a proxy connect to `target` (`hs.example.org:443`), over a socket that is connected to the proxy. Answers the
 * socket that leads there; nothing but the target and the proxy's own login has been sent by then.
 * @throws ProxyFailure; the caller lets go of the socket
 */
export async function throughProxy(
  socket: net.Socket,
  proxy: OutboundProxy,
  target: string,
  reconnect: () => Promise<net.Socket>,
  signal?: AbortSignal,
): Promise<net.Socket> {
  const way = proxy.tls ? await secured(socket, proxy, reconnect, signal) : socket;
  try {
    const { status, asks } = await connect(way, proxy, target, signal);
    if (status >= 200 && status < 300) return way;
    throw new ProxyFailure({ kind: 'answer', status, asks });
  } catch (error) {
    way.destroy();
    throw error;
  }
}

/** Trusted as this machine trusts: what a context says of certificates is about its server. */
async function secured(
  socket: net.Socket,
  proxy: OutboundProxy,
  reconnect: () => Promise<net.Socket>,
  signal: AbortSignal | undefined,
): Promise<net.Socket> {
  let current = socket;
  const onAbort = () => void current.destroy();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await connectTls(socket, { host: proxy.host, alpn: ['http/1.1'] }, async () => {
      current = await reconnect();
      return current;
    });
  } catch (error) {
    current.destroy();
    if (signal?.aborted) throw new ProxyFailure({ kind: 'silent' });
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new ProxyFailure({ kind: 'tls', text: `${code} ${message}`.trim() });
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

interface ProxyAnswer {
  readonly status: number;
  readonly asks: string;
}

function connect(
  socket: net.Socket,
  { authorization }: OutboundProxy,
  target: string,
  signal: AbortSignal | undefined,
): Promise<ProxyAnswer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const settle = (act: () => void) => {
      socket.off('readable', onReadable).off('error', onEnd).off('end', onEnd).off('close', onEnd);
      signal?.removeEventListener('abort', onAbort);
      act();
    };
    const fail = (kind: 'silent' | 'hung_up' | 'no_proxy') =>
      settle(() => reject(new ProxyFailure({ kind })));
    const onAbort = () => fail('silent');
    const onEnd = () => fail(received.length === 0 ? 'hung_up' : 'no_proxy');
    const onReadable = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
        received = Buffer.concat([received, Buffer.from(chunk)]);
      }
      const end = received.indexOf('\r\n\r\n');
      const answer = readAnswer(received.toString('latin1', 0, end < 0 ? received.length : end));
      if (end < 0 && answer !== 'no proxy' && received.length < LONGEST_HEAD) return;
      if (end < 0 || typeof answer === 'string') return fail('no_proxy');
      settle(() => {
        // What the server says first belongs to whoever talks to it.
        if (received.length > end + 4) socket.unshift(received.subarray(end + 4));
        resolve(answer);
      });
    };
    socket.on('readable', onReadable).once('error', onEnd).once('end', onEnd).once('close', onEnd);
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    const lines = [`CONNECT ${target} HTTP/1.1`, `Host: ${target}`, 'User-Agent: hs'];
    if (authorization !== undefined) lines.push(`Proxy-Authorization: ${authorization}`);
    // Bytes, since NODE_DEBUG shows texts in full.
    socket.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
  });
}

function readAnswer(head: string): ProxyAnswer | 'unfinished' | 'no proxy' {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  if (status === undefined) {
    return head.length < 'HTTP/1.1 200'.length && 'HTTP/1.'.startsWith(head.slice(0, 7))
      ? 'unfinished'
      : 'no proxy';
  }
  const offered = [...head.matchAll(/^proxy-authenticate:(.*)$/gim)].map((match) => match[1] ?? '').join(' ');
  const asks = LOGINS.filter((login) => new RegExp(`\\b${login}\\b`, 'i').test(offered)).join(', ');
  return { status: Number(status), asks };
}
