import { HsError } from '../../errors.ts';
import type { ServerAddress } from '../address.ts';
import type { Transport } from '../api.ts';
import type { HeadscaleServer, NamedServer } from '../connect.ts';
import { causeError } from '../diagnose/explain.ts';
import type { Tunnel } from '../tunnel.ts';
import type { SshAddress } from './ssh-address.ts';
import type { SshTunnels, TunnelLease } from './tunnels.ts';

/** A server that is reached through ssh. */
interface ServerBehindSsh extends Omit<NamedServer, 'address'> {
  readonly address: SshAddress;
}

/** Where a connection is made to once ssh is logged in; named as the whole address is. */
export function atTheFarEnd(address: SshAddress, tunnel: Tunnel): ServerAddress {
  return { ...address.target, text: address.text, tunnel };
}

/**
 * The transport at the far end of ssh. ssh is started at once; what keeps it from the server is told by the first call
 * that needs it.
 */
export function throughSsh(
  server: ServerBehindSsh,
  tunnels: SshTunnels,
  transportTo: (server: HeadscaleServer) => Promise<Transport>,
): Transport {
  let lease: TunnelLease | undefined;
  let opened: Transport | undefined;
  let closed = false;

  async function open(): Promise<Transport> {
    const { address } = server;
    lease = await tunnels.take(address, server);
    if (closed) lease.release();
    const { tunnel } = lease;
    const cause = await tunnel.ready;
    if (cause?.code === 'interrupted')
      throw new HsError('interrupted', 'Interrupted before ssh was logged in');
    if (cause) throw causeError(address, cause, server.timeoutMs, cause.text);
    opened = await transportTo({ ...server, address: atTheFarEnd(address, tunnel) });
    return opened;
  }

  const opening = open();
  // Told by whoever calls first.
  opening.catch(() => {});

  return {
    get name() {
      return opened?.name ?? (server.transport === 'http' ? 'HTTP' : 'gRPC');
    },
    release: async (options) => (await opening).release(options),
    sendEarly(call, options) {
      opening.then(
        (transport) => transport.sendEarly(call, options),
        () => {},
      );
    },
    // ssh takes so long to log in that there is time for anything.
    underWay: async () => {},
    reading: async (options) => (await opening).reading(options),
    changing: async (options, call) => (await opening).changing(options, call),
    close() {
      closed = true;
      opened?.close();
      lease?.release();
    },
  };
}
