import { describe, expect, test } from 'vitest';
import { TAGGED_DEVICES_ID, type User } from '../../../src/domain/user.ts';
import { ERAS, type Era } from '../../../src/headscale/eras/era.ts';
import { readNode } from '../../../src/headscale/eras/node-codec.ts';
import { readPreAuthKey } from '../../../src/headscale/eras/pre-auth-key-codec.ts';
import { Fields } from '../../../src/headscale/eras/read.ts';
import { readRouteRow } from '../../../src/headscale/eras/route-rows.ts';
import { ERA_SCHEMAS } from '../../../src/headscale/eras/schema.ts';
import { readApiKey, readPolicy } from '../../../src/headscale/eras/server-calls.ts';
import { readUser } from '../../../src/headscale/eras/user-codec.ts';
import { loadMessages } from '../../../src/headscale/grpc/messages.ts';
import type { Message } from '../../../src/headscale/wire.ts';
import {
  expectedApiKey,
  expectedKey,
  expectedNode,
  expectedUser,
  list,
  object,
  objects,
  unlessZero,
} from './expected.ts';
import { type Recorded, recordedCalls, recordedJson } from './recorded.ts';

const owner: User = {
  id: '77',
  name: 'asked-for',
  displayName: '',
  email: '',
  provider: '',
  providerId: '',
  profilePicUrl: '',
  createdAt: null,
};

/** Whose keys were asked for; from 0.28 on all are listed at once. */
function askedFor(era: Era): User | null {
  return ERA_SCHEMAS[era].preAuthKeysListed === 'all' ? null : owner;
}

/** How an answer is read, by the call it belongs to. */
function read(rpc: string, era: Era, message: Message): unknown {
  const [fields, schema] = [new Fields(message), ERA_SCHEMAS[era]];
  switch (rpc) {
    case 'GetUser':
    case 'CreateUser':
    case 'RenameUser':
      return readUser(fields.child('user'));
    case 'ListUsers':
      return fields.children('users').map(readUser);
    case 'CreatePreAuthKey':
      return readPreAuthKey(fields.child('preAuthKey'), schema, askedFor(era));
    case 'ListPreAuthKeys':
      return fields.children('preAuthKeys').map((key) => readPreAuthKey(key, schema, askedFor(era)));
    case 'ListNodes':
      return fields.children('nodes').map((node) => readNode(node, schema));
    case 'GetRoutes':
    case 'GetNodeRoutes':
      return fields.children('routes').map(readRouteRow);
    case 'ListApiKeys':
      return fields.children('apiKeys').map(readApiKey);
    case 'CreateApiKey':
      return fields.someText('apiKey');
    case 'GetPolicy':
    case 'SetPolicy':
      return readPolicy(fields);
    case 'BackfillNodeIPs':
      return fields.texts('changes');
    case 'Health':
      return fields.flag('databaseConnectivity');
    default:
      return readNode(fields.child('node'), schema);
  }
}

function expected(rpc: string, era: Era, response: Recorded): unknown {
  switch (rpc) {
    case 'GetUser':
    case 'CreateUser':
    case 'RenameUser':
      return expectedUser(object(response['user']));
    case 'ListUsers':
      return objects(response['users']).map(expectedUser);
    case 'CreatePreAuthKey':
      return expectedKey(object(response['preAuthKey']), askedFor(era));
    case 'ListPreAuthKeys':
      return objects(response['preAuthKeys']).map((key) => expectedKey(key, askedFor(era)));
    case 'ListNodes':
      return objects(response['nodes']).map((node) => expectedNode(node, era));
    case 'GetRoutes':
    case 'GetNodeRoutes':
      return objects(response['routes']).map((row) => ({
        id: String(row['id']),
        nodeId: object(row['node'])['id'],
        prefix: row['prefix'],
        advertised: row['advertised'],
        enabled: row['enabled'],
        primary: row['isPrimary'],
      }));
    case 'ListApiKeys':
      return objects(response['apiKeys']).map(expectedApiKey);
    case 'CreateApiKey':
      return response['apiKey'];
    case 'GetPolicy':
    case 'SetPolicy':
      return { text: response['policy'], updatedAt: unlessZero(response['updatedAt']) };
    case 'BackfillNodeIPs':
      return list(response['changes']);
    case 'Health':
      return response['databaseConnectivity'];
    default:
      return expectedNode(object(response['node']), era);
  }
}

