import { describe, expect, test } from 'vitest';
import { type ErrorCode, EXIT_CODES } from '../../src/errors.ts';
import { findStatusRow, translateStatus } from '../../src/headscale/status-errors.ts';
import { STATUS_TABLE } from '../../src/headscale/statuses/table.ts';
import { recordedCalls } from './eras/recorded.ts';
import { RECORDED_REFUSALS } from './recorded-refusals.ts';

const READ = /^(List|Get|Check|Health)/;
const statusOf = (rpc: string, code: number, message: string) => ({
  rpc,
  code,
  message,
  change: !READ.test(rpc),
});

describe('every refusal that real servers gave', () => {
  const listed = Object.entries(RECORDED_REFUSALS).flatMap(([error, refusals]) =>
    refusals.map(([rpc, code, text]) => ({ error, rpc, code, text })),
  );
  const recorded = recordedCalls().filter(({ code }) => code !== 0);

  test.each(listed)('$rpc: $text is $error', ({ error, rpc, code, text }) => {
    const status = statusOf(rpc, code, text);
    const translated = translateStatus(status);
    expect(translated.code).toBe(error);
    expect(translated.exitCode).toBe(EXIT_CODES[error as ErrorCode]);
    expect(findStatusRow(status)).toBeDefined();
    expect(translated.message).not.toMatch(/\$|undefined|\.$/);
  });

  test('is listed', () => {
    const key = (rpc: string, code: number, text: string) => JSON.stringify([rpc, code, text]);
    const known = new Set(listed.map(({ rpc, code, text }) => key(rpc, code, text)));
    const missing = recorded.filter(
      ({ rpc, code, message }) => code !== 12 && !known.has(key(rpc, code, message)),
    );
    expect(missing.map(({ title, message }) => `${title}: ${message}`)).toEqual([]);
    expect(known.size).toBeGreaterThan(100);
  });

  test('calls that a release lacks are unsupported', () => {
    const lacking = recorded.filter(({ code }) => code === 12);
    expect(lacking.length).toBeGreaterThan(30);
    for (const { rpc, code, message } of lacking) {
      const translated = translateStatus(statusOf(rpc, code, message));
      expect([translated.code, translated.message]).toEqual([
        'unsupported',
        `The release of this server has no call ${rpc}`,
      ]);
    }
  });
});

test('a policy that 0.24 to 0.26 refuse and obey all the same is said to be in force', () => {
  const status = statusOf('SetPolicy', 2, 'setting policy: compiling filter rules: invalid action');
  expect(translateStatus(status)).toMatchObject({
    message: 'The server refuses the policy: compiling filter rules: invalid action',
    hint: 'It is in force all the same, and new users and nodes end in an error: set the last good one again.',
  });
});

describe('texts that were measured but not recorded', () => {
  const UNIQUE_POSTGRES =
    'creating user: ERROR: duplicate key value violates unique constraint "idx_name_no_provider_identifier" (SQLSTATE 23505)';
  test.each([
    ['CreateUser', 13, UNIQUE_POSTGRES, 'conflict'],
    ['CreateUser', 2, 'updating resources using user: invalid action', 'answer_lost'],
    [
      'CreateUser',
      13,
      'failed to create user: failed to update policy manager after user creation: x',
      'answer_lost',
    ],
    ['DeleteUser', 2, 'updating policy manager after user deletion: x', 'answer_lost'],
    ['DeleteNode', 2, 'updating resources using node: x', 'answer_lost'],
    ['RenameUser', 2, 'expected exactly one user, found 2', 'answer_lost'],
    ['RenameUser', 2, 'cannot edit OIDC user', 'unsupported'],
    ['RegisterNode', 2, 'looking up user: expected exactly one user, found 2', 'ambiguous'],
    ['RegisterNode', 2, 'node was previously registered with a different user', 'conflict'],
    ['RegisterNode', 2, 'failed to ensure unique given name: hostname too long', 'invalid_value'],
    ['RegisterNode', 2, 'requested tags [tag:x] are invalid or not permitted', 'invalid_value'],
    ['RegisterNode', 2, 'key hex has the wrong size, got 10 want 64', 'invalid_value'],
    ['AuthRegister', 2, 'auth ID has invalid length: expected 38, got 20', 'invalid_value'],
    [
      'EnableRoute',
      2,
      'route (host) is not available on node 10.1.0.0/24: route is not available on node',
      'invalid_value',
    ],
    ['ExpirePreAuthKey', 2, 'AuthKey has already been used', 'conflict'],
    ['ExpireApiKey', 2, 'failed to parse ApiKey: prefix too short', 'invalid_value'],
    ['SetTags', 2, 'tag should not contains space', 'invalid_value'],
    ['SetPolicy', 2, 'verifying SSH rules: invalid SSH action', 'policy_refused'],
    [
      'SetPolicy',
      2,
      'setting policy: validating policy user references: multiple users found: token "x@" found: [a b]',
      'policy_refused',
    ],
    [
      'SetPolicy',
      2,
      'setting policy: test(s) failed:\na -> b:22: expected DENIED, got ALLOWED',
      'policy_refused',
    ],
    [
      'GetPolicy',
      2,
      'reading policy from path "/etc/headscale/acl": open /etc/headscale/acl: permission denied',
      'failed',
    ],
    ['GetPolicy', 2, 'no supported policy mode found in configuration, policy.mode: "x"', 'failed'],
    ['ListNodes', 8, 'grpc: received message larger than max (6921022 vs. 4194304)', 'failed'],
    ['SetPolicy', 8, 'grpc: received message larger than max (5000000 vs. 4194304)', 'invalid_value'],
    ['Health', 2, 'database ping failed: sql: database is closed', 'failed'],
    [
      'ListUsers',
      13,
      'grpc: error unmarshalling request: proto: cannot parse invalid wire-format data',
      'failed',
    ],
  ])('%s, code %i: %s is %s', (rpc, code, text, error) => {
    const status = statusOf(rpc, code, text);
    expect(findStatusRow(status)).toBeDefined();
    expect(translateStatus(status).code).toBe(error);
  });
});

