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

/** Carries plain messages of one release to a server; gRPC and the REST gateway both are one. */
export interface Wire {
  /** Sends one call and gives the message that came back; throws `HsError` where none did. */
  call(rpc: string, message: Message, options: WireCallOptions): Promise<Message>;
}
