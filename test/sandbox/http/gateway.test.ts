import { afterEach, describe, expect, test } from 'vitest';
import { RELEASES } from '../../../src/domain/release.ts';
import { since } from '../../../src/sandbox/release.ts';
import type { Web } from './web.ts';
import { webOf } from './web.ts';

const NOW_MS = 1_795_480_000_000;
const GATEWAYS = RELEASES.filter((release) => release !== '0.30');

let web: Web;

afterEach(() => web.end());

describe('the JSON of 0.29', () => {
  test('has every field, ids as text and unset times as null', async () => {
    web = await webOf({ release: '0.29', now: () => NOW_MS });
    await web.api('POST', '/user', { name: 'alice' });
    const key = web.sandbox.devices.knock({ hostname: 'laptop' });
    expect(await web.api('POST', `/node/register?user=alice&key=${key}`)).toEqual({
      node: {
        id: '1',
        machineKey: expect.stringMatching(/^mkey:/),
        nodeKey: expect.stringMatching(/^nodekey:/),
        discoKey: expect.stringMatching(/^discokey:/),
        ipAddresses: ['100.64.0.1', 'fd7a:115c:a1e0::1'],
        name: 'laptop',
        user: {
          id: '1',
          name: 'alice',
          createdAt: '2026-11-24T00:26:40Z',
          displayName: '',
          email: '',
          providerId: '',
          provider: '',
          profilePicUrl: '',
        },
        lastSeen: '2026-11-24T00:26:40Z',
        expiry: null,
        preAuthKey: null,
        createdAt: '2026-11-24T00:26:40Z',
        registerMethod: 'REGISTER_METHOD_CLI',
        givenName: 'laptop',
        online: false,
        approvedRoutes: [],
        availableRoutes: [],
        subnetRoutes: [],
        tags: [],
      },
    });
  });

  test.each([
    [{ display_name: 'Alice', bogus: 1 }, 'Alice'],
    [{ displayName: 'Alice' }, 'Alice'],
    [{ displayName: null }, ''],
  ])('takes %j in both spellings, and ignores what it does not know', async (body, displayName) => {
    web = await webOf({ release: '0.29' });
    expect(await web.api('POST', '/user', body)).toMatchObject({ user: { displayName } });
  });

  test.each([1, '1', '01', 1.0])('takes the id %j', async (user) => {
    web = await webOf({ release: '0.29', now: () => NOW_MS });
    await web.api('POST', '/user', { name: 'alice' });
    const expiration = '2030-01-01T00:00:00.120+09:00';
    expect(await web.api('POST', '/preauthkey', { user, expiration, acl_tags: ['tag:a'] })).toMatchObject({
      preAuthKey: { user: { id: '1' }, expiration: '2029-12-31T15:00:00.120Z', aclTags: ['tag:a'] },
    });
  });

  test('is read whatever its type is called, and up to its end', async () => {
    web = await webOf({ release: '0.29' });
    const sent = await web.send('POST', '/api/v1/user', '{"name":"x"} trailing', {
      contentType: 'text/plain',
    });
    expect(sent).toMatchObject({ status: 200 });
  });
});

describe('a bad body', () => {
  test.each([
    ['/user', 'null', 'proto: syntax error (line 1:1): unexpected token null'],
    ['/user', '[]', 'proto: syntax error (line 1:1): unexpected token ['],
    ['/user', '{', 'unexpected EOF'],
    ['/user', '{"name":}', "invalid character '}' looking for beginning of value"],
    ['/user', '{"name":1}', 'proto: (line 1:9): invalid value for string field name: 1'],
    ['/user', '{\n "name":["x"]}', 'proto: (line 2:9): invalid value for string field name: ['],
    ['/user', '{"name":"a","name":"b"}', 'proto: (line 1:13): duplicate field "name"'],
    ['/preauthkey', '{"user":"x"}', 'proto: (line 1:9): invalid value for uint64 field user: "x"'],
    ['/preauthkey', '{"user":1.5}', 'proto: (line 1:9): invalid value for uint64 field user: 1.5'],
    ['/preauthkey', '{"reusable":1}', 'proto: (line 1:13): invalid value for bool field reusable: 1'],
    [
      '/preauthkey',
      '{"expiration":"soon"}',
      'proto: (line 1:15): invalid google.protobuf.Timestamp value "soon"',
    ],
    ['/preauthkey', '{"expiration":5}', 'proto: syntax error (line 1:15): unexpected token 5'],
    ['/preauthkey', '{"aclTags":"tag:a"}', 'proto: syntax error (line 1:12): unexpected token "tag:a"'],
    ['/preauthkey', '{"aclTags":[null]}', 'proto: (line 1:13): invalid value for string field aclTags: null'],
  ])('POST %s %s is refused', async (path, body, message) => {
    web = await webOf({ release: '0.29' });
    const answer = await web.send('POST', `/api/v1${path}`, body);
    expect(answer).toMatchObject({ status: 400, type: 'application/json' });
    expect(answer.json()).toEqual({ code: 3, message, details: [] });
  });

  test('is refused by 0.23 without the name of the field', async () => {
    web = await webOf({ release: '0.23' });
    expect(await web.api('POST', '/user', { name: 1 })).toContain('invalid value for string type: 1');
  });
});

