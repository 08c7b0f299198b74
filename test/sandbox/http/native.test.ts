import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Web } from './web.ts';
import { webOf } from './web.ts';

/** 2026-11-24, some time in the morning. */
const NOW_MS = 1_795_480_000_000;
const PENDING = 'hskey-authreq-aaaaaaaaaaaaaaaaaaaaaaaa';

const folder = mkdtempSync(join(tmpdir(), 'hs-native-'));
const socketPath = join(folder, 'headscale.sock');
let web: Web;

beforeAll(async () => {
  web = await webOf({ release: '0.30', now: () => NOW_MS, socketPath });
  await web.api('POST', '/user', { name: 'alice' });
  await web.api('POST', '/user', { name: 'bob' });
  await web.api('POST', '/debug/node', { user: 'alice', key: PENDING, name: 'laptop' });
  await web.api('POST', '/auth/register', { user: 'alice', authId: PENDING });
});

afterAll(async () => {
  await web.end();
  rmSync(folder, { recursive: true });
});

test('has one address, for HTTP', () => {
  expect(web.sandbox.address).toBe(web.sandbox.httpAddress);
  expect(web.sandbox.grpcPort).toBe(0);
});

test('makes keys of hexadecimal digits', async () => {
  expect(web.sandbox.apiKey).toMatch(/^hskey-api-[0-9a-f]{12}-[0-9a-f]{64}$/);
  const made = await web.send('POST', '/api/v1/preauthkey', { user: '1' });
  expect(made.text).toMatch(/"hskey-auth-[0-9a-f]{12}-[0-9a-f]{64}"/);
});

test('a pending device is registered as the sandbox of any release does', () => {
  expect(web.sandbox.store.nodes.all()).toMatchObject([{ hostname: 'laptop', userId: 1 }]);
});

describe('a body', () => {
  test.each(['text/plain', 'text/json', 'APPLICATION/JSON'])(
    'of the type %s is refused',
    async (contentType) => {
      const answer = await web.send('POST', '/api/v1/user', '{"name":"x"}', { contentType });
      expect(answer.status).toBe(415);
      expect(answer.json()['errors']).toEqual([
        { message: `unknown content type: ${contentType}`, location: 'body', value: '{"name":"x"}' },
      ]);
    },
  );

  test.each([null, 'application/json; charset=utf-8', 'application/merge-patch+json'])(
    'of the type %s is read',
    async (contentType) => {
      expect(await web.send('POST', '/api/v1/policy/check', '{}', { contentType })).toMatchObject({
        status: 200,
      });
    },
  );

  test('of one byte less than 1 MiB is read, and none that is longer', async () => {
    const policyOf = (length: number) => `{"policy":"${' '.repeat(length - '{"policy":""}'.length)}"}`;
    const fits = await web.send('POST', '/api/v1/policy/check', policyOf(1024 * 1024 - 1));
    expect(fits.json()).toMatchObject({ status: 400, detail: expect.stringContaining('parsing HuJSON') });
    const tooLong = await web.send('POST', '/api/v1/policy/check', policyOf(1024 * 1024));
    expect(tooLong.json()).toEqual({
      title: 'Request Entity Too Large',
      status: 413,
      detail: 'request body is too large limit=1048576 bytes',
    });
  });

  test('of nulls is as good as empty', async () => {
    const made = await web.send('POST', '/api/v1/preauthkey', {
      user: '1',
      reusable: null,
      aclTags: null,
      expiration: null,
    });
    expect(made).toMatchObject({ status: 200 });
  });
});

describe('a key', () => {
  test.each([null, 'Basic abc', 'Bearer nonsense', 'bearer x'])(
    '%s is refused before the body is read',
    async (authorization) => {
      const before = web.sandbox.calls.length;
      const answer = await web.send('POST', '/api/v1/user', 'no json', { authorization });
      expect(answer).toMatchObject({ status: 401, type: 'application/problem+json' });
      expect(answer.json()).toEqual({ title: 'Unauthorized', status: 401, detail: 'Unauthorized' });
      expect(web.sandbox.calls.slice(before)).toEqual([
        { rpc: 'CreateUser', request: {}, authorised: false },
      ]);
    },
  );

  test('is asked for by the health of the API, not by that of the server', async () => {
    const nobody = { authorization: null };
    expect(await web.send('GET', '/api/v1/health', undefined, nobody)).toMatchObject({ status: 401 });
    expect(await web.send('GET', '/health', undefined, nobody)).toMatchObject({ status: 200 });
  });
});

