import { describe, expect, test } from 'vitest';
import { ERAS, type Era } from '../../../src/headscale/eras/era.ts';
import { loadMessages } from '../../../src/headscale/grpc/messages.ts';
import { gatewayRoutes, NATIVE_ROUTES } from '../../../src/headscale/http/gateway-routes.ts';
import { nativeCalls, nativeWire } from '../../../src/headscale/http/native.ts';
import type { Message } from '../../../src/headscale/wire.ts';
import { aNode, anApiKey, aUser } from '../eras/things.ts';
import { recordedExchanges } from './recorded.ts';
import { failureOf } from './talk.ts';
import { answer, fakeSender, wireOf } from './wires.ts';

const OK = () => answer(200, 'application/json', {});
const AT = { seconds: 1_900_000_000 };

/** What is sent for a call. */
async function sentFor(era: Era | '0.30', rpc: string, message: Message) {
  const sender = fakeSender(OK);
  await wireOf(era, sender).call(rpc, message, { change: true });
  const request = sender.sent[0]?.request;
  return [request?.method, request?.path.replace('/api/v1', ''), request?.body && JSON.parse(request.body)];
}

describe('calls that no method of the port makes', () => {
  const byHand = recordedExchanges().filter(
    ({ rpc, status }) =>
      status === 200 && /^(GetUser|GetNode|DebugCreateNode|GetRoutes|GetNodeRoutes)$/.test(rpc),
  );

  test.each(byHand)('$title', async ({ release, era, rpc, request, method, path, body }) => {
    const sent = await sentFor(release === '0.30' ? release : era, rpc, named(request));
    expect(sent).toEqual([method, path.replace('/api/v1', ''), body]);
  });

  /** The recordings number users; requests hold ids as text. */
  function named(request: Message): Message {
    return Object.fromEntries(
      Object.entries(request).map(([name, value]) => [
        name,
        typeof value === 'number' ? String(value) : value,
      ]),
    );
  }
});

describe('where the fields of a call go', () => {
  test.each([
    // What makes a difference: the other place is not read, and the node expires at once.
    [
      '0.26',
      'ExpireNode',
      { nodeId: '7', expiry: AT },
      ['POST', '/node/7/expire?expiry=2030-03-17T17%3A46%3A40Z', undefined],
    ],
    [
      '0.29',
      'ExpireNode',
      { nodeId: '7', disableExpiry: true },
      ['POST', '/node/7/expire?disableExpiry=true', undefined],
    ],
    ['0.29', 'ExpireNode', { nodeId: '7' }, ['POST', '/node/7/expire', undefined]],
    [
      '0.30',
      'ExpireNode',
      { nodeId: '7', expiry: AT },
      ['POST', '/node/7/expire', { expiry: '2030-03-17T17:46:40Z' }],
    ],
    [
      '0.30',
      'ExpireNode',
      { nodeId: '7', disableExpiry: true },
      ['POST', '/node/7/expire', { disableExpiry: true }],
    ],
    ['0.30', 'ExpireNode', { nodeId: '7' }, ['POST', '/node/7/expire', undefined]],
    ['0.23', 'MoveNode', { nodeId: '7', user: 'a b' }, ['POST', '/node/7/user?user=a%20b', undefined]],
    ['0.24', 'MoveNode', { nodeId: '7', user: 'a b' }, ['POST', '/node/7/user', { user: 'a b' }]],
    ['0.28', 'DeleteApiKey', { id: '3' }, ['DELETE', '/apikey/?id=3', undefined]],
    ['0.28', 'DeleteApiKey', { prefix: 'a-b_c' }, ['DELETE', '/apikey/a-b_c', undefined]],
    ['0.26', 'SetTags', { nodeId: '7' }, ['POST', '/node/7/tags', { tags: [] }]],
    ['0.28', 'SetApprovedRoutes', { nodeId: '7' }, ['POST', '/node/7/approve_routes', { routes: [] }]],
    ['0.29', 'SetPolicy', {}, ['PUT', '/policy', { policy: '' }]],
    ['0.29', 'CreateApiKey', {}, ['POST', '/apikey', {}]],
    [
      '0.29',
      'CreateApiKey',
      { expiration: { ...AT, nanos: 5 } },
      ['POST', '/apikey', { expiration: '2030-03-17T17:46:40.000000005Z' }],
    ],
    [
      '0.24',
      'RenameUser',
      { oldId: '1', newName: 'jos\u00e9 #1?&%' },
      ['POST', '/user/1/rename/jos%C3%A9%20%231%3F%26%25', undefined],
    ],
  ] as const)('%s %s %j', async (era, rpc, message, expected) => {
    expect(await sentFor(era, rpc, message)).toEqual(expected);
  });

  test.each(['', '.', '..', 'a/b', '/'])('%j in a path is refused, and nothing is sent', async (newName) => {
    for (const era of [...ERAS, '0.30'] as const) {
      const sender = fakeSender(OK);
      const call = wireOf(era, sender).call('RenameNode', { nodeId: '7', newName }, { change: true });
      expect((await failureOf(call)).code).toBe('invalid_value');
      expect(sender.sent).toEqual([]);
    }
  });

  test('a missing id is refused, and nothing is sent', async () => {
    const sender = fakeSender(OK);
    for (const [rpc, era] of [
      ['DeleteNode', '0.26'],
      ['DeleteUser', '0.23'],
      ['DeleteApiKey', '0.28'],
      ['DeleteApiKey', '0.30'],
    ] as const) {
      const call = wireOf(era, sender).call(rpc, {}, { change: true });
      expect((await failureOf(call)).code).toBe('invalid_value');
    }
    expect(sender.sent).toEqual([]);
  });
});

