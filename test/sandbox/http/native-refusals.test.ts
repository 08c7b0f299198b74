import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Web } from './web.ts';
import { webOf } from './web.ts';

const PENDING = 'hskey-authreq-aaaaaaaaaaaaaaaaaaaaaaaa';

let web: Web;

/** Two users, and a node of the first. */
beforeAll(async () => {
  web = await webOf({ release: '0.30' });
  await web.api('POST', '/user', { name: 'alice' });
  await web.api('POST', '/user', { name: 'bob' });
  await web.api('POST', '/debug/node', { user: 'alice', key: PENDING, name: 'laptop' });
  await web.api('POST', '/auth/register', { user: 'alice', authId: PENDING });
});

afterAll(() => web.end());

/** Every refusal as measured on the main branch of July 2026: the body, and what was wrong with it. */
const REFUSED_BODIES: readonly (readonly [path: string, body: unknown, status: number, errors: unknown])[] = [
  ['/user', 'null', 422, [{ message: 'expected object', location: 'body' }]],
  ['/user', [], 422, [{ message: 'expected object', location: 'body', value: [] }]],
  ['/user', '"x"', 422, [{ message: 'expected object', location: 'body', value: 'x' }]],
  ['/user', '{', 400, [{ message: 'unexpected end of JSON input', location: 'body', value: '{' }]],
  ['/user', ' ', 400, [{ message: 'unexpected end of JSON input', location: 'body', value: ' ' }]],
  ['/user', { name: 1 }, 422, [{ message: 'expected string', location: 'body.name', value: 1 }]],
  [
    '/user',
    { name: ['x'], email: { a: 1 } },
    422,
    [
      { message: 'expected string', location: 'body.email', value: { a: 1 } },
      { message: 'expected string', location: 'body.name', value: ['x'] },
    ],
  ],
  [
    '/preauthkey',
    { user: 5, aaa: 1 },
    422,
    [
      { message: 'expected string', location: 'body.user', value: 5 },
      { message: 'unexpected property', location: 'body.aaa', value: { aaa: 1, user: 5 } },
    ],
  ],
  [
    '/user',
    { display_name: 'x' },
    422,
    [{ message: 'unexpected property', location: 'body.display_name', value: { display_name: 'x' } }],
  ],
  [
    '/preauthkey',
    { user: '1', reusable: 'yes' },
    422,
    [{ message: 'expected boolean', location: 'body.reusable', value: 'yes' }],
  ],
  [
    '/preauthkey',
    { user: '1', expiration: '2030-01-01' },
    422,
    [
      {
        message: 'expected string to be RFC 3339 date-time',
        location: 'body.expiration',
        value: '2030-01-01',
      },
    ],
  ],
  [
    '/node/1/tags',
    { tags: ['tag:a', 7, null] },
    422,
    [
      { message: 'expected string', location: 'body.tags[1]', value: 7 },
      { message: 'expected string', location: 'body.tags[2]' },
    ],
  ],
  ['/node/1/tags', { tags: 'x' }, 422, [{ message: 'expected array', location: 'body.tags', value: 'x' }]],
];

test.each(REFUSED_BODIES)(
  'POST %s %j is refused before it is understood',
  async (path, body, status, errors) => {
    const answer = await web.send('POST', `/api/v1${path}`, body);
    expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    expect(answer.json()).toEqual({
      title: status === 422 ? 'Unprocessable Entity' : 'Bad Request',
      status,
      detail: 'validation failed',
      errors,
    });
  },
);

/** Calls that are understood and refused. There is no error where the detail says it all. */
const REFUSED_CALLS: readonly (readonly [
  method: string,
  path: string,
  body: unknown,
  status: number,
  detail: string,
  error?: string | undefined,
])[] = [
  ['POST', '/user', { name: 'alice' }, 409, 'user already exists'],
  ['POST', '/user', undefined, 400, 'request body is required'],
  [
    'POST',
    '/user/2/rename/alice',
    undefined,
    500,
    'renaming user',
    'updating user: constraint failed: UNIQUE constraint failed: users.name (2067)',
  ],
  ['DELETE', '/user/x', undefined, 400, 'invalid user id', 'strconv.ParseUint: parsing "x": invalid syntax'],
  ['DELETE', '/user/1', undefined, 400, 'deleting user', 'user not empty: node(s) found'],
  ['DELETE', '/user/99', undefined, 404, 'deleting user', 'user not found'],
  [
    'GET',
    '/user?name=bob&id=x',
    undefined,
    400,
    'invalid id',
    'strconv.ParseUint: parsing "x": invalid syntax',
  ],
  [
    'POST',
    '/preauthkey',
    { user: '18446744073709551616' },
    400,
    'invalid user id',
    'strconv.ParseUint: parsing "18446744073709551616": value out of range',
  ],
  ['POST', '/preauthkey', { user: '99' }, 404, 'creating pre-auth key', 'user not found'],
  [
    'GET',
    '/node/x',
    undefined,
    400,
    'type mismatch, parameter: node_id, error: strconv.ParseUint: parsing "x": invalid syntax',
  ],
  ['GET', '/node/0', undefined, 404, 'node not found'],
  ['GET', '/node?user=ghost', undefined, 404, 'listing nodes', 'user not found'],
  [
    'POST',
    '/node/register?user=&key=hskey-authreq-bbbbbbbbbbbbbbbbbbbbbbbb',
    undefined,
    500,
    'looking up user',
    'expected exactly one user, found 2',
  ],
  [
    'POST',
    '/debug/node',
    { user: 'alice', key: PENDING, name: 'x', routes: ['nonsense'] },
    400,
    'parsing routes',
    'netip.ParsePrefix("nonsense"): no \'/\'',
  ],
  [
    'POST',
    '/apikey/expire',
    { prefix: 'hskey-api-short' },
    500,
    'getting api key',
    'failed to parse ApiKey: prefix too short',
  ],
  ['DELETE', '/apikey/zzz?id=3', undefined, 400, 'provide either id or prefix, not both'],
  ['DELETE', '/apikey/zzz', undefined, 404, 'getting api key', 'record not found'],
];

const refusedCalls = REFUSED_CALLS.map(([method, path, body, status, detail, error]) => {
  return { method, path, body, status, detail, error };
});

test.each(refusedCalls)('$method $path $body is refused', async (call) => {
  const { method, path, body, status, detail, error } = call;
  const answer = await web.send(method, `/api/v1${path}`, body);
  expect(answer).toMatchObject({ status, type: 'application/problem+json' });
  const listed = error === undefined ? {} : { errors: [{ message: error }] };
  expect(answer.json()).toEqual({ title: expect.any(String), status, detail, ...listed });
});
