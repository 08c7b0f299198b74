import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { looksLikeSecret } from '../domain/secret.ts';
import { HsError } from '../errors.ts';
import type { OutboundProxy } from './outbound-proxy.ts';
import type { Tunnel } from './tunnel.ts';

/** A server reached over the network. */
export interface TcpAddress {
  readonly kind: 'tcp';
  /** A name in ASCII, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** What stands before every path on this server: empty, or `/x` without a slash at the end. */
  readonly prefix: string;
  /** The whole address as people read it: `https://hs.example.org:50443/x`. It parses back to the same address. */
  readonly text: string;
  /** Leads to where host and port are seen from; undefined where that is this machine. */
  readonly tunnel?: Tunnel;
  /** What connections are made through; undefined where that is nothing. */
  readonly proxy?: OutboundProxy | undefined;
}

/** A server reached over a unix socket. */
interface UnixAddress {
  readonly kind: 'unix';
  /** Absolute, on this machine or where the tunnel ends. */
  readonly path: string;
  /** What the server is told it was called; a socket has no name of its own. */
  readonly host: 'localhost';
  readonly port: 0;
  readonly tls: false;
  readonly prefix: '';
  readonly text: string;
  /** Leads to the machine of the socket; undefined where that is this one. */
  readonly tunnel?: Tunnel;
}

/** Where a connection is made to. What people type can also be behind ssh: see `NamedAddress`. */
export type ServerAddress = TcpAddress | UnixAddress;

export interface AddressOptions {
  /** `--plaintext`: no TLS, whatever the host. An address without a scheme then means `http://`. */
  readonly plaintext?: boolean;
}

const FORMS =
  'Write https://hs.example.org, hs.example.org:50443, http://127.0.0.1:50443, unix:///path/to/socket or ssh://admin@host.';
/** Room for a path in `sockaddr_un` on Linux: 108 bytes, the last one is zero. */
const SOCKET_PATH_BYTES = 107;

/**
 * Reads what a person typed as the address of a server.
 * @throws HsError `usage` for what cannot be meant, and for plaintext to another machine without `plaintext`.
 */
