/** The gRPC status codes that Headscale answers with. */
export const CODES = {
  ok: 0,
  unknown: 2,
  invalidArgument: 3,
  notFound: 5,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

export type StatusCode = (typeof CODES)[keyof typeof CODES];

/**
 * What was wrong, apart from the text. gRPC never shows it; the HTTP API of 0.30 chooses its status by it, where
 * gRPC says no more than "unknown".
 */
export type Reason =
  | 'user_not_found'
  | 'user_exists'
  | 'user_ambiguous'
  | 'user_not_empty'
  | 'node_not_found'
  | 'name_taken'
  | 'bad_name'
  | 'bad_tag'
  | 'bad_route'
  | 'bad_registration_id'
  | 'registration_not_found'
  | 'key_not_found'
  | 'key_not_owned'
  | 'bad_policy'
  | 'policy_not_found'
  | 'policy_file_mode'
  | 'policy_mode'
  | 'bad_request'
  | 'credentials'
  | 'other';

/** A refusal: the code and text the real server answers with. */
export class SandboxStatus extends Error {
  override readonly name = 'SandboxStatus';
  readonly code: StatusCode;
  readonly reason: Reason;

  constructor(code: StatusCode, message: string, reason: Reason = 'other') {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

/** Most refusals: a Go error returned as it is, which grpc-go sends with code 2. */
export function bareError(message: string, reason: Reason = 'other'): SandboxStatus {
  return new SandboxStatus(CODES.unknown, message, reason);
}

/** Code 3. */
export function invalidArgument(message: string, reason: Reason = 'bad_request'): SandboxStatus {
  return new SandboxStatus(CODES.invalidArgument, message, reason);
}

/** Code 5. */
export function notFound(message: string, reason: Reason): SandboxStatus {
  return new SandboxStatus(CODES.notFound, message, reason);
}

/** Code 12, as grpc-go says it of a method the service lacks. */
export function unknownMethod(method: string, service: string): SandboxStatus {
  return new SandboxStatus(CODES.unimplemented, `unknown method ${method} for service ${service}`);
}

/**
 * The server process died over a call (a Go panic that nothing recovers): every connection breaks, nothing
 * answers until it is started again.
 */
export class ServerDied extends Error {
  override readonly name = 'ServerDied';
}
