import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import {
  type AddressOptions,
  bracketed,
  hostAndPort,
  parsePort,
  parseServerAddress,
  refuse,
  type ServerAddress,
} from '../address.ts';

/** A server that is reached through the ssh of this machine. */
export interface SshAddress {
  readonly kind: 'ssh';
  /** Undefined where ssh is to choose: by its configuration, else the name of the user here. */
  readonly user: string | undefined;
  /** What ssh is told: a name, an alias of its configuration as it was typed, or an IP address without brackets. */
  readonly host: string;
  /** Undefined where ssh is to choose. */
  readonly port: number | undefined;
  /** Where Headscale is, as that host sees it. */
  readonly target: ServerAddress;
  /** The whole address as people read it: `ssh://admin@hs.example.org`. It parses back to the same address. */
  readonly text: string;
}

/** Where Headscale has its socket unless `unix_socket` in its config.yaml says otherwise (0.23 to 0.30). */
const DEFAULT_SOCKET = '/var/run/headscale/headscale.sock';

const FORMS =
  'Write ssh://admin@hs.example.org, ssh://hs.example.org:22/path/to/socket or "ssh://hs.example.org?to=localhost:50443".';

/**
 * Reads what stands behind `ssh://`: `[user@]host[:port][/socket | ?to=host:port]`.
 * @throws HsError `usage`; a text that may hold a password is not repeated
 */
export function parseSshAddress(rest: string, options: AddressOptions): SshAddress {
  if (rest.includes('#')) throw refuse('The ssh:// address holds a fragment', FORMS);
  if (/[\s\p{Cc}\p{Cf}]/u.test(rest)) {
    throw refuse('The ssh:// address holds a space or an invisible character', FORMS);
  }
  const [, authority = '', path = '', query] = /^([^/?]*)([^?]*)(?:\?(.*))?$/.exec(rest) ?? [];
  const { user, host, port } = parseAuthority(authority);
  if (query !== undefined && path.length > 1) {
    throw refuse('The ssh:// address names a socket and ?to=, and can mean one of them alone', FORMS);
  }
  const target = query === undefined ? parseSocket(path) : parseTo(query, options);
  const name = user === undefined ? '' : `${user}@`;
  const place = `${name}${bracketed(host)}${port === undefined ? '' : `:${port}`}`;
  return { kind: 'ssh', user, host, port, target, text: `ssh://${place}${suffixOf(target)}` };
}

function parseAuthority(authority: string): Pick<SshAddress, 'user' | 'host' | 'port'> {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? undefined : parseUser(authority.slice(0, at));
  const place = authority.slice(at + 1);
  const brackets = /^\[([^\]]*)\](?::(.*))?$/.exec(place);
  const [, host = '', port] = brackets ?? /^([^:]*)(?::(.*))?$/.exec(place) ?? [];
  if (!brackets && port?.includes(':')) {
    throw refuse(
      `${place} holds more than one colon`,
      'An IPv6 address stands in brackets: ssh://[2001:db8::1].',
    );
  }
  return {
    user,
    host: brackets ? parseIPv6(host) : parseHost(host),
    port: port === undefined ? undefined : parsePort(port),
  };
}

/** ssh puts names into commands for a shell (`%r`, `%h`), so what a shell would read is refused, as is an option. */
function parseUser(text: string): string {
  if (text.includes(':')) {
    throw refuse(
      'The ssh:// address holds a password',
      'Leave it out: ssh asks for it, or better, uses a key.',
    );
  }
  if (/^[A-Za-z0-9._][A-Za-z0-9._@+-]*$/.test(text)) return text;
  throw refuse(
    `${JSON.stringify(text)} cannot be the user of an ssh:// address`,
    'A user that is written otherwise can be set for the host in ~/.ssh/config.',
  );
}

function parseHost(text: string): string {
  if (text === '') throw refuse('The ssh:// address names no host', FORMS);
  // An alias of the configuration counts as it is written; a name with other letters is one of the DNS.
  const host = /^[\x21-\x7e]+$/.test(text) ? text : domainToASCII(text);
  if (/^[A-Za-z0-9._][A-Za-z0-9._-]*$/.test(host) && host.length <= 253) return host;
  throw refuse(`${JSON.stringify(text)} is not a host name`, FORMS);
}

function parseIPv6(text: string): string {
  if (isIPv6(text) && !text.includes('%')) return text.toLowerCase();
  throw refuse(`[${text}] is not an IPv6 address`, FORMS);
}

/** ssh reads `%`, `$` and `:` in a path as its own, and no server has them in that of its socket. */
function parseSocket(path: string): ServerAddress {
  if (path === '' || path === '/') return parseServerAddress(DEFAULT_SOCKET);
  if (/^[A-Za-z0-9/._@+=,-]+$/.test(path) && !path.endsWith('/')) return parseServerAddress(path);
  throw refuse(
    `${JSON.stringify(path)} cannot be the socket of an ssh:// address`,
    'A path of letters, digits and /._@+=,- is meant; make a link on the server for another one.',
  );
}

/** Without a scheme it is plaintext: ssh has encrypted the way to that host. */
function parseTo(query: string, options: AddressOptions): ServerAddress {
  const [, to = ''] = /^to=([^&]+)$/.exec(query) ?? [];
  if (to === '') throw refuse('After the ? of an ssh:// address stands to=HOST:PORT and nothing else', FORMS);
  if (/^https?:\/\//i.test(to)) return parseServerAddress(to, options);
  if (!/:\d+$/.test(to) || to.includes('/')) {
    throw refuse(
      `?to=${to} is neither HOST:PORT nor a URL`,
      'Write ?to=localhost:50443, or ?to=https://hs.example.org for a port with TLS.',
    );
  }
  return parseServerAddress(`http://${to}`, options);
}

function suffixOf(target: ServerAddress): string {
  if (target.kind === 'unix') return target.path === DEFAULT_SOCKET ? '' : target.path;
  const bare = !target.tls && target.prefix === '';
  return `?to=${bare ? hostAndPort(target) : target.text}`;
}