describe('every call of a schema', () => {
  test.each(ERAS)('of %s has a route, and its path names fields of the message', async (era) => {
    for (const [rpc, { requestType }] of await loadMessages(era)) {
      const route = gatewayRoutes(era)[rpc];
      const names = [...(route?.path.matchAll(/\{(\w+)\}/g) ?? [])].map(([, name]) => name);
      expect([
        rpc,
        route === undefined,
        names.filter((name) => !requestType.fields.some((field) => field.name === name)),
      ]).toEqual([rpc, false, []]);
    }
  });

  test('of 0.29 has a route in 0.30', async () => {
    const missing = [...(await loadMessages('0.29')).keys()].filter((rpc) => !NATIVE_ROUTES[rpc]);
    expect(missing).toEqual([]);
  });

  test('unknown is unsupported', async () => {
    const call = wireOf('0.29', fakeSender(OK)).call('Frobnicate', {}, { change: true });
    expect((await failureOf(call)).code).toBe('unsupported');
  });
});

describe('what 0.30 alone does', () => {
  const RANGE = { oldest: '0.30', newest: '0.30' } as const;

  test.each([
    ['hskey-api-1b7c45f330bd-***', 'hskey-api-1b7c45f330bd-***'],
    ['abcdefg***', 'abcdefg'],
    ['abcdefg', 'abcdefg'],
  ])('the API key listed as %s is deleted as %s', async (prefix, segment) => {
    const sender = fakeSender(OK);
    await nativeCalls(nativeWire(sender), RANGE).deleteApiKey(anApiKey({ prefix }));
    expect(sender.sent[0]?.request).toEqual({ method: 'DELETE', path: `/api/v1/apikey/${segment}` });
    expect(sender.sent[0]?.call.change).toBe(true);
  });

  test.each(['', '***'])('a prefix of %j is refused', async (prefix) => {
    const sender = fakeSender(OK);
    const call = nativeCalls(nativeWire(sender), RANGE).deleteApiKey(anApiKey({ prefix }));
    expect((await failureOf(call)).code).toBe('invalid_value');
    expect(sender.sent).toEqual([]);
  });

  test('ids are text in bodies, for a number is refused', async () => {
    const sender = fakeSender(() => answer(200, 'application/json', { preAuthKey: { id: '1' } }));
    await nativeCalls(nativeWire(sender), RANGE).createPreAuthKey({
      user: aUser({ id: '12' }),
      reusable: false,
      ephemeral: true,
      expiration: { seconds: AT.seconds, nanos: 0 },
      aclTags: [],
    });
    expect(JSON.parse(sender.sent[0]?.request.body ?? '')).toEqual({
      user: '12',
      ephemeral: true,
      expiration: '2030-03-17T17:46:40Z',
    });
  });

  test("times come with the server's own offset, and unset ones as the year 1", async () => {
    const node = {
      id: '1',
      createdAt: '2026-11-24T09:34:57.5+09:00',
      expiry: '0001-01-01T00:00:00Z',
      lastSeen: null,
    };
    const sender = fakeSender(() =>
      answer(200, 'application/json', { node: { ...node, registerMethod: 'REGISTER_METHOD_CLI' } }),
    );
    const read = await nativeCalls(nativeWire(sender), RANGE).renameNode(aNode(), 'x');
    expect(read).toMatchObject({
      createdAt: { seconds: Date.UTC(2026, 10, 24, 0, 34, 57) / 1000, nanos: 500_000_000 },
      expiry: null,
      lastSeen: null,
    });
  });

  test('a node is not moved, and its last tag stays', async () => {
    const calls = nativeCalls(nativeWire(fakeSender(OK)), RANGE);
    expect((await failureOf(calls.moveNode(aNode(), aUser()))).code).toBe('unsupported');
    expect((await failureOf(calls.setTags(aNode(), []))).code).toBe('unsupported');
  });
});
