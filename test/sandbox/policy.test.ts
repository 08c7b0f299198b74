import { describe, expect, test } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import { RELEASES } from '../../src/domain/release.ts';
import { HujsonError, parseHujson } from '../../src/sandbox/policy/hujson.ts';
import { since } from '../../src/sandbox/release.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

const TRUSTED = { trusted: true } as const;

async function within<T>(release: Release, body: (sandbox: RunningSandbox) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox({ release });
  try {
    return await body(sandbox);
  } finally {
    await sandbox.stop();
  }
}

/** `CODE TEXT` of a refusal, or `OK`. */
async function outcome(
  sandbox: RunningSandbox,
  rpc: string,
  request: Record<string, unknown>,
): Promise<string> {
  return sandbox.core.call(rpc, request, TRUSTED).then(
    () => 'OK',
    (error: { code: number; message: string }) => `${error.code} ${error.message}`,
  );
}

function setPolicy(release: Release, policy: string): Promise<string> {
  return within(release, (sandbox) => outcome(sandbox, 'SetPolicy', { policy }));
}

describe('HuJSON', () => {
  test.each([
    ['{ // comment\n "a": [1, 2,], /* and */ }', { a: [1, 2] }],
    [' null ', null],
    ['"\\u00e9"', 'é'],
  ])('%s is read', (text, value) => {
    expect(parseHujson(text)).toEqual(value);
  });

  test.each([
    ['', 'hujson: line 1, column 1: parsing value: unexpected EOF'],
    ['// only a comment\n', 'hujson: line 2, column 1: parsing value: unexpected EOF'],
    ['{} // cut off', 'hujson: line 1, column 4: parsing comment: unexpected EOF'],
    ['{"a"', 'hujson: line 1, column 5: parsing object after name: unexpected EOF'],
    ['{"a":1', 'hujson: line 1, column 7: parsing object after value: unexpected EOF'],
    ['[1', 'hujson: line 1, column 3: parsing array after value: unexpected EOF'],
    ['{ "acls": [ \n  not json\n', 'hujson: line 2, column 3: invalid literal: not'],
    ['{1: 2}', "hujson: line 1, column 2: invalid character '1' at start of object name"],
    ['{"a" 2}', "hujson: line 1, column 6: invalid character '2' after object name"],
    [
      '{"a": 2 "b": 3}',
      "hujson: line 1, column 9: invalid character '\"' after object value (expecting ',' or '}')",
    ],
    ['[1 2]', "hujson: line 1, column 4: invalid character '2' after array value (expecting ',' or ']')"],
    ['{} x', "hujson: line 1, column 4: invalid character 'x' after top-level value"],
    ['{"é": }', "hujson: line 1, column 8: invalid character '}' at start of value"],
    ['{"a": "b', 'hujson: line 1, column 9: parsing string: unexpected EOF'],
    ['/* never closed', 'hujson: line 1, column 1: parsing comment: unexpected EOF'],
  ])('%s is refused with the place', (text, message) => {
    expect(() => parseHujson(text)).toThrow(new HujsonError(message));
  });
});

const SET = 'setting policy: ';
const UNDEFINED_GROUP = '{"acls":[{"action":"accept","src":["group:none"],"dst":["*:*"]}]}';
const BARE_WORD = '{"acls":[{"action":"accept","src":["x"],"dst":["*:*"]}]}';
const UNKNOWN_USER = '{"acls":[{"action":"accept","src":["ghost@"],"dst":["*:*"]}]}';

const UNREGISTERED_GROUP =
  "parsing policy, acl index: 0->0: group group:none isn't registered. invalid group";

/** A policy with one tag, which this owns. */
function ownedBy(owner: string): string {
  return `{"tagOwners":{"tag:web":["${owner}"]},${UNKNOWN_USER.slice(1)}`;
}

