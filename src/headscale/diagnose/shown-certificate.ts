import type { X509Certificate } from 'node:crypto';
import type { NamedServer } from '../connect.ts';
import type { SshTunnels } from '../ssh/tunnels.ts';
import type { Cause } from './cause.ts';
import { lookAtTls } from './ladder/look-tls.ts';
import { wayTo } from './ladder/way.ts';
import { namesOf } from './tls-causes.ts';

/** The certificate that a server shows to whoever connects. */
export interface ShownCertificate {
  readonly certificate: X509Certificate;
  /** The names and IP addresses it is good for, safe to show. */
  readonly names: readonly string[];
  /** Why nobody who minds would go on from here; undefined where it is trusted. */
  readonly refused: Cause | undefined;
}

/** A look that takes longer tells nothing more. In milliseconds. */
const LONGEST_LOOK_MS = 5000;

/**
 * Looks at the certificate of a server, without a word beyond the handshakes. Undefined where there is none to see:
 * no TLS, nobody who answers, or ssh that does not lead there.
 */
export async function shownCertificate(
  server: NamedServer,
  tunnels: SshTunnels,
): Promise<ShownCertificate | undefined> {
  const { trust, signal } = server;
  const way = await wayTo(server, tunnels);
  try {
    if ((await way.login) !== undefined) return undefined;
    const newScene = () => {
      const limit = AbortSignal.timeout(Math.min(server.timeoutMs, LONGEST_LOOK_MS));
      return {
        address: way.address,
        trust,
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      };
    };
    const look = await lookAtTls(newScene);
    if (look.kind !== 'open' || look.certificate === undefined) return undefined;
    return { certificate: look.certificate, names: namesOf(look.certificate), refused: look.refused };
  } finally {
    way.close();
  }
}