export function parseServerAddress(text: string, options: AddressOptions = {}): ServerAddress {
  if (text.trim() === '') throw refuse('The server address is empty');
  if (looksLikeApiKey(text)) {
    throw refuse(
      'The server address looks like an API key',
      'Give the address with --address, the key with HS_API_KEY.',
    );
  }
  if (text.startsWith('/')) return unixAddress(text);
  const { scheme, rest } = splitScheme(text);
  if (scheme === 'unix') return unixAddress(rest.replace(/^\/\//, ''));
  return tcpAddress(rest, scheme, options.plaintext === true);
}

/** `hs.example.org:443`, `[::1]:50443`, or the path of a socket. Where there is a tunnel: as its far end sees it. */
export function hostAndPort(address: ServerAddress): string {
  return address.kind === 'unix' ? address.path : `${bracketed(address.host)}:${address.port}`;
}

/** Whether a host can only be this machine: 127.0.0.0/8, ::1 or `localhost`. */
export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  loopback.addAddress('::1', 'ipv6');
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

type Scheme = 'https' | 'http' | 'unix';

function splitScheme(text: string): { scheme: Scheme | undefined; rest: string } {
  const match = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (!match) {
    const socket = /^unix:/i.exec(text);
    if (socket) return { scheme: 'unix', rest: text.slice(socket[0].length) };
    const slashes = /^(https?|ssh):/i.exec(text);
    if (slashes) throw refuse(`After ${slashes[0]} two slashes are missing`);
    return { scheme: undefined, rest: text };
  }
  const [whole, name = ''] = match;
  const scheme = name.toLowerCase();
  if (scheme === 'unix') return { scheme, rest: text.slice('unix:'.length) };
  if (scheme !== 'https' && scheme !== 'http') {
    throw refuse(`${whole} is not a kind of address that hs knows`);
  }
  return { scheme, rest: text.slice(whole.length) };
}

function tcpAddress(rest: string, scheme: Scheme | undefined, plaintext: boolean): TcpAddress {
  // These three may hold a secret, so what was typed is not repeated.
  if (rest.includes('@'))
    throw refuse(
      'The server address holds a user name or password',
      'Leave out all up to the @; what is behind ssh is written ssh://USER@HOST.',
    );
  if (rest.includes('?'))
    throw refuse('The server address holds a query', 'Leave out the ? and what follows.');
  if (rest.includes('#'))
    throw refuse('The server address holds a fragment', 'Leave out the # and what follows.');
  const unwritable = /[\s\p{Cc}\p{Cf}]/u.exec(rest);
  if (unwritable) {
    throw refuse(`The server address holds a space or an invisible character: ${JSON.stringify(rest)}`);
  }

  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  if (scheme === undefined && path !== '') {
    throw refuse(
      `${rest} is a path, or an address without its scheme`,
      `Write https://${rest} for a server behind a path, unix:///path/to/socket for a socket.`,
    );
  }
  const { host, port } = splitHostPort(authority);
  if (scheme === 'https' && plaintext) {
    throw refuse('https:// and --plaintext contradict each other', 'Leave out one of them.');
  }
  const tls = scheme === 'https' || (scheme === undefined && !plaintext);
  const usualPort = tls ? 443 : 80;
  const chosenPort = port ?? usualPort;
  const prefix = parsePrefix(path);
  const place = `${bracketed(host)}${chosenPort === usualPort ? '' : `:${chosenPort}`}${prefix}`;
  if (!tls && !plaintext && !isLoopback(host)) {
    throw refuse(
      `http://${place} would send the API key readable for everyone on the way`,
      `Use https://${place}; --plaintext only where the network itself is encrypted, such as a VPN.`,
    );
  }
  return { kind: 'tcp', host, port: chosenPort, tls, prefix, text: `${tls ? 'https' : 'http'}://${place}` };
}

function splitHostPort(authority: string): { host: string; port: number | undefined } {
  const brackets = /^\[([^\]]*)\](?::(.*))?$/.exec(authority);
  if (brackets) {
    const [, host = '', port] = brackets;
    if (!isIPv6(host)) throw refuse(`[${host}] is not an IPv6 address`);
    return { host: parseHost(host), port: port === undefined ? undefined : parsePort(port) };
  }
  const colons = authority.split(':').length - 1;
  if (colons > 1) return { host: parseBareIPv6(authority), port: undefined };
  const colon = authority.indexOf(':');
  if (colon < 0) return { host: parseHost(authority), port: undefined };
  const port = authority.slice(colon + 1);
  if (colon === 0) {
    throw refuse(
      `The server address ${authority} names no host`,
      `For this machine: http://127.0.0.1:${port || '50443'}.`,
    );
  }
  return { host: parseHost(authority.slice(0, colon)), port: parsePort(port) };
}

/** An IPv6 address without brackets. `::1:8080` could end in a port, so it is refused rather than guessed. */
function parseBareIPv6(text: string): string {
  const lastColon = text.lastIndexOf(':');
  const front = text.slice(0, lastColon);
  const end = text.slice(lastColon + 1);
  const bracketForms = `Write [${front}]:${end}`;
  if (!isIPv6(text)) {
    if (isIPv6(front) && /^\d+$/.test(end))
      throw refuse(`${text} is not an IPv6 address`, `${bracketForms}.`);
    throw refuse(`${text} is neither host:port nor an IPv6 address`);
  }
  if (isIPv6(front) && /^\d{2,4}$/.test(end)) {
    throw refuse(
      `${text} can mean port ${end} or an address that ends in ${end}`,
      `${bracketForms} or [${text}].`,
    );
  }
  return parseHost(text);
}

function parseHost(text: string): string {
  if (text === '') throw refuse('The server address names no host');
  if (/^0\.0\.0\.0$|^[0:]+$/.test(text)) {
    throw refuse(
      `${text} is where a server listens, not where it is reached`,
      'Name its host, or 127.0.0.1 on this machine.',
    );
  }
  if (isIP(text) !== 0) return text.toLowerCase();
  const host = domainToASCII(text);
  const labels = host.split('.');
  const lawful = labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label));
  if (!lawful || host.length > 253) throw refuse(`${JSON.stringify(text)} is not a host name`);
  // Resolvers read "127.1" and "2130706433" as IP addresses; only the usual form is accepted. domainToASCII
  // has already turned such a text into the address it stands for, so what was typed decides.
  if (isIPv4(host) || /^\d+$/.test(labels.at(-1) ?? '')) throw refuse(`${text} is not a complete IP address`);
  return host.toLowerCase();
}

/** @throws HsError `usage` */
export function parsePort(text: string): number {
  if (text === '') throw refuse('After the colon of the server address the port is missing');
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535)
    throw refuse(`${JSON.stringify(text)} is not a port: ports go from 1 to 65535`);
  return port;
}

function parsePrefix(path: string): string {
  const prefix = path.replace(/\/+$/, '');
  if (prefix === '') return '';
  const segments = prefix.slice(1).split('/');
  const lawful = segments.every((s) => /^[A-Za-z0-9._~-]+$/.test(s) && s !== '.' && s !== '..');
  if (!lawful)
    throw refuse(
      `${JSON.stringify(path)} cannot be the path of a server`,
      'Write it as in https://hs.example.org/x.',
    );
  return prefix;
}

function unixAddress(path: string): UnixAddress {
  if (!path.startsWith('/'))
    throw refuse(`The path of a socket begins with a slash: ${JSON.stringify(path)} does not`);
  if (/\p{Cc}/u.test(path))
    throw refuse(`The path of a socket holds a control character: ${JSON.stringify(path)}`);
  const bytes = Buffer.byteLength(path);
  if (bytes > SOCKET_PATH_BYTES) {
    throw refuse(
      `The path of the socket is ${bytes} bytes long; systems take up to ${SOCKET_PATH_BYTES}`,
      'Use a link with a shorter path.',
    );
  }
  return { kind: 'unix', path, host: 'localhost', port: 0, tls: false, prefix: '', text: `unix://${path}` };
}

/** No host has the form of a key; it would be asked of the resolver, and shown by it. */
function looksLikeApiKey(text: string): boolean {
  return /^\s*hskey-/.test(text) || looksLikeSecret(text.trim());
}

/** A host as it stands before a port. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** What is wrong with an address, and how addresses are written. */
export function refuse(message: string, hint: string = FORMS): HsError {
  return new HsError('usage', message, { hint });
}