describe('SetPolicy', () => {
  test.each([
    ['0.25', '{}', `2 ${SET}parsing policy: empty policy`],
    ['0.25', 'null', `2 ${SET}parsing policy: empty policy`],
    [
      '0.23',
      '',
      '2 loading ACL policy file: parsing hujson, err: hujson: line 1, column 1: parsing value: unexpected EOF',
    ],
    ['0.24', '', 'OK'],
    ['0.26', '{}', 'OK'],
    ['0.26', 'null', 'OK'],
    ['0.26', '{"bogus":1}', 'OK'],
    ['0.27.0', '{"bogus":1}', `2 ${SET}parsing policy: unknown field "bogus"`],
    ['0.28', '{"tests":[]}', `2 ${SET}parsing policy: unknown field "tests"`],
    ['0.29', '{"bogus":1}', `2 ${SET}parsing policy: unknown field: "bogus"`],
    ['0.25', BARE_WORD, 'OK'],
    [
      '0.28',
      BARE_WORD,
      `2 ${SET}parsing policy: Host "x" is not defined in the Policy, please define or remove the reference to it`,
    ],
    ['0.29', BARE_WORD, `2 ${SET}parsing policy: host not defined in policy: "x"`],
    [
      '0.28',
      UNDEFINED_GROUP,
      `2 ${SET}parsing policy: Group "group:none" is not defined in the Policy, please define or remove the reference to it`,
    ],
    ['0.29', UNDEFINED_GROUP, `2 ${SET}parsing policy: group not defined in policy: "group:none"`],
    ['0.23', UNDEFINED_GROUP, `2 verifying policy rules: ${UNREGISTERED_GROUP}`],
    ['0.25', UNDEFINED_GROUP, `2 ${SET}compiling filter rules: ${UNREGISTERED_GROUP}`],
    ['0.25', ownedBy('bob'), 'OK'],
    ['0.26', ownedBy('bob@'), 'OK'],
    [
      '0.26',
      ownedBy('autogroup:admin'),
      expect.stringContaining('Invalid Owner "autogroup:admin". An alias'),
    ],
    [
      '0.27.1',
      ownedBy('tag:web'),
      expect.stringContaining('"/tagOwners/tag:web/0": Invalid Owner "tag:web"'),
    ],
    ['0.28', ownedBy('tag:web'), 'OK'],
    [
      '0.29',
      ownedBy('bob'),
      expect.stringMatching(/"\/tagOwners\/tag:web\/0": invalid owner format: "bob"$/),
    ],
    ['0.29', ownedBy('group:none'), `2 ${SET}parsing policy: group not defined in policy: "group:none"`],
  ] as const)('at %s of %s', async (release, policy, expected) => {
    expect(await setPolicy(release, policy)).toEqual(expected);
  });

  test.each(RELEASES)('a rule for a user who does not exist is accepted at %s', async (release) => {
    expect(await setPolicy(release, UNKNOWN_USER)).toBe('OK');
  });

  test.each(['0.24', '0.29'] as const)(
    'an empty text is stored, and the policy in force stays until a restart, at %s',
    async (release) => {
      await within(release, async (sandbox) => {
        const policy = `{"tagOwners":{"tag:web":["alice@"]},${UNKNOWN_USER.slice(1)}`;
        await outcome(sandbox, 'SetPolicy', { policy });
        expect(await outcome(sandbox, 'SetPolicy', { policy: '' })).toBe('OK');
        expect(await sandbox.core.call('GetPolicy', {}, TRUSTED)).toMatchObject({ policy: '' });
        expect(sandbox.store.activePolicy?.tagOwners.has('tag:web')).toBe(true);
        await sandbox.restart();
        expect(sandbox.store.activePolicy).toBeNull();
      });
    },
  );

  test.each(['0.23', '0.24'] as const)(
    'a bad SSH rule is refused and, from 0.24 on, in force all the same: %s',
    async (release) => {
      await within(release, async (sandbox) => {
        await outcome(sandbox, 'CreateUser', { name: 'alice' });
        await outcome(sandbox, 'RegisterNode', {
          user: 'alice',
          key: sandbox.devices.knock({ hostname: 'laptop' }),
        });
        const policy = `{"ssh":[{"action":"maybe"}],${UNKNOWN_USER.slice(1)}`;
        expect(await outcome(sandbox, 'SetPolicy', { policy })).toMatch(/^2 verifying SSH rules: /);
        expect(sandbox.store.activePolicy !== null).toBe(since(release, '0.24'));
        expect(await outcome(sandbox, 'GetPolicy', {})).toBe(
          '2 loading ACL from database: acl policy not found',
        );
      });
    },
  );
});

