import type { ErrorCode } from '../../errors.ts';

/** What keeps hs from Headscale. Stable names: `hs doctor` shows them too. */
export type CauseKind =
  | 'name_unknown'
  | 'resolver_down'
  | 'name_unsteady'
  | 'refused'
  | 'no_route'
  | 'dropped'
  | 'hung_up'
  | 'silent'
  | 'slow'
  | 'socket_missing'
  | 'socket_forbidden'
  | 'socket_dead'
  | 'other_socket_error'
  | 'plaintext_grpc'
  | 'plaintext_web'
  | 'plaintext_other'
  | 'not_tls'
  | 'needs_tls'
  | 'certificate_name'
  | 'certificate_expired'
  | 'certificate_not_yet_valid'
  | 'certificate_self_signed'
  | 'certificate_stand_in'
  | 'certificate_changed'
  | 'certificate_unknown_issuer'
  | 'certificate_refused'
  | 'no_http2'
  | 'tls_name_unknown'
  | 'client_certificate'
  | 'client_certificate_refused'
  | 'tls_too_old'
  | 'tls_refused'
  | 'not_grpc'
  | 'not_http'
  | 'no_grpc_route'
  | 'grpc_route_broken'
  | 'no_grpc_any_more'
  | 'nothing_here'
  | 'prefix_not_stripped'
  | 'other_grpc_service'
  | 'login'
  | 'redirect'
  | 'blocked'
  | 'rate_limit'
  | 'maintenance'
  | 'upstream_down'
  | 'upstream_wants_tls'
  | 'too_large'
  | 'other_site'
  | 'http_answer'
  | 'answer_cut'
  | 'lost'
  | 'gone_before_sending'
  | 'proxy_down'
  | 'proxy_silent'
  | 'proxy_tls'
  | 'proxy_login'
  | 'proxy_refuses'
  | 'proxy_cannot_connect'
  | 'no_proxy'
  | 'ssh_program'
  | 'ssh_folder'
  | 'ssh_config'
  | 'ssh_name'
  | 'ssh_connection'
  | 'ssh_host_key'
  | 'ssh_login'
  | 'ssh_forbidden'
  | 'ssh_socket'
  | 'ssh_socket_missing'
  | 'ssh_socket_forbidden'
  | 'ssh_port'
  | 'ssh_ended'
  | 'interrupted'
  | 'unclear';

/** One cause in words. */
export interface Cause {
  readonly kind: CauseKind;
  readonly code: ErrorCode;
  /** Completes "Cannot reach Headscale at hs.example.org:443: …"; begins small, ends without a full stop. */
  readonly text: string;
  /** The next step. */
  readonly hint: string;
  /** What else a person has to see to judge it, a line each; two at most. */
  readonly details?: readonly string[];
}

/** A cause that keeps the server from being reached. */
export function unreachable(kind: CauseKind, text: string, hint: string): Cause {
  return { kind, code: 'unreachable', text, hint };
}

/** A cause that shows as silence. */
export function timedOut(kind: CauseKind, text: string, hint: string): Cause {
  return { kind, code: 'timeout', text, hint };
}
