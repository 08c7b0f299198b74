import { describe, expect, it } from 'vitest';
import {
  looksLikeHttpAnswer,
  originOf,
  provesUnsent,
  readConnectError,
  readSymptom,
} from '../../../src/headscale/diagnose/symptom.ts';

const NC = 'No connection established. Last error: ';
const openssl = (reason: string, number: number) =>
  `Error: 409DC4D1527F0000:error:0A000460:SSL routines:ssl3_read_bytes:${reason}:../rec_layer_s3.c:918:SSL alert number ${number}\n`;

describe('readSymptom', () => {
  // The texts of grpc-js 1.14.7 as seen against real servers and proxies, on Node 20 and 24.
  it.each<[code: number, details: string, symptom: object, unsent: boolean]>([
    [14, 'Name resolution failed for target dns:hs.example.org:443', { kind: 'name' }, true],
    [4, 'Deadline exceeded after 1.000s,waiting for name resolution', { kind: 'name' }, true],
    [
      14,
      `${NC}Error: connect ECONNREFUSED 127.0.0.1:1. Resolution note: `,
      { kind: 'socket', errno: 'ECONNREFUSED' },
      true,
    ],
    [
      14,
      `${NC}Error: connect EHOSTUNREACH 192.0.2.1:443. Resolution note: `,
      { kind: 'socket', errno: 'EHOSTUNREACH' },
      true,
    ],
    [
      14,
      `${NC}Error: connect EACCES /run/x.sock. Resolution note: `,
      { kind: 'socket', errno: 'EACCES' },
      true,
    ],
    [14, `${NC}Error: read ECONNRESET. Resolution note: `, { kind: 'hung_up' }, true],
    [14, `${NC}Failed to connect (2026-11-24T03:15:12.957Z). Resolution note: `, { kind: 'hung_up' }, true],
    [14, `${NC}Protocol error (2026-11-24T03:15:14.846Z). Resolution note: `, { kind: 'not_http2' }, true],
    [
      14,
      `${NC}Error: Client network socket disconnected before secure TLS connection was established. Resolution note: `,
      { kind: 'hung_up' },
      true,
    ],
    [
      14,
      `${NC}Error: write EPROTO 40:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../a.c:1:\n. Resolution note: `,
      { kind: 'not_tls' },
      true,
    ],
    [
      14,
      NC + openssl('tlsv1 alert no application protocol', 120),
      { kind: 'handshake', refusal: 'no_http2' },
      true,
    ],
    [14, NC + openssl('tlsv1 unrecognized name', 112), { kind: 'handshake', refusal: 'unknown_name' }, true],
    [
      14,
      NC + openssl('tlsv1 alert internal error', 80),
      { kind: 'handshake', refusal: 'unknown_name' },
      true,
    ],
    [
      14,
      NC + openssl('tlsv13 alert certificate required', 116),
      { kind: 'handshake', refusal: 'client_certificate' },
      true,
    ],
    [
      14,
      NC + openssl('ssl/tls alert bad certificate', 42),
      { kind: 'handshake', refusal: 'client_certificate' },
      true,
    ],
    [14, NC + openssl('tlsv1 alert protocol version', 70), { kind: 'handshake', refusal: 'old_tls' }, true],
    [14, NC + openssl('ssl/tls alert handshake failure', 40), { kind: 'handshake', refusal: 'other' }, true],
    [
      14,
      `${NC}Error: certificate has expired. Resolution note: `,
      { kind: 'certificate', fault: 'expired' },
      true,
    ],
    [14, `${NC}Error: certificate is not yet valid`, { kind: 'certificate', fault: 'not_yet_valid' }, true],
    [14, `${NC}Error: self-signed certificate`, { kind: 'certificate', fault: 'self_signed' }, true],
    [
      14,
      `${NC}Error: self-signed certificate in certificate chain`,
      { kind: 'certificate', fault: 'unknown_issuer' },
      true,
    ],
    [
      14,
      `${NC}Error: unable to verify the first certificate`,
      { kind: 'certificate', fault: 'unknown_issuer' },
      true,
    ],
    [
      14,
      `${NC}Error: unable to get local issuer certificate`,
      { kind: 'certificate', fault: 'unknown_issuer' },
      true,
    ],
    [
      14,
      `${NC}Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b`,
      { kind: 'certificate', fault: 'wrong_name' },
      true,
    ],
    [
      14,
      `${NC}Error: the connection was lost before the call was sent. Resolution note: `,
      { kind: 'gone_before_sending' },
      true,
    ],
    [
      4,
      'Deadline exceeded after 0.300s,name resolution: 0.002s,Waiting for LB pick',
      { kind: 'silent_connect' },
      true,
    ],
    [
      4,
      'Deadline exceeded after 0.3s,LB pick: 0.007s,remote_addr=127.0.0.1:1',
      { kind: 'silent_answer' },
      false,
    ],
    [14, 'Stream refused by server', { kind: 'stream_refused' }, true],
    [1, 'Cancelled before sending', { kind: 'cancelled' }, true],
    [1, 'Cancelled on client', { kind: 'cancelled' }, false],
    [1, 'Call cancelled', { kind: 'cancelled' }, false],
    [14, 'Connection dropped', { kind: 'lost' }, false],
    [14, 'read ECONNRESET', { kind: 'lost' }, false],
    [13, 'Received RST_STREAM with code 2 (Internal server error)', { kind: 'reset' }, false],
    [
      13,
      'Received RST_STREAM with code 2 triggered by internal client error: write EPIPE',
      { kind: 'lost' },
      false,
    ],
    [8, 'Bandwidth exhausted or memory limit exceeded', { kind: 'reset' }, false],
  ])('%s %s', (code, details, symptom, unsent) => {
    const status = { code, details };
    expect(readSymptom(status)).toMatchObject(symptom);
    expect(provesUnsent(status)).toBe(unsent);
    expect(originOf(status)).toBe('connection');
    expect(looksLikeHttpAnswer(status)).toBe(false);
  });

  it.each<[code: number, details: string, symptom: object]>([
    [12, 'Received HTTP status code 404', { kind: 'http', status: 404 }],
    [14, 'Received HTTP status code 502', { kind: 'http', status: 502 }],
    [16, 'Received HTTP status code 401', { kind: 'http', status: 401 }],
    [2, 'Received HTTP status code 200', { kind: 'no_grpc_status' }],
    [13, 'Received RST_STREAM with code 0 (Call ended without gRPC status)', { kind: 'no_grpc_status' }],
    [12, 'unknown service x/headscale.v1.HeadscaleService', { kind: 'unknown_service' }],
  ])('%s %s comes from something in between', (code, details, symptom) => {
    const status = { code, details };
    expect(readSymptom(status)).toEqual(symptom);
    expect(provesUnsent(status)).toBe(false);
    expect(originOf(status)).toBe('http');
    expect(looksLikeHttpAnswer(status)).toBe(true);
  });

  it.each([
    [16, 'authorization token not supplied'],
    [13, 'validating token'],
    [13, 'grpc: error unmarshalling request: proto: cannot parse invalid wire-format data'],
    [12, 'unknown method Health for service headscale.v1.HeadscaleService'],
    [2, 'user not found'],
    [4, 'context deadline exceeded'],
    [1, 'context canceled'],
  ])('%s %s comes from Headscale', (code, details) => {
    expect(originOf({ code, details })).toBe('headscale');
    expect(provesUnsent({ code, details })).toBe(false);
  });

  it('takes the error of the socket only where the status is vague', () => {
    const socketError = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' });
    expect(readSymptom({ code: 14, details: `${NC}undefined` }, socketError)).toMatchObject({
      fault: 'expired',
    });
    const refused = { code: 14, details: `${NC}Error: connect ECONNREFUSED 127.0.0.1:1` };
    expect(readSymptom(refused, socketError)).toEqual({ kind: 'socket', errno: 'ECONNREFUSED' });
    expect(readSymptom({ code: 2, details: 'of Headscale' }, socketError)).toMatchObject({ kind: 'unclear' });
  });
});

describe('readConnectError', () => {
  it.each<[code: string | undefined, message: string, symptom: object]>([
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND hs.invalid', { kind: 'name' }],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN hs.invalid', { kind: 'name' }],
    ['ECONNREFUSED', '', { kind: 'socket', errno: 'ECONNREFUSED' }],
    ['ETIMEDOUT', '', { kind: 'socket', errno: 'ETIMEDOUT' }],
    ['ECONNRESET', 'socket hang up', { kind: 'hung_up' }],
    [undefined, 'The peer closed the connection during the TLS handshake', { kind: 'hung_up' }],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', { kind: 'certificate', fault: 'self_signed' }],
    ['CERT_REVOKED', 'certificate revoked', { kind: 'certificate', fault: 'other' }],
    ['EPROTO', 'write EPROTO', { kind: 'unclear' }],
  ])('%s %s', (code, message, symptom) => {
    const error = Object.assign(new Error(message), code === undefined ? {} : { code });
    expect(readConnectError(error)).toMatchObject(symptom);
  });
});