/** Answers of nothing, whose decoding can only succeed. */
const EMPTY =
  /^(Delete\w+|ExpirePreAuthKey|ExpireApiKey|EnableRoute|DisableRoute|CheckPolicy|AuthApprove|AuthReject)$/;
/** A node that only waits has the id 0, and no call of the port makes one. */
const WAITING = 'DebugCreateNode';

describe.each(ERAS)('answers of era %s', (era) => {
  const grpc = recordedCalls().filter((call) => call.era === era && call.code === 0);
  const json = recordedJson().filter((call) => call.era === era);
  const told = ({ rpc }: { rpc: string }) => !EMPTY.test(rpc) && rpc !== WAITING;

  test.each(grpc.filter(told))('$title', async ({ rpc, response, responseHex }) => {
    const message = (await loadMessages(era)).get(rpc)?.decodeResponse(Buffer.from(responseHex, 'hex'));
    expect(read(rpc, era, message ?? {})).toEqual(expected(rpc, era, response));
  });

  test.each(json.filter(told))('$title', ({ rpc, response }) => {
    expect(read(rpc, era, response)).toEqual(expected(rpc, era, response));
  });

  test('answers of nothing are empty', async () => {
    const messages = await loadMessages(era);
    const nothing = grpc.filter(({ rpc }) => EMPTY.test(rpc));
    expect(nothing.length).toBeGreaterThan(8);
    for (const { rpc, responseHex } of nothing) {
      expect([rpc, responseHex, messages.get(rpc)?.responseType.fields]).toEqual([rpc, '', []]);
    }
  });

  test('a waiting node has no id to be named by', async () => {
    const messages = await loadMessages(era);
    const waiting = grpc.filter(({ rpc }) => rpc === WAITING);
    expect(waiting.length).toBeGreaterThan(3);
    for (const { rpc, responseHex } of waiting) {
      const message = messages.get(rpc)?.decodeResponse(Buffer.from(responseHex, 'hex'));
      expect(() => read(rpc, era, message ?? {})).toThrow(/at node\.id, not an id$/);
    }
  });
});

describe('quirks that the domain hides', () => {
  const all = recordedCalls();
  const nodesOf = (version: string) =>
    all
      .filter((call) => call.version === version && call.rpc === 'ListNodes' && call.code === 0)
      .flatMap((call) => objects(call.response['nodes']));

  test('the recordings hold zero times, tags of both kinds, ownerless keys and the pseudo user', () => {
    const zero = { seconds: '-62135596800', nanos: 0 };
    expect(nodesOf('0.23.0').some((node) => object(node['expiry'])?.['seconds'] === zero.seconds)).toBe(true);
    expect(nodesOf('0.24.3').some((node) => list(node['validTags']).length > 0)).toBe(true);
    expect(nodesOf('0.27.1').some((node) => list(node['forcedTags']).length > 0)).toBe(true);
    expect(nodesOf('0.29.2').some((node) => object(node['user'])?.['id'] === TAGGED_DEVICES_ID)).toBe(true);
    const keys = all
      .filter((call) => call.version === '0.29.2' && call.rpc === 'ListPreAuthKeys')
      .flatMap((call) => objects(call.response['preAuthKeys']));
    expect(keys.some((key) => key['user'] === null)).toBe(true);
  });

  test('a node with the zero time never expires and says how that was told, a key with the zero time keeps it', async () => {
    const born = all.find(
      ({ note, rpc }) => note === 'no expiration: born expired' && rpc === 'CreatePreAuthKey',
    );
    const messages = await loadMessages('0.23');
    const message = messages
      .get('CreatePreAuthKey')
      ?.decodeResponse(Buffer.from(born?.responseHex ?? '', 'hex'));
    expect(read('CreatePreAuthKey', '0.23', message ?? {})).toMatchObject({
      expiration: { seconds: -62_135_596_800, nanos: 0 },
    });
    const node = all.find(({ version, rpc }) => version === '0.23.0' && rpc === 'RegisterNode');
    const registered = messages
      .get('RegisterNode')
      ?.decodeResponse(Buffer.from(node?.responseHex ?? '', 'hex'));
    expect(read('RegisterNode', '0.23', registered ?? {})).toMatchObject({
      expiry: null,
      expiryIsZero: true,
    });
  });
});
