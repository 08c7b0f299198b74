import type { Cause } from './diagnose/cause.ts';

/** A way to another machine, through a socket on this one. */
export interface Tunnel {
  /** The socket on this machine that leads there. */
  readonly path: string;
  /**
   * Why it leads nowhere, where it can tell: that it has ended, or, for a connection that was never made (`stage`),
   * what the far end said. Waits a moment for news; undefined where nothing shows that the tunnel is to blame.
   */
  cause(stage: 'connecting' | 'connected'): Promise<Cause | undefined>;
}