describe('the path and the query', () => {
  test.each([
    [
      'GET',
      '/node/x',
      400,
      'type mismatch, parameter: node_id, error: strconv.ParseUint: parsing "x": invalid syntax',
    ],
    [
      'GET',
      '/node/',
      400,
      'type mismatch, parameter: node_id, error: strconv.ParseUint: parsing "": invalid syntax',
    ],
    ['GET', '/user?id=', 400, 'parsing field "id": strconv.ParseUint: parsing "": invalid syntax'],
    ['GET', '/user?id=1&id=2', 400, 'too many values for field "id": 1, 2'],
    [
      'POST',
      '/node/1/expire?disableExpiry=x',
      400,
      'parsing field "disable_expiry": strconv.ParseBool: parsing "x": invalid syntax',
    ],
    [
      'POST',
      '/node/1/expire?expiry=2030-01-01',
      400,
      'parsing field "expiry": parsing time "2030-01-01" as "2006-01-02T15:04:05.999999999Z07:00": ' +
        'cannot parse "" as "T"',
    ],
    [
      'POST',
      '/node/1/expire?expiry=2030-02-30T00:00:00Z',
      400,
      'parsing field "expiry": parsing time "2030-02-30T00:00:00Z": day out of range',
    ],
    ['GET', '/nonsense', 404, 'Not Found'],
    ['GET', '/node/1/', 404, 'Not Found'],
    ['POST', '/user/1/rename/a%2Fb', 404, 'Not Found'],
    ['DELETE', '/apikey?id=3', 501, 'Method Not Allowed'],
    ['PATCH', '/user', 501, 'Method Not Allowed'],
    ['GET', '/user/alice', 501, 'Method Not Allowed'],
    ['DELETE', '/apikey/zzz?id=3', 400, 'provide either id or prefix, not both'],
  ])('%s %s is answered with %i', async (method, path, status, message) => {
    web = await webOf({ release: '0.29' });
    const answer = await web.send(method, `/api/v1${path}`);
    expect(answer).toMatchObject({ status, type: 'application/json' });
    expect(answer.json()).toEqual({ code: expect.any(Number), message, details: [] });
  });

  test.each(['0.28', '0.29'] as const)(
    'an empty part deletes an API key by its id at %s',
    async (release) => {
      web = await webOf({ release });
      await web.api('POST', '/apikey');
      expect(await web.api('DELETE', '/apikey/?id=2')).toEqual({});
      expect(web.sandbox.store.apiKeys.size).toBe(1);
    },
  );

  test.each(['0.23', '0.24'] as const)('an empty part renames a user to nothing at %s', async (release) => {
    web = await webOf({ release });
    await web.api('POST', '/user', { name: 'alice' });
    await web.api('POST', `/user/${release === '0.23' ? 'alice' : '1'}/rename/`);
    expect(web.sandbox.store.users.get(1)?.name).toBe('');
  });

  test('MoveNode takes the user from the query at 0.23, and from the body later', async () => {
    for (const [release, how] of [
      ['0.23', { query: '?user=bob', body: undefined }],
      ['0.24', { query: '', body: { user: 'bob' } }],
      ['0.26', { query: '', body: { user: 2 } }],
    ] as const) {
      await web.end();
      web = await webOf({ release, seed: 'empty' });
      for (const name of ['alice', 'bob']) await web.api('POST', '/user', { name });
      const key = web.sandbox.devices.knock({ hostname: 'laptop' });
      await web.api('POST', `/node/register?user=alice&key=${key}`);
      expect(await web.api('POST', `/node/1/user${how.query}`, how.body)).toMatchObject({
        node: { user: { name: 'bob' } },
      });
    }
  });
});

describe('a key', () => {
  test.each(GATEWAYS)('is refused in plain text at %s', async (release) => {
    web = await webOf({ release });
    const broken = since(release, '0.27.0') ? 401 : 500;
    const expired = String((await web.send('POST', '/api/v1/apikey')).json()['apiKey']);
    for (const [authorization, status] of [
      [null, 401],
      ['Basic abc', 401],
      [`bearer ${web.sandbox.apiKey}`, 401],
      [`Bearer ${expired}`, 401],
      ['Bearer nonsense', broken],
      [`Bearer ${web.sandbox.apiKey.slice(0, -4)}AAAA`, broken],
    ] as const) {
      const answer = await web.send('GET', '/api/v1/user', undefined, { authorization });
      expect(answer).toMatchObject({ status, type: 'text/plain; charset=utf-8', text: 'Unauthorized' });
    }
  });

  test('is asked for before the path is looked at', async () => {
    web = await webOf({ release: '0.29' });
    const nobody = { authorization: null };
    expect(await web.send('GET', '/api/v1/nonsense', undefined, nobody)).toMatchObject({ status: 401 });
    expect(await web.send('GET', '/api/v1/openapi.yaml', undefined, nobody)).toMatchObject({ status: 401 });
    expect(web.sandbox.calls).toEqual([]);
    await web.send('GET', '/api/v1/user', undefined, nobody);
    expect(web.sandbox.calls).toEqual([{ rpc: 'ListUsers', request: {}, authorised: false }]);
  });
});

test('a request larger than 4 MiB is refused as the list is', async () => {
  web = await webOf({ release: '0.29' });
  const answer = await web.send('PUT', '/api/v1/policy', { policy: '/'.repeat(4_200_000) });
  expect(answer).toMatchObject({ status: 429 });
  expect(answer.json()).toEqual({
    code: 8,
    message: 'grpc: received message larger than max (4200005 vs. 4194304)',
    details: [],
  });
});
