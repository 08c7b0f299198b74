import type { ServerAddress } from '../../address.ts';
import type { NamedServer } from '../../connect.ts';
import { atTheFarEnd } from '../../ssh/through-ssh.ts';
import type { SshTunnels } from '../../ssh/tunnels.ts';
import type { Cause } from '../cause.ts';

/** How the server is got at: straight, or through ssh. */
export interface Way {
  /** Where connections are made to. */
  readonly address: ServerAddress;
  /** What became of the login of ssh: undefined where it worked, or where there is none. */
  readonly login: Promise<Cause | undefined>;
  close(): void;
}

/**
 * Begins to log in where the server is behind ssh.
 * @throws HsError where ssh cannot be started
 */
export async function wayTo(server: NamedServer, tunnels: SshTunnels | undefined): Promise<Way> {
  const { address } = server;
  if (address.kind !== 'ssh') return { address, login: Promise.resolve(undefined), close() {} };
  if (!tunnels) throw new Error('nothing was handed in that could start ssh');
  const { tunnel, release } = await tunnels.take(address, server);
  return { address: atTheFarEnd(address, tunnel), login: tunnel.ready, close: release };
}
