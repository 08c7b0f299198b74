import type { OutgoingHttpHeaders } from 'node:http2';
import { CODES, SandboxStatus } from '../status.ts';

/** The headers that carry a status: alone for a refusal, after the body for an answer. */
export function statusTrailers(error?: unknown): OutgoingHttpHeaders {
  if (error === undefined) return { 'grpc-status': '0', 'grpc-message': '' };
  const status =
    error instanceof SandboxStatus ? error : new SandboxStatus(CODES.internal, `sandbox: ${String(error)}`);
  return { 'grpc-status': String(status.code), 'grpc-message': percentEncoded(status.message) };
}

/** gRPC's own percent encoding: everything but printable ASCII, and the percent sign itself. */
function percentEncoded(text: string): string {
  return Array.from(Buffer.from(text), (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x25
      ? `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
      : String.fromCharCode(byte),
  ).join('');
}