describe('paths', () => {
  test.each([
    '/api/v1/nonsense',
    '/api/v1',
    '/api/v1/user/',
    '/api/v1/node/',
    '/api/v1/apikey/?id=3',
    '//api/v1/user',
  ])('%s is unknown, whoever asks', async (path) => {
    const answer = await web.send('GET', path, undefined, { authorization: null });
    expect(answer).toMatchObject({ status: 404, text: '404 page not found\n' });
  });

  test.each([
    ['DELETE', '/api/v1/user', 'POST, GET'],
    ['DELETE', '/api/v1/apikey?id=3', 'POST, GET'],
    ['POST', '/api/v1/policy', 'GET, PUT'],
  ])('%s %s is another verb', async (method, path, allow) => {
    const answer = await web.send(method, path);
    expect(answer).toMatchObject({ status: 405, type: '', text: '', headers: { allow } });
  });

  test('may hold an encoded slash', async () => {
    expect(await web.api('POST', '/user/2/rename/a%2Fb')).toMatchObject({ user: { name: 'a/b' } });
    expect(await web.api('POST', '/user/2/rename/bob')).toMatchObject({ user: { name: 'bob' } });
  });

  test('that cannot be decoded are refused', async () => {
    expect(await web.send('GET', '/api/v1/node/%zz')).toMatchObject({ status: 400 });
  });
});

describe('backfill', () => {
  test.each(['1', 't', 'TRUE'])('confirmed=%s is a yes', async (confirmed) => {
    expect(await web.api('POST', `/node/backfillips?confirmed=${confirmed}`)).toEqual({ changes: [] });
  });

  test('any other word is refused', async () => {
    const answer = await web.send('POST', '/api/v1/node/backfillips?confirmed=x');
    expect(answer.json()).toMatchObject({
      status: 422,
      errors: [{ message: 'invalid boolean', location: 'query.confirmed', value: 'x' }],
    });
  });
});

test('errors[] holds a null where the mode of the policy means nothing', async () => {
  const other = await webOf({ release: '0.30', policyMode: 'nonsense' });
  const detail = 'no supported policy mode found in configuration, policy.mode: "nonsense"';
  expect((await other.send('GET', '/api/v1/policy')).json()).toEqual({
    title: 'Internal Server Error',
    status: 500,
    detail,
    errors: [null],
  });
  await other.end();
});

describe('the unix socket', () => {
  test.each([
    ['/api/v1/user', 200],
    ['/api/v1/openapi.yaml', 200],
    ['/health', 404],
    ['/version', 404],
    ['/', 404],
  ])('answers %s with %i, whatever key is shown', async (path, status) => {
    const wrong = { socketPath, authorization: 'Bearer nonsense' };
    expect(await web.send('GET', path, undefined, wrong)).toMatchObject({ status });
  });
});

describe('the documents', () => {
  test('say the same in JSON and in YAML', async () => {
    const { parse } = await import('yaml');
    const nobody = { authorization: null };
    for (const name of ['openapi', 'openapi-3.0']) {
      const json = await web.send('GET', `/api/v1/${name}.json`, undefined, nobody);
      const yaml = await web.send('GET', `/api/v1/${name}.yaml`, undefined, nobody);
      expect([json.type, yaml.type]).toEqual(['application/openapi+json', 'application/openapi+yaml']);
      expect(parse(yaml.text)).toEqual(json.json());
    }
  });

  test('name every operation with what it takes and gives', async () => {
    const document = (await web.send('GET', '/api/v1/openapi.json')).json() as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const operations = Object.values(document.paths).flatMap((verbs) => Object.values(verbs));
    expect(operations).toHaveLength(29);
    expect(document.paths['/api/v1/node/{nodeId}/expire']).toMatchObject({
      post: {
        operationId: 'expireNode',
        parameters: [{ in: 'path', name: 'nodeId', required: true }],
        requestBody: { content: { 'application/json': { schema: {} } } },
      },
    });
  });
});
