import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/headscale/http/exchange.ts';
import { type RecordedExchange, recordedExchanges } from './recorded.ts';
import { RECORDED_PROBLEMS } from './recorded-problems.ts';
import { expectedRefusal, problemText } from './refusals.ts';
import { failureOf } from './talk.ts';
import { answer, fakeSender, wireOf } from './wires.ts';

const refused = recordedExchanges().filter(({ status }) => status !== 200);
const CHANGE = /^(Create|Rename|Delete|Expire|Set|Register|Move|Backfill|Auth|Enable)/;

/** The error of a call that is answered like this; the request is one that can be sent. */
async function errorOf(
  exchange: Pick<RecordedExchange, 'rpc' | 'release' | 'era'>,
  given: Answer,
  hasKey = true,
) {
  const { rpc, release, era } = exchange;
  const message = {
    id: '1',
    nodeId: '1',
    oldId: '1',
    oldName: 'a',
    name: 'a',
    newName: 'b',
    routeId: '1',
    prefix: 'x',
  };
  const wire = wireOf(
    release === '0.30' ? release : era,
    fakeSender(() => given, hasKey),
  );
  return await failureOf(wire.call(rpc, message, { change: CHANGE.test(rpc) }));
}

const answerOf = ({ status, contentType, answer: body }: RecordedExchange) =>
  answer(status, contentType, body);

describe('every refusal that real servers gave', () => {
  test.each(refused.filter(({ auth }) => auth === undefined))('$title: $status', async (exchange) => {
    const error = await errorOf(exchange, answerOf(exchange));
    expect(error.code).toBe(expectedRefusal(exchange));
    expect(error.message).not.toMatch(/\$|undefined|\.$|Internal Server Error/);
  });

  test.each(refused.filter(({ auth }) => auth !== undefined))('$title with $auth', async (exchange) => {
    expect(await errorOf(exchange, answerOf(exchange))).toMatchObject({
      code: 'credentials',
      message: expect.stringMatching(/^The server refuses this API key/),
    });
    expect(await errorOf(exchange, answerOf(exchange), false)).toMatchObject({
      code: 'credentials',
      message: 'The server wants an API key and got none',
    });
  });

  test('of 0.30 is listed, and every one that is listed was given', () => {
    const given = refused.filter(({ release, auth }) => release === '0.30' && auth === undefined);
    expect(given.length).toBeGreaterThan(50);
    const unseen = Object.values(RECORDED_PROBLEMS)
      .flat()
      .filter(
        ([rpc, status, text]) =>
          !given.some((one) => {
            return one.rpc === rpc && one.status === status && problemText(one.answer).startsWith(text);
          }),
      );
    expect(unseen).toEqual([]);
  });
});

