import { type ErrorCode, HsError } from '../errors.ts';

/** One look at a server, in milliseconds since 1970: what it answered, or why it did not. */
export type Look<T> =
  | { readonly at: number; readonly answer: T }
  | { readonly at: number; readonly failure: HsError };

/** What watching takes from outside. */
export interface Watching {
  readonly everyMs: number;
  readonly now: () => number;
  /** Ends with `interrupted` at Ctrl-C. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** A server that goes away comes back, or says that it is still starting; anything else will not mend itself. */
const PASSES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unreachable',
  'timeout',
  'answer_lost',
  'failed',
]);

/**
 * Looks again and again, until Ctrl-C. What fails at the first look is thrown: nothing was ever seen; later a server
 * that cannot be reached is told as a look, and asked again.
 * @throws HsError what the first look failed with, or what no waiting mends, such as `credentials`
 */
export async function* looks<T>(
  read: () => Promise<T>,
  { everyMs, now, sleep }: Watching,
): AsyncGenerator<Look<T>> {
  try {
    yield { at: now(), answer: await read() };
    for (;;) {
      await sleep(everyMs);
      yield await lookAgain(read, now);
    }
  } catch (error) {
    if (!(error instanceof HsError && error.code === 'interrupted')) throw error;
  }
}

async function lookAgain<T>(read: () => Promise<T>, now: () => number): Promise<Look<T>> {
  try {
    const answer = await read();
    return { at: now(), answer };
  } catch (error) {
    if (!(error instanceof HsError && PASSES.has(error.code))) throw error;
    return { at: now(), failure: error };
  }
}
