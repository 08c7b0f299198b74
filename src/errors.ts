/** What kind of failure it was. Each kind has one exit code, see {@link EXIT_CODES}. */
export type ErrorCode =
  | 'failed'
  | 'internal'
  | 'aborted'
  | 'policy_refused'
  | 'usage'
  | 'ambiguous'
  | 'invalid_value'
  | 'nobody_to_ask'
  | 'not_found'
  | 'credentials'
  | 'conflict'
  | 'changed_meanwhile'
  | 'unreachable'
  | 'timeout'
  | 'answer_lost'
  | 'unsupported'
  | 'unknown_release'
  | 'partial'
  | 'found'
  | 'interrupted';

/** The exit code of every kind of failure. Scripts rely on these: additions only. */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  failed: 1,
  internal: 1,
  aborted: 1,
  policy_refused: 1,
  usage: 2,
  ambiguous: 2,
  invalid_value: 2,
  nobody_to_ask: 2,
  not_found: 3,
  credentials: 4,
  conflict: 5,
  changed_meanwhile: 5,
  unreachable: 6,
  timeout: 6,
  answer_lost: 6,
  unsupported: 7,
  unknown_release: 7,
  partial: 8,
  found: 9,
  interrupted: 130,
};

/** What a server answered in place of what it was asked for. */
export interface ServerStatus {
  /** The gRPC code; over HTTP the one that means the same. */
  readonly code: number;
  /** The server's own words. */
  readonly message: string;
}

export interface HsErrorOptions {
  /** What to do next: one sentence or a command that can be typed. */
  hint?: string | undefined;
  /** Lines that help to choose, such as the candidates of an ambiguous name. Shown compactly. */
  details?: readonly string[] | undefined;
  /** What the server said, where it is what is told here in other words. */
  status?: ServerStatus | undefined;
  /** What was caught, for `HS_DEBUG=1` only. Never shown to a user otherwise. */
  cause?: unknown;
}

/**
 * The one error class a user meets: what failed and why (`message`), what to do next (`hint`).
 * Everything else that is thrown is a defect of hs.
 */
export class HsError extends Error {
  override readonly name = 'HsError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  readonly status: ServerStatus | undefined;

  constructor(code: ErrorCode, message: string, options: HsErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? [];
    this.status = options.status;
  }

  /** The process exit code this error ends with. */
  get exitCode(): number {
    return EXIT_CODES[this.code];
  }
}