describe('what 0.30 says no with', () => {
  const NATIVE = { rpc: 'SetPolicy', release: '0.30', era: '0.29' } as const;
  const problem = (status: number, detail: string, errors?: unknown) =>
    answer(status, 'application/problem+json', { title: 'x', status, detail, ...(errors ? { errors } : {}) });

  test('errors may hold null', async () => {
    const said = 'no supported policy mode found in configuration, policy.mode: "x"';
    const error = await errorOf({ ...NATIVE, rpc: 'GetPolicy' }, problem(500, said, [null]));
    expect(error).toMatchObject({ code: 'failed', message: expect.stringContaining('policy.mode') });
  });

  test('what was sent is told by place and reason, never by value', async () => {
    const given = problem(422, 'validation failed', [
      { message: 'expected string', location: 'body.user', value: { key: 'hskey-secret' } },
      { message: 'unexpected property', location: 'body.user_id', value: 'hskey-secret' },
    ]);
    const error = await errorOf({ ...NATIVE, rpc: 'CreatePreAuthKey' }, given);
    expect(error).toMatchObject({
      code: 'invalid_value',
      message:
        'CreatePreAuthKey failed: validation failed: expected string at body.user; unexpected property at body.user_id',
    });
    expect(JSON.stringify([error, error.cause])).not.toContain('hskey-secret');
  });

  test.each([
    [
      problem(413, 'request body is too large limit=1048576 bytes'),
      'invalid_value',
      /larger than the server takes \(1048576/,
    ],
    [problem(409, 'node key is in use'), 'conflict', /node key is in use/],
    [problem(500, 'loading ACL from database', [{ message: 'disk I/O error' }]), 'failed', /disk I\/O error/],
    [
      problem(500, 'x', [{ message: 'updating policy manager after user creation: y' }]),
      'answer_lost',
      /made the change/,
    ],
    [answer(405, '', ''), 'unsupported', /has no call SetPolicy/],
    [
      answer(404, 'text/plain; charset=utf-8', '404 page not found\n'),
      'unsupported',
      /has no call SetPolicy/,
    ],
  ] as const)('%#', async (given, code, message) => {
    expect(await errorOf(NATIVE, given)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe('what the gateway says no with', () => {
  const GATEWAY = { rpc: 'ListNodes', release: '0.28', era: '0.28' } as const;
  const status = (http: number, code: number, message: string) =>
    answer(http, 'application/json', { code, message, details: [] });

  test.each([
    [status(404, 5, 'Not Found'), 'unsupported', 'The release of this server has no call ListNodes'],
    [
      status(501, 12, 'Method Not Allowed'),
      'unsupported',
      'The release of this server has no call ListNodes',
    ],
    [status(404, 5, 'node not found'), 'not_found', 'The node does not exist (any more)'],
    [status(400, 3, 'type mismatch, parameter: node_id, error: x'), 'invalid_value', /type mismatch/],
    [
      status(429, 8, 'grpc: received message larger than max (5000000 vs. 4194304)'),
      'failed',
      /larger than this connection carries/,
    ],
    [status(503, 14, 'connection error: desc = "transport: Error while dialing"'), 'unreachable', /dialing/],
  ] as const)('%#', async (given, code, message) => {
    expect(await errorOf(GATEWAY, given)).toMatchObject({
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  test('a gateway that lost its server leaves a change open', async () => {
    const error = await errorOf(
      { ...GATEWAY, rpc: 'DeleteNode' },
      status(503, 14, 'error reading from server: EOF'),
    );
    expect(error.code).toBe('answer_lost');
  });
});

describe('pages in place of an answer', () => {
  const page = (status: number, more: Partial<Answer['headers']> = {}, body = '<!DOCTYPE html>') =>
    answer(status, 'text/html', body, more);
  const READ = { rpc: 'ListUsers', release: '0.28', era: '0.28' } as const;
  const CHANGE_CALL = { ...READ, rpc: 'CreateUser' } as const;

  test.each([
    [200, /a page comes back from hs\.example\.org instead of an answer/],
    [204, /a page comes back/],
    [401, /asks for its own login/],
    [403, /refuses this machine/],
    [404, /has no Headscale at this host and path/],
    [429, /limits the rate/],
    [502, /gets no answer from Headscale behind it \(HTTP 502\)/],
    [503, /has no server to pass the call to/],
    [418, /answered HTTP 418/],
  ])('%i', async (status, message) => {
    expect(await errorOf(READ, page(status))).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/./),
    });
  });

  test.each([
    [302, 'unreachable'],
    [403, 'unreachable'],
    [404, 'unreachable'],
    [413, 'failed'],
    [200, 'answer_lost'],
    [408, 'answer_lost'],
    [500, 'answer_lost'],
    [502, 'answer_lost'],
    [504, 'answer_lost'],
  ])('%i to a change is %s', async (status, code) => {
    expect((await errorOf(CHANGE_CALL, page(status))).code).toBe(code);
  });

  test('a redirect is told by where it points, without its query', async () => {
    const error = await errorOf(READ, page(302, { location: 'https://login.example.org/auth?token=secret' }));
    expect(error.message).toContain('it redirects to https://login.example.org/auth (HTTP 302)');
    expect(error.message).not.toContain('secret');
  });

  test('a login of the proxy is no refusal of Headscale', async () => {
    const given = answer(401, 'text/plain', 'Unauthorized', { challenge: 'Basic realm="x"' });
    expect(await errorOf(READ, given)).toMatchObject({ code: 'unreachable' });
  });

  test('an answer that is cut off is no object', async () => {
    const given = answer(200, 'application/json', '{"user": {"id": "1"');
    expect(await errorOf(CHANGE_CALL, given)).toMatchObject({
      code: 'answer_lost',
      message: expect.stringContaining('broken JSON'),
    });
    expect(await errorOf(READ, given)).toMatchObject({
      code: 'failed',
      message: 'The answer to ListUsers from hs.example.org:443 is broken JSON',
    });
  });
});
