import { type ProxyFault, proxyFaultIn } from '../proxy-fault.ts';

/** How a gRPC call ended: what grpc-js reports. */
export interface CallStatus {
  readonly code: number;
  readonly details: string;
}

/** What a server's certificate was refused for. */
export type CertificateFault =
  | 'expired'
  | 'not_yet_valid'
  | 'self_signed'
  | 'unknown_issuer'
  | 'wrong_name'
  | 'changed'
  | 'other';

/** Why a TLS peer ended the handshake, as far as its alert says. */
export type HandshakeRefusal = 'no_http2' | 'unknown_name' | 'client_certificate' | 'old_tls' | 'other';

/** What can be told of a failure from its texts alone. Each is a fact of this side, not yet a cause. */
export type Symptom =
  | { readonly kind: 'name' }
  /** The proxy on the way made no connection. */
  | { readonly kind: 'proxy'; readonly fault: ProxyFault }
  | { readonly kind: 'socket'; readonly errno: string }
  | { readonly kind: 'certificate'; readonly fault: CertificateFault; readonly text: string }
  | { readonly kind: 'handshake'; readonly refusal: HandshakeRefusal; readonly text: string }
  | { readonly kind: 'not_tls' }
  | { readonly kind: 'not_http2' }
  | { readonly kind: 'hung_up' }
  | { readonly kind: 'silent_connect' }
  | { readonly kind: 'silent_answer' }
  | { readonly kind: 'http'; readonly status: number }
  | { readonly kind: 'no_grpc_status' }
  | { readonly kind: 'unknown_service' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'stream_refused' }
  | { readonly kind: 'gone_before_sending' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unclear'; readonly text: string };

/**
 * Who is behind a failed call: Headscale itself, an HTTP server that is not gRPC (a proxy, a login page, a web
 * port), or nobody, because the connection was not made or did not last.
 */
export type Origin = 'headscale' | 'http' | 'connection';

const NOT_CONNECTED = 'No connection established';

/** Who is behind a failed call. The texts are those of grpc-js 1.14, which Headscale never sends. */
export function originOf(status: CallStatus): Origin {
  if (looksLikeHttpAnswer(status)) return 'http';
  return isMadeHere(status) ? 'connection' : 'headscale';
}

/** Whether a proxy or a web server answered the call rather than Headscale. */
export function looksLikeHttpAnswer(status: CallStatus): boolean {
  const { kind } = readStatus(status);
  return kind === 'http' || kind === 'no_grpc_status' || kind === 'unknown_service';
}

/** Whether the texts prove that the server has seen nothing of the call. */
export function provesUnsent(status: CallStatus): boolean {
  const { details } = status;
  if (details.startsWith(NOT_CONNECTED) || details === 'Cancelled before sending') return true;
  return ['name', 'silent_connect', 'stream_refused', 'gone_before_sending'].includes(
    readStatus(status).kind,
  );
}

/**
 * Reads a failed call. The error of the last socket is used only where the status itself is vague: it can be that
 * of an earlier attempt.
 */
export function readSymptom(status: CallStatus, socketError?: NodeJS.ErrnoException): Symptom {
  const symptom = readStatus(status);
  if (socketError === undefined) return symptom;
  const vague = symptom.kind === 'unclear' && (isMadeHere(status) || status.details === '');
  return vague ? readConnectError(socketError) : symptom;
}

/** Reads why a socket of our own could not be connected or secured. */
export function readConnectError(error: NodeJS.ErrnoException): Symptom {
  return readConnectText(`${error.code ?? ''} ${error.message}`);
}

function isMadeHere({ code, details }: CallStatus): boolean {
  const symptom = readStatus({ code, details });
  return (
    symptom.kind !== 'unclear' ||
    details.startsWith(NOT_CONNECTED) ||
    details.startsWith('Received RST_STREAM')
  );
}

function readStatus({ code, details }: CallStatus): Symptom {
  const http = /^Received HTTP status code (\d+)/.exec(details);
  if (http?.[1] === '200') return { kind: 'no_grpc_status' };
  if (http) return { kind: 'http', status: Number(http[1]) };
  if (/^Received RST_STREAM with code 0 /.test(details)) return { kind: 'no_grpc_status' };
  if (code === 12 && details.startsWith('unknown service ')) return { kind: 'unknown_service' };
  if (details.includes('the connection was lost before the call was sent'))
    return { kind: 'gone_before_sending' };
  if (details.startsWith(NOT_CONNECTED)) {
    const cause = /Last error: (.*?)(?:\. Resolution note: .*)?$/s.exec(details);
    return readConnectText(cause?.[1] ?? '');
  }
  if (/^(Name resolution failed|No addresses resolved|Failed to parse DNS address)/.test(details)) {
    return { kind: 'name' };
  }
  if (code === 4 && /^Deadline exceeded/.test(details)) return readDeadline(details);
  if (code === 1 && /^(Call cancelled|Cancelled )/.test(details)) return { kind: 'cancelled' };
  if (details === 'Stream refused by server') return { kind: 'stream_refused' };
  if (details === 'Connection dropped' || /^(read|write) E[A-Z]+$/.test(details)) return { kind: 'lost' };
  if (/^Received RST_STREAM with code \d+ triggered by internal client error/.test(details))
    return { kind: 'lost' };
  if (/^(Received RST_STREAM|Bandwidth exhausted)/.test(details)) return { kind: 'reset' };
  return { kind: 'unclear', text: details };
}

function readDeadline(details: string): Symptom {
  if (details.includes('waiting for name resolution')) return { kind: 'name' };
  return { kind: details.includes('Waiting for LB pick') ? 'silent_connect' : 'silent_answer' };
}

function readConnectText(text: string): Symptom {
  const proxyFault = proxyFaultIn(text);
  if (proxyFault) return { kind: 'proxy', fault: proxyFault };
  const fault = certificateFault(text);
  if (fault) return { kind: 'certificate', fault, text };
  const refusal = handshakeRefusal(text);
  if (refusal) return { kind: 'handshake', refusal, text };
  if (
    /wrong version number|packet length too long|record layer failure|http request|unexpected message/.test(
      text,
    )
  ) {
    return { kind: 'not_tls' };
  }
  if (/ENOTFOUND|EAI_/.test(text)) return { kind: 'name' };
  if (
    /before secure TLS connection|closed the connection during the TLS handshake|Socket closed/.test(text)
  ) {
    return { kind: 'hung_up' };
  }
  if (/^(Error: )?(Failed to connect|Connection closed before starting HTTP)/.test(text.trim()))
    return { kind: 'hung_up' };
  if (text.includes('ECONNRESET') || text.includes('EPIPE')) return { kind: 'hung_up' };
  if (/Protocol error|ERR_HTTP2/.test(text)) return { kind: 'not_http2' };
  const errno = /\b(E(?!RR_)[A-Z]{3,})\b/.exec(text)?.[1];
  if (errno !== undefined && errno !== 'EPROTO') return { kind: 'socket', errno };
  return { kind: 'unclear', text };
}

const CERTIFICATE_FAULTS: readonly (readonly [RegExp, CertificateFault])[] = [
  [/certificate is not the one that was trusted/, 'changed'],
  [/ERR_TLS_CERT_ALTNAME_INVALID|altnames|does not match certificate/, 'wrong_name'],
  [/CERT_HAS_EXPIRED|certificate has expired/, 'expired'],
  [/CERT_NOT_YET_VALID|certificate is not yet valid/, 'not_yet_valid'],
  [/SELF_SIGNED_CERT_IN_CHAIN|certificate in certificate chain/, 'unknown_issuer'],
  [/DEPTH_ZERO_SELF_SIGNED_CERT|self-signed certificate/, 'self_signed'],
  [/UNABLE_TO_|unable to (verify|get)/, 'unknown_issuer'],
  [/\bCERT_[A-Z]|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)/, 'other'],
];

function certificateFault(text: string): CertificateFault | undefined {
  return CERTIFICATE_FAULTS.find(([pattern]) => pattern.test(text))?.[1];
}

/** By the number of the TLS alert (RFC 8446, section 6), which OpenSSL prints. */
const REFUSALS: Readonly<Record<string, HandshakeRefusal>> = {
  '42': 'client_certificate',
  '43': 'client_certificate',
  '44': 'client_certificate',
  '45': 'client_certificate',
  '46': 'client_certificate',
  '48': 'client_certificate',
  '70': 'old_tls',
  '80': 'unknown_name',
  '112': 'unknown_name',
  '116': 'client_certificate',
  '120': 'no_http2',
};

function handshakeRefusal(text: string): HandshakeRefusal | undefined {
  const number = /alert number (\d+)/i.exec(text)?.[1];
  if (number !== undefined) return REFUSALS[number] ?? 'other';
  if (/no application protocol/.test(text)) return 'no_http2';
  if (/unsupported protocol/.test(text)) return 'old_tls';
  return /\balert\b|handshake failure/.test(text) ? 'other' : undefined;
}