describe('a policy whose rules are refused', () => {
  const BAD = '{"acls":[{"action":"what"}]}';
  const FAULT = 'compiling filter rules: invalid action';

  test.each(['0.24', '0.26'] as const)('fails every change of users and nodes at %s', async (release) => {
    await within(release, async (sandbox) => {
      await outcome(sandbox, 'CreateUser', { name: 'alice' });
      expect(await outcome(sandbox, 'SetPolicy', { policy: BAD })).toBe(`2 setting policy: ${FAULT}`);
      const create = (name: string) => outcome(sandbox, 'CreateUser', { name });
      expect(await create('bob')).toBe(`2 updating resources using user: ${FAULT}`);
      const key = sandbox.devices.knock({ hostname: 'laptop' });
      const register = { user: 'alice', key };
      expect(await outcome(sandbox, 'RegisterNode', register)).toBe(
        `2 updating resources using node: ${FAULT}`,
      );
      expect(await outcome(sandbox, 'DeleteUser', { id: 2 })).toBe(
        `2 updating resources using user: ${FAULT}`,
      );
      expect([sandbox.store.users.size, sandbox.store.nodes.size]).toEqual([1, 1]);
      expect(await outcome(sandbox, 'SetPolicy', { policy: UNKNOWN_USER })).toBe('OK');
      expect(await create('eve')).toBe('OK');
    });
  });

  test('is forgotten at a restart', async () => {
    await within('0.26', async (sandbox) => {
      await outcome(sandbox, 'SetPolicy', { policy: BAD });
      await sandbox.restart();
      expect(await outcome(sandbox, 'CreateUser', { name: 'alice' })).toBe('OK');
    });
  });

  test.each(['0.23', '0.27.0', '0.29'] as const)('changes nothing at %s', async (release) => {
    await within(release, async (sandbox) => {
      expect(await outcome(sandbox, 'SetPolicy', { policy: BAD })).toMatch(/^2 .*what|invalid action/);
      expect(await outcome(sandbox, 'CreateUser', { name: 'alice' })).toBe('OK');
    });
  });
});

describe('CheckPolicy', () => {
  const policy = (src: string, tests: string) =>
    `{"tagOwners":{"tag:db":["alice@"]},"acls":[{"action":"accept","src":["${src}"],"dst":["tag:db:22"]}],"tests":[${tests}]}`;

  test('runs the tests of the policy and says which failed', async () => {
    await within('0.29', async (sandbox) => {
      await outcome(sandbox, 'CreateUser', { name: 'alice' });
      const check = (src: string, tests: string) =>
        outcome(sandbox, 'CheckPolicy', { policy: policy(src, tests) });
      const reachesDb = '{"src":"alice@","accept":["tag:db:22"]}';
      const noAddress = 'alice@: source "alice@" resolved to no IP addresses';
      expect(await check('alice@', reachesDb)).toBe(`3 test(s) failed:\n${noAddress}`);
      const register = (hostname: string, requestedTags: string[]) =>
        outcome(sandbox, 'RegisterNode', {
          user: 'alice',
          key: sandbox.devices.knock({ hostname, requestedTags }),
        });
      expect(await register('laptop', [])).toBe('OK');
      expect(await check('alice@', reachesDb)).toBe(
        '3 test(s) failed:\nalice@ -> tag:db:22: expected ALLOWED, got DENIED',
      );
      expect(await register('db', ['tag:db'])).toBe('2 requested tags [tag:db] are invalid or not permitted');
      expect(await outcome(sandbox, 'SetPolicy', { policy: policy('alice@', '') })).toBe('OK');
      expect(await register('db', ['tag:db'])).toBe('OK');
      expect(await check('alice@', reachesDb)).toBe('OK');
      expect(await check('bob@', reachesDb)).toBe(
        '3 test(s) failed:\nalice@ -> tag:db:22: expected ALLOWED, got DENIED',
      );
      expect(await check('alice@', '{"src":"alice@","deny":["tag:db:22"],"accept":["tag:db:23"]}')).toBe(
        '3 test(s) failed:\nalice@ -> tag:db:23: expected ALLOWED, got DENIED\nalice@ -> tag:db:22: expected DENIED, got ALLOWED',
      );
    });
  });

  test('accepts an empty text and stores nothing', async () => {
    await within('0.29', async (sandbox) => {
      expect(await outcome(sandbox, 'CheckPolicy', { policy: '' })).toBe('OK');
      expect(await outcome(sandbox, 'CheckPolicy', { policy: '{}' })).toBe('OK');
      expect(sandbox.store.policies.size).toBe(0);
    });
  });
});
