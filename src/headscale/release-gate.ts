import { HsError } from '../errors.ts';
import type { CallOptions, ServerRelease } from './port.ts';

/** What tells one connection from the next, and which release is behind it. */
export interface Detection {
  /** Changes when the connection is lost and made again. */
  generation(): number;
  detect(options: CallOptions): Promise<ServerRelease>;
}

/** Knows the release of the present connection. */
export interface ReleaseGate {
  /** The release as last seen; asked for once, shared by all that wait. */
  seen(options: CallOptions): Promise<ServerRelease>;
  /** The release of the connection that is there now; looks again after a reconnect. */
  current(options: CallOptions): Promise<ServerRelease>;
}

export function releaseGate(detection: Detection): ReleaseGate {
  let last: { release: Promise<ServerRelease>; generation: number | undefined } | undefined;

  function look(options: CallOptions): Promise<ServerRelease> {
    const mine: NonNullable<typeof last> = { release: detection.detect(options), generation: undefined };
    last = mine;
    // Probes that crossed a reconnect belong to no connection: the generation is noted when they are all in.
    const before = detection.generation();
    mine.release.then(
      () => {
        const after = detection.generation();
        if (before === after || (before === 0 && after === 1)) mine.generation = after;
      },
      () => {
        if (last === mine) last = undefined;
      },
    );
    return mine.release;
  }

  return {
    seen: (options) => last?.release ?? look(options),
    async current(options) {
      for (let tries = 0; tries < 3; tries += 1) {
        const release = await (last?.release ?? look(options));
        if (last?.generation === detection.generation()) return release;
        last = undefined;
      }
      throw new HsError('unreachable', 'The connection keeps breaking, so nothing was changed', {
        hint: 'Run `hs doctor` to see where it breaks.',
      });
    },
  };
}
