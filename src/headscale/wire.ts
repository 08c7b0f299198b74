import type { LazyList } from '../domain/lazy-list.ts';

/**
 * A message of one release with camelCase names. In answers 64-bit numbers may be strings, numbers or `Long`,
 * enums numbers or names, times `{seconds, nanos}`, RFC 3339 text or null. In requests ids are decimal strings,
 * times `{seconds, nanos?}` (see `Instant`), and what has its default value is left out.
 */
export type Message = Readonly<Record<string, unknown>>;

export interface WireCallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** True for calls that change something: they are never sent twice. */
  readonly change: boolean;
}

/** Reads one message of a list; `index` is its place there, from 0. */
export type ReadOne<T> = (message: Message, index: number) => T;

/** Carries plain messages of one release to a server; gRPC and the REST gateway both are one. */
export interface Wire {
  /** Sends one call and gives the message that came back; throws `HsError` where none did. */
  call(rpc: string, message: Message, options: WireCallOptions): Promise<Message>;
  /**
   * Sends one call that changes nothing, and gives what `read` makes of the messages of one list in its answer, each when
   * it is taken: what nobody keeps takes no room. Throws `HsError`, also while they are taken. Left out where answers
   * come whole.
   */
  each?<T>(
    rpc: string,
    list: string,
    read: ReadOne<T>,
    options: Omit<WireCallOptions, 'change'>,
  ): Promise<LazyList<T>>;
}
