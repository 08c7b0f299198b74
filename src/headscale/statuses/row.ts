import type { ErrorCode } from '../../errors.ts';

/** A gRPC status as it came back, and the call it came back to. The gateway's JSON errors hold the same. */
export interface CallStatus {
  /** The gRPC code: 2 UNKNOWN, 3 INVALID_ARGUMENT, 5 NOT_FOUND, 12 UNIMPLEMENTED, 13 INTERNAL, 16 UNAUTHENTICATED. */
  readonly code: number;
  readonly message: string;
  readonly rpc: string;
  /** True where the call was one that changes something. */
  readonly change: boolean;
}

/** One kind of refusal: the texts it comes in, and what is said of it. */
export interface StatusRow {
  /** Told apart by text, for most servers answer UNKNOWN to everything. */
  readonly text: RegExp;
  /** Only for these calls, where a text means different things. */
  readonly rpc?: RegExp;
  /** Only for these codes. */
  readonly codes?: readonly number[];
  /** Only for calls that change something. */
  readonly change?: true;
  /** Where the text was seen. */
  readonly releases: string;
  readonly error: ErrorCode;
  /** What is said; `$1` and on are what the text captured, `$rpc` the call, `$text` the server's own words. */
  readonly say: string;
  readonly hint?: string;
}
