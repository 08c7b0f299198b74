import { HsError } from '../errors.ts';
import type { CallOptions, ServerRelease } from './port.ts';

/** What tells one connection from the next, and which release is behind it. */
export interface Detection<R extends ServerRelease> {
  /**
   * Goes up by one when a connection is made and by one when it is gone: 0 before the first, odd while there is one,
   * even while there is none.
   */
  generation(): number;
  /** Finds the release from what costs no time of its own beside a read. */
  detect(options: CallOptions): Promise<R>;
  /** Looks closer, where that takes another round trip. */
  narrow(release: R): Promise<R>;
  /** What is to blame where no connection lasts; undefined where nothing is known of it. */
  unsteady?(): HsError | undefined;
}

/** Knows the release of the present connection. */
export interface ReleaseGate<R extends ServerRelease> {
  /** The release as last seen, well enough to read answers; asked for once, shared by all that wait. */
  seen(options: CallOptions): Promise<R>;
  /** The same as narrow as it can be told. */
  narrowed(options: CallOptions): Promise<R>;
  /** The narrowed release of the connection that is there now; looks again after a reconnect. */
  current(options: CallOptions): Promise<R>;
}

interface Look<R> {
  readonly release: Promise<R>;
  narrowed: Promise<R> | undefined;
  /** The connection it was seen on; undefined where it crossed a reconnect and so belongs to none. */
  generation: number | undefined;
}

/** A connection that breaks more often than this while a release is looked for is no ground to change things on. */
const MOST_LOOKS = 3;

export function releaseGate<R extends ServerRelease>(detection: Detection<R>): ReleaseGate<R> {
  let last: Look<R> | undefined;

  function look(options: CallOptions): Look<R> {
    const before = detection.generation();
    const mine: Look<R> = { release: detection.detect(options), narrowed: undefined, generation: undefined };
    last = mine;
    mine.release.then(
      () => {
        const after = detection.generation();
        // A look makes the connection it needs; whatever else happened to connections meanwhile, it belongs to none.
        const made = before % 2 === 0 && after === before + 1;
        if (before === after || made) mine.generation = after;
      },
      () => {
        if (last === mine) last = undefined;
      },
    );
    return mine;
  }

  async function narrowed(mine: Look<R>): Promise<R> {
    const release = await mine.release;
    mine.narrowed ??= detection.narrow(release);
    return await mine.narrowed;
  }

  return {
    seen: (options) => (last ?? look(options)).release,
    narrowed: (options) => narrowed(last ?? look(options)),
    async current(options) {
      for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
        const mine = last ?? look(options);
        const release = await narrowed(mine);
        if (mine.generation === detection.generation()) return release;
        last = undefined;
      }
      throw (
        detection.unsteady?.() ??
        new HsError('unreachable', 'The connection keeps breaking, so nothing was changed', {
          hint: 'Try again; hs version shows whether the server answers.',
        })
      );
    },
  };
}
