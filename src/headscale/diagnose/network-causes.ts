import { stat } from 'node:fs/promises';
import { hostAndPort, isLoopback, type ServerAddress } from '../address.ts';
import { proxyOf } from '../dial.ts';
import type { TlsTrust } from '../tls.ts';
import { type Cause, timedOut, unreachable } from './cause.ts';
import { deafProxy } from './proxy-causes.ts';

/** A cause for the error code of a socket. Looks at the file where the address is a unix socket. */
export async function socketCause(address: ServerAddress, errno: string): Promise<Cause> {
  if (address.kind === 'unix') return await unixSocketCause(address.path, errno);
  switch (errno) {
    case 'ECONNREFUSED':
      return unreachable('refused', 'nothing listens there (connection refused)', elsewhere(address));
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return unreachable(
        'no_route',
        `there is no way to that host (${errno})`,
        'Check the network of this machine, and its VPN if the host is behind one.',
      );
    case 'ETIMEDOUT':
      return dropped(address);
    case 'EACCES':
    case 'EPERM':
      return unreachable(
        'other_socket_error',
        `this machine does not allow the connection (${errno})`,
        'Check the firewall of this machine.',
      );
    default:
      return unreachable(
        'other_socket_error',
        `the connection failed with ${errno}`,
        'Run `hs doctor` to see where.',
      );
  }
}

/** Nothing came back from the attempt to connect. */
export function dropped(address: ServerAddress): Cause {
  const proxy = proxyOf(address);
  if (proxy) return deafProxy(address, proxy);
  return timedOut(
    'dropped',
    'the attempt to connect got no answer; the host is down, or a firewall drops it',
    elsewhere(address),
  );
}

/** It connects, and then not a byte comes. */
export function silent(address: ServerAddress): Cause {
  const other = address.tls
    ? 'Check that the port is the one of Headscale or its proxy; the server may also hang.'
    : `If the port speaks TLS, use ${httpsForm(address)}; the server may also hang.`;
  return timedOut('silent', 'it accepts connections and says nothing', other);
}

/** It connects and ends the connection at once. */
export function hungUp({ client }: TlsTrust = {}): Cause {
  return unreachable(
    'hung_up',
    'it accepts the connection and hangs up',
    client === undefined
      ? 'Headscale may be starting, or a proxy has nothing behind this port: try again in a moment.'
      : 'It may not accept the client certificate; else Headscale may be starting, or a proxy has nothing behind this port.',
  );
}

/** A name that does not resolve, by the code of the system's resolver; undefined where it does resolve now. */
export function nameCause(host: string, errno: string | undefined): Cause {
  if (errno === undefined) {
    return unreachable(
      'name_unsteady',
      `the name ${host} could not be resolved a moment ago, and now it can`,
      'Try again.',
    );
  }
  if (errno === 'ENOTFOUND') {
    return unreachable(
      'name_unknown',
      `there is no host named ${host}`,
      'Check the spelling of the address, and the VPN if only that knows the name.',
    );
  }
  return unreachable(
    'resolver_down',
    `the name ${host} could not be looked up: the DNS resolver does not answer (${errno})`,
    'Check the network of this machine, then try again.',
  );
}

/** The `https://` form of an address. */
export function httpsForm(address: ServerAddress): string {
  const way = address.tunnel ? address.text.replace(/\?to=.*$/, '?to=') : '';
  return `${way}https://${hostAndPort(address)}${address.prefix}`;
}

/** The other port where Headscale may be: a proxy publishes gRPC on 443, Headscale itself on 50443. */
function elsewhere(address: ServerAddress): string {
  if (address.kind === 'unix' || isLoopback(address.host)) {
    return 'Start Headscale, or the tunnel to it; grpc_listen_addr in its config.yaml names the port.';
  }
  if (address.port === 443) {
    return `Check that the reverse proxy runs; without one, gRPC is on its own port: https://${place(address, 50_443)}.`;
  }
  return `Check the port and the firewall; behind a reverse proxy gRPC is on 443: https://${place(address, 443)}.`;
}

function place(address: ServerAddress, port: number): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return port === 443 ? `${host}${address.prefix}` : `${host}:${port}${address.prefix}`;
}

async function unixSocketCause(path: string, errno: string): Promise<Cause> {
  if (errno === 'EACCES' || errno === 'EPERM') {
    return unreachable(
      'socket_forbidden',
      'you may not open this socket',
      "Join the group that owns it, or run hs as Headscale's user with sudo -u.",
    );
  }
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    return unreachable(
      'socket_missing',
      'there is no such socket',
      'Check that Headscale runs on this machine; unix_socket in its config.yaml names the path.',
    );
  }
  if (!found.isSocket()) {
    return unreachable(
      'socket_dead',
      'it is not a socket',
      'unix_socket in the config.yaml of Headscale names the right path.',
    );
  }
  return unreachable(
    'socket_dead',
    `the socket is left over from a server that is gone (${errno})`,
    'Start Headscale.',
  );
}
