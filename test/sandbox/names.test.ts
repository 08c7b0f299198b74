import { describe, expect, test } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import { RELEASES } from '../../src/domain/release.ts';
import { since } from '../../src/sandbox/release.ts';
import { nodeNameRule } from '../../src/sandbox/rules/node-names.ts';
import { sortPrefixes } from '../../src/sandbox/rules/prefixes.ts';
import { userNameRule } from '../../src/sandbox/rules/user-names.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

const INVALID = /^invalid-[a-z0-9]{8}$/;

/** Host name → host name and given name of the node, measured at each release line. */
const NAMED: readonly (readonly [
  string,
  Partial<Record<Release, readonly [string | RegExp, string | RegExp]>>,
])[] = [
  ['UPPER', { '0.23': ['UPPER', 'upper'], '0.27.0': ['upper', 'upper'], '0.29': ['UPPER', 'upper'] }],
  [
    'My_Host',
    {
      '0.23': ['My_Host', 'my-host'],
      '0.24': ['My_Host', 'myhost'],
      '0.27.0': [INVALID, INVALID],
      '0.29': ['My_Host', 'my-host'],
    },
  ],
  [
    'a b',
    { '0.23': ['a b', 'a-b'], '0.24': ['a b', 'ab'], '0.28': [INVALID, INVALID], '0.29': ['a b', 'a-b'] },
  ],
  [
    "tom's",
    {
      '0.23': ["tom's", 'toms'],
      '0.26': ["tom's", 'toms'],
      '0.27.1': [INVALID, INVALID],
      '0.29': ["tom's", 'toms'],
    },
  ],
  ['ünï', { '0.23': ['ünï', '-n-'], '0.24': ['ünï', 'n'], '0.28': [INVALID, INVALID], '0.29': ['ünï', 'n'] }],
  [
    '日本',
    { '0.23': ['日本', '-'], '0.24': ['日本', ''], '0.28': [INVALID, INVALID], '0.29': ['日本', 'node'] },
  ],
  [
    'host.local',
    {
      '0.23': ['host.local', 'host.local'],
      '0.28': ['host.local', 'host.local'],
      '0.29': ['host.local', 'host'],
    },
  ],
  ['a..b', { '0.23': ['a..b', 'a..b'], '0.28': ['a..b', 'a..b'], '0.29': ['a..b', 'a--b'] }],
  ['-lead-', { '0.23': ['-lead-', '-lead-'], '0.28': [INVALID, INVALID], '0.29': ['-lead-', 'lead'] }],
  ['x', { '0.23': ['x', 'x'], '0.28': [INVALID, INVALID], '0.29': ['x', 'x'] }],
  [
    '',
    { '0.23': ['', ''], '0.28': [/^node-mkey:[0-9a-f]{3}$/, /^node-mkey[0-9a-f]{3}$/], '0.29': ['', 'node'] },
  ],
  ['y'.repeat(64), { '0.28': [INVALID, INVALID], '0.29': ['y'.repeat(64), 'y'.repeat(63)] }],
];

const CASES = NAMED.flatMap(([hostname, byRelease]) =>
  Object.entries(byRelease).map(([release, [name, given]]) => ({
    release: release as Release,
    hostname,
    name,
    given,
  })),
);

async function register(release: Release, hostname: string, times = 1) {
  const sandbox = await startSandbox({ release });
  const call = (rpc: string, request: Record<string, unknown>) =>
    sandbox.core.call(rpc, request, { trusted: true });
  try {
    await call('CreateUser', { name: 'alice' });
    for (let time = 0; time < times; time++) {
      await call('RegisterNode', { user: 'alice', key: sandbox.devices.knock({ hostname }) });
    }
    return sandbox.store.nodes.all();
  } finally {
    await sandbox.stop();
  }
}

describe('a device that registers', () => {
  test.each(CASES)(
    'with the host name "$hostname" at $release',
    async ({ release, hostname, name, given }) => {
      const [node] = await register(release, hostname);
      expect(node?.hostname).toEqual(name instanceof RegExp ? expect.stringMatching(name) : name);
      expect(node?.givenName).toEqual(given instanceof RegExp ? expect.stringMatching(given) : given);
    },
  );

  test.each(['0.23', '0.26'] as const)(
    'with a host name over 63 characters is refused at %s',
    async (release) => {
      await expect(register(release, 'y'.repeat(64))).rejects.toThrow('failed to ensure unique given name: ');
    },
  );

  test.each(RELEASES)('with a name that is taken gets another at %s', async (release) => {
    const nodes = await register(release, 'laptop', 3);
    const [first, second, third] = nodes.map((node) => node.givenName);
    expect(first).toBe('laptop');
    const suffixed = expect.stringMatching(/^laptop-[a-z0-9]{8}$/);
    expect([second, third]).toEqual(since(release, '0.29') ? ['laptop-1', 'laptop-2'] : [suffixed, suffixed]);
  });
});

describe('the name of a node', () => {
  test.each([
    ['0.23', '', undefined],
    ['0.25', 'a', 'name must be at least 2 characters long'],
    ['0.24', '-a.', undefined],
    ['0.27.0', '-ab', 'hostname "-ab" cannot start or end with a hyphen'],
    ['0.28', 'ab.', 'hostname "ab." cannot start or end with a dot'],
    ['0.28', 'a..b', undefined],
    ['0.29', 'UPPER', undefined],
    [
      '0.29',
      '-a',
      '"-a" is not a valid DNS label: "-a" is not a valid DNS label: must start with a letter or number',
    ],
    [
      '0.29',
      'a-',
      '"a-" is not a valid DNS label: "a-" is not a valid DNS label: must end with a letter or number',
    ],
  ] as const)('at %s "%s"', (release, name, wrong) => {
    expect(nodeNameRule(release)(name)?.message).toBe(
      wrong === undefined ? undefined : `renaming node: ${wrong}`,
    );
  });
});

describe('the name of a user', () => {
  test.each([
    ['0.23', '', undefined],
    ['0.25', 'ünï@home', undefined],
    ['0.26', 'a b', "username contains invalid character: ' '"],
    ['0.27.0', 'a b', undefined],
    ['0.29', '', undefined],
  ] as const)('at %s "%s"', (release, name, wrong) => {
    expect(userNameRule(release)(name)?.message).toBe(wrong);
  });
});

test.each([
  ['0.28', ['0.0.0.0/0', '10.1.0.0/16', '10.2.0.0/16', '10.1.0.0/24', '::/0', 'fd00::/8']],
  ['0.29', ['0.0.0.0/0', '10.1.0.0/16', '10.1.0.0/24', '10.2.0.0/16', '::/0', 'fd00::/8']],
] as const)('prefixes are sorted as %s sorts them', (release, sorted) => {
  expect(sortPrefixes(release, sorted.toReversed())).toEqual(sorted);
});
