import type http2 from 'node:http2';
import type net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parseServerAddress } from '../../../src/headscale/address.ts';
import { explainCallFailure } from '../../../src/headscale/diagnose/explain.ts';
import { GATE_SHUT } from '../../../src/headscale/grpc/connection-gate.ts';
import { closedPort, plainHttp2Server, Servers } from '../../support/servers.ts';
import { explain } from './explaining.ts';

const servers = new Servers();
afterEach(() => servers.end());
const plainAt = async (server: net.Server) => `http://127.0.0.1:${await servers.listen(server)}`;

describe('a call that broke', () => {
  const cutAnswer = (stream: http2.ServerHttp2Stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
    stream.end();
  };
  const trailersWith = (status: string, message: string) => (stream: http2.ServerHttp2Stream) => {
    const headers = {
      ':status': 200,
      'content-type': 'application/grpc',
      'grpc-status': status,
      'grpc-message': message,
    };
    stream.respond(headers, { endStream: true });
  };

  it.each<
    [
      name: string,
      act: (stream: http2.ServerHttp2Stream) => void,
      read: [string, RegExp],
      change: [string, RegExp],
      deadlineMs?: number,
    ]
  >([
    [
      'connection dropped',
      (stream) => stream.session?.destroy(),
      ['unreachable', /broke during the call/],
      ['answer_lost', /CreateUser may have been applied: .* the connection broke/],
    ],
    ['stream reset', (stream) => stream.close(2), ['unreachable', /cut off/], ['answer_lost', /cut off/]],
    [
      'stream cancelled by the other side',
      (stream) => stream.close(8),
      ['unreachable', /cut off/],
      ['answer_lost', /may have been applied/],
    ],
    [
      'stream refused',
      (stream) => stream.close(7),
      ['unreachable', /takes no more calls/],
      ['unreachable', /takes no more calls/],
    ],
    ['answer cut', cutAnswer, ['unreachable', /cut off/], ['answer_lost', /cut off/]],
    [
      'prefix that was not stripped',
      trailersWith('12', 'unknown service x/headscale.v1.HeadscaleService'),
      ['unreachable', /path \/x on to gRPC/],
      ['unreachable', /path \/x on to gRPC/],
    ],
    ['silence', () => {}, ['timeout', /within 0\.6 s/], ['answer_lost', /no answer came in time/], 600],
  ])('%s', async (_name, act, read, change, deadlineMs = 10_000) => {
    const typed = `${await plainAt(plainHttp2Server(act))}/x`;
    for (const [expected, changing] of [
      [read, false],
      [change, true],
    ] as const) {
      const error = await explain(typed, { change: changing, deadlineMs });
      expect(error).toMatchObject({ code: expected[0], exitCode: 6 });
      expect(error.message).toMatch(expected[1]);
      expect(error.hint).toBeTruthy();
    }
  });

  it.each<[details: string, code: number, change: boolean, sent: boolean, expected: string, says: RegExp]>([
    ['Cancelled on client', 1, true, true, 'interrupted', /may have been applied/],
    ['Cancelled on client', 1, false, true, 'interrupted', /^Interrupted before CreateUser was answered$/],
    [
      'Cancelled before sending',
      1,
      true,
      true,
      'interrupted',
      /^Interrupted before CreateUser was answered$/,
    ],
    ['something grpc-js never said', 14, true, true, 'answer_lost', /may have been applied/],
    ['something grpc-js never said', 14, true, false, 'unreachable', /nothing listens there/],
    ['something grpc-js never said', 14, false, true, 'unreachable', /nothing listens there/],
    [
      `No connection established. Last error: Error: ${GATE_SHUT}`,
      14,
      true,
      true,
      'unreachable',
      /nothing was changed/,
    ],
  ])('%s (%s), change %s, sent %s', async (details, code, change, sent, expected, says) => {
    const address = parseServerAddress(`http://127.0.0.1:${await closedPort()}`);
    const status = { code, details };
    const failure = { address, rpc: 'CreateUser', change, sent, status, deadlineMs: 1000, tls: {} };
    const error = await explainCallFailure(failure);
    expect(error.code).toBe(expected);
    expect(error.message).toMatch(says);
  });

  it('tells another gRPC service from Headscale', async () => {
    const act = trailersWith('12', 'unknown service headscale.v1.HeadscaleService');
    const error = await explain(await plainAt(plainHttp2Server(act)));
    expect(error.message).toContain('a gRPC server answers there that is not Headscale');
  });
});
