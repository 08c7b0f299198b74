/** How many changes may be under way at once: it grows while answers come fast, and falls where they do not. */
export interface Pace {
  /** How many may be under way now. */
  readonly limit: number;
  /** Tells of an answer, whatever it said, and how long it took in milliseconds. */
  answered(tookMs: number): void;
  /** Tells that the connection broke or an answer did not come: begins anew. */
  stumbled(): void;
}

/** Every release takes so many at once. */
const FEWEST = 4;
/** Beyond this nothing is gained: the server shares its cores between the changes and one bcrypt for each call. */
const MOST = 32;
/**
 * An answer within this time is a fast one. A node that is changed waits up to half a second for the next batch from
 * 0.27 on, and each call costs its server about 50 ms of a core, whatever it is for (measured on 0.29.2).
 */
const FAST_MS = 1500;

/** `grows` false stays at 4. */
export function paceOf({ grows }: { readonly grows: boolean }): Pace {
  let limit = FEWEST;
  return {
    get limit() {
      return limit;
    },
    answered(tookMs) {
      // One more for each fast answer doubles it with every round; one slow answer takes a quarter away.
      limit = tookMs <= FAST_MS ? limit + 1 : Math.floor(limit * 0.75);
      limit = Math.min(grows ? MOST : FEWEST, Math.max(FEWEST, limit));
    },
    stumbled() {
      limit = FEWEST;
    },
  };
}