describe('what is said', () => {
  test.each([
    [
      'ListUsers',
      13,
      'validating token',
      'The server does not know this API key',
      /apikeys create.*hs login/,
    ],
    ['ListUsers', 16, 'invalid token', 'The API key has expired', /apikeys create.*hs login/],
    [
      'RegisterNode',
      2,
      'node not found in registration cache',
      'No device waits under this registration id',
      /15 minutes.*restarts/,
    ],
    [
      'SetPolicy',
      2,
      "update is disabled for modes other than 'database'",
      'The server reads its policy from a file, so it cannot be set from here',
      /policy\.mode/,
    ],
    [
      'GetPolicy',
      2,
      'reading policy from path "/a b": open /a b: permission denied',
      'The server cannot read its policy file "/a b": open /a b: permission denied',
      /policy\.path/,
    ],
    [
      'SetPolicy',
      2,
      'setting policy: parsing policy: unknown field: "bogus"',
      'The server refuses the policy: parsing policy: unknown field: "bogus"',
      undefined,
    ],
    ['RenameNode', 2, 'node name is not unique: $rpc', 'A node has the name $rpc already', /nodes list/],
    [
      'SetTags',
      3,
      'requested tags [tag:a tag:b] are invalid or not permitted',
      "The policy's tagOwners do not allow tag:a tag:b",
      /policy set/,
    ],
  ])('of %s, code %i: %s', (rpc, code, text, message, hint) => {
    const error = translateStatus(statusOf(rpc, code, text));
    expect(error.message).toBe(message);
    if (hint) expect(error.hint).toMatch(hint);
    else expect(error.hint).toBeUndefined();
  });

  test('a lost answer says that it may have been applied, of changing calls alone', () => {
    const text = 'updating policy manager after node expiry: x';
    expect(translateStatus(statusOf('ExpireNode', 2, text)).hint).toContain('may have been applied');
    expect(translateStatus({ ...statusOf('ExpireNode', 2, text), change: false }).code).toBe('failed');
  });

  test('every row names the releases it was seen on', () => {
    expect(STATUS_TABLE.filter(({ releases }) => !/0\.\d\d/.test(releases))).toEqual([]);
  });
});

describe('texts nobody knows', () => {
  test.each([
    ['CreateUser', 2, 'something new', 'failed', 'CreateUser failed: something new'],
    ['CreateUser', 3, 'something new', 'invalid_value', 'CreateUser failed: something new'],
    ['GetNode', 5, 'something new', 'not_found', 'GetNode failed: something new'],
    ['ListUsers', 16, 'something new', 'credentials', 'ListUsers failed: something new'],
    ['ListUsers', 14, 'something new', 'unreachable', 'ListUsers failed: something new'],
    ['ListUsers', 4, 'Deadline exceeded', 'timeout', 'ListUsers failed: Deadline exceeded'],
    ['ListUsers', 1, 'Cancelled on client', 'interrupted', 'ListUsers failed: Cancelled on client'],
    ['CreateUser', 4, 'Deadline exceeded', 'answer_lost', 'CreateUser failed: Deadline exceeded'],
    ['CreateUser', 14, 'Connection dropped', 'answer_lost', 'CreateUser failed: Connection dropped'],
    [
      'CreateUser',
      13,
      'Received RST_STREAM with code 2',
      'answer_lost',
      'CreateUser failed: Received RST_STREAM with code 2',
    ],
    [
      'ListUsers',
      12,
      'Received HTTP status code 404',
      'unreachable',
      'ListUsers failed: Received HTTP status code 404',
    ],
    ['ListUsers', 2, '', 'failed', 'ListUsers failed with gRPC status 2'],
  ])('%s, code %i: %s is %s', (rpc, code, text, error, message) => {
    const status = statusOf(rpc, code, text);
    expect(findStatusRow(status)).toBeUndefined();
    const translated = translateStatus(status);
    expect([translated.code, translated.message]).toEqual([error, message]);
    expect(translated.hint?.includes('may have been applied') ?? false).toBe(error === 'answer_lost');
  });
});

test('what the server said goes along, word for word, beside what is said of it', () => {
  const known = translateStatus(statusOf('DeleteUser', 2, 'user not empty: node(s) found'));
  expect(known.status).toEqual({ code: 2, message: 'user not empty: node(s) found' });
  const unknown = translateStatus(statusOf('ListUsers', 13, 'something new'));
  expect(unknown.status).toEqual({ code: 13, message: 'something new' });
});
