import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilterFields } from '../../../src/domain/filter/field.ts';
import { allOf, parseFilter } from '../../../src/domain/filter/filter.ts';
import { apiKeyFields, preAuthKeyFields } from '../../../src/domain/filter/key-fields.ts';
import { nodeFields } from '../../../src/domain/filter/node-fields.ts';
import { routeFields } from '../../../src/domain/filter/route-fields.ts';
import { userFields } from '../../../src/domain/filter/user-fields.ts';
import { fromMillis, ZERO_TIME_SECONDS } from '../../../src/domain/instant.ts';
import { routesOf } from '../../../src/domain/route.ts';
import { HsError } from '../../../src/errors.ts';
import { refusalOf } from '../refusal.ts';
import { aNode, anApiKey, aPreAuthKey, aUser } from '../samples.ts';

const NOW = Date.UTC(2026, 7, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number) => fromMillis(NOW - ms);
const ahead = (ms: number) => fromMillis(NOW + ms);
const ZERO = { seconds: ZERO_TIME_SECONDS, nanos: 0 };

/** The ids of those that match. */
function matching<T>(
  items: readonly T[],
  fields: FilterFields<T>,
  id: (item: T) => string,
): (text: string) => string[] {
  return (text) => {
    const filter = parseFilter(text, fields);
    return items.filter((item) => filter.matches(item, NOW)).map(id);
  };
}

const alice = aUser({ id: '1', name: 'alice', email: 'Alice@Example.com', displayName: 'Alice Doe' });
const bob = aUser({ id: '2', name: 'bob', displayName: 'alice', providerId: 'https://idp/bob' });
const five = aUser({ id: '9', name: '5' });

describe('nodes', () => {
  const nodes = [
    aNode({
      id: '1',
      givenName: 'laptop',
      name: 'Laptop-of-Alice',
      user: alice,
      ipAddresses: ['100.64.0.1', 'fd7a:115c:a1e0::1'],
      online: true,
      // Servers keep the end of the last connection.
      lastSeen: ago(90 * DAY),
      createdAt: ago(200 * DAY),
      expiry: ahead(3 * DAY),
    }),
    aNode({
      id: '2',
      givenName: 'gateway',
      name: 'laptop',
      user: bob,
      ipAddresses: ['100.64.0.12'],
      tags: ['tag:Web', 'tag:router'],
      lastSeen: ago(40 * DAY),
      createdAt: ago(300 * DAY),
      expiry: ago(10 * DAY),
      availableRoutes: ['10.1.0.0/16', '0.0.0.0/0', '::/0'],
      approvedRoutes: ['10.1.0.0/16'],
      subnetRoutes: ['10.1.0.0/16'],
      preAuthKey: aPreAuthKey({ id: '7', key: 'x', ephemeral: true }),
      registerMethod: 'REGISTER_METHOD_AUTH_KEY',
    }),
    // Never seen, and new.
    aNode({ id: '3', givenName: 'new', user: five, createdAt: ago(10 * 60_000), expiry: ZERO }),
    // Never seen, and old.
    aNode({
      id: '10',
      givenName: 'forgotten',
      createdAt: ago(60 * DAY),
      lastSeen: ZERO,
      expiry: ahead(30 * DAY),
      availableRoutes: ['10.1.2.0/24'],
      approvedRoutes: ['10.1.2.0/24'],
    }),
    // Nothing is known of it.
    aNode({ id: '11', givenName: 'unknown' }),
  ];
  const ids = matching(nodes, nodeFields, ({ id }) => id);

  test.each([
    ['online', '1'],
    ['!online', '2 3 10 11'],
    ['offline', '2 3 10 11'],
    ['online=true', '1'],
    ['online=no', '2 3 10 11'],
    ['online!=yes', '2 3 10 11'],
    ['ONLINE', '1'],
    // What is online was seen now; what was never seen counts from its registration; the unknown never matches.
    ['seen>30d', '2 10'],
    ['seen<30d', '1 3 11'],
    ['!seen<30d', '2 10'],
    ['seen<1h', '1 3 11'],
    ['!online and seen>30d', '2 10'],
    ['lastSeen>50d', '10'],
    ['seen=never', '3 10 11'],
    ['seen!=never', '1 2'],
    ['created>90d', '1 2'],
    ['created<1h', '3'],
    ['createdAt=never', '11'],
    ['expired', '2'],
    ['expires<7d', '1'],
    ['expires>7d', '10'],
    ['expires=never', '3 11'],
    ['expiry!=never', '1 2 10'],
    ['ended>7d', '2'],
    ['ended>30d', ''],
    ['ended<30d', '2'],
    ['user=alice', '1'],
    ['owner=alice', '1'],
    ['user=Alice', ''],
    ['user=alice@example.com', '1'],
    ['user="Alice Doe"', ''],
    ['user~"alice doe"', '1'],
    ['user~alice', '1 2'],
    ['user=2', '2'],
    ['user=5', '3'],
    ['user=id:9', '3'],
    ['user=name:5', '3'],
    ['user=id:5', ''],
    ['user=https://idp/bob', '2'],
    ['user!=alice', '2 3 10 11'],
    ['user=""', '10 11'],
    ['tag=web', '2'],
    ['tag=tag:web', '2'],
    ['tag~rout', '2'],
    ['tag=rout', ''],
    ['tag!=web', '1 3 10 11'],
    ['tag=""', '1 3 10 11'],
    ['tagged', '2'],
    ['name=laptop', '1'],
    ['name=LAPTOP', '1'],
    ['name~lap', '1'],
    ['givenName!~a', '3 10 11'],
    ['hostname~laptop', '1 2'],
    ['hostname=laptop', '2'],
    ['id=10', '10'],
    ['id<3', '1 2'],
    ['id>9', '10 11'],
    ['id!=1', '2 3 10 11'],
    ['ip=100.64.0.1', '1'],
    ['ip=FD7A:115C:a1e0:0::1', '1'],
    ['ip=100.64.0.0/24', '1 2'],
    ['ip~100.64.0.1', '1 2'],
    ['route=10.1.0.0/16', '2'],
    ['route=10.0.0.0/8', ''],
    ['route~10.0.0.0/8', '2 10'],
    ['route~10.1.2.3', '2 10'],
    ['route~10.1.3.3', '2'],
    ['route=0.0.0.0/0', '2'],
    ['route~::/0', '2'],
    ['waiting', '2'],
    ['!approved', '2'],
    ['approved', '1 3 10 11'],
    ['exit', '2'],
    ['ephemeral', '2'],
    ['key=7', '2'],
    ['key!=7', '1 3 10 11'],
    ['method=KEY', '2'],
    ['method!=key', '1 3 10 11'],
    ['name~lap or (tagged and !online)', '1 2'],
    ['not (online or tagged) and name~n', '3 10 11'],
  ])('%s', (text, expected) => {
    expect(ids(text).join(' ')).toBe(expected);
  });
});

describe('users', () => {
  const oidc = aUser({ id: '3', name: '', provider: 'oidc', email: 'x@y.z', createdAt: ago(DAY) });
  const ids = matching([alice, bob, oidc], userFields, ({ id }) => id);

  test.each([
    ['name=alice', '1'],
    ['name~B', '2'],
    ['name=""', '3'],
    ['displayname~alice', '1 2'],
    ['email~example', '1'],
    ['email=""', '2'],
    ['provider=oidc', '3'],
    ['provider=""', '1 2'],
    ['providerId~idp', '2'],
    ['created<7d', '3'],
    ['id=2', '2'],
  ])('%s', (text, expected) => {
    expect(ids(text).join(' ')).toBe(expected);
  });
});

describe('pre-auth keys', () => {
  const keys = [
    aPreAuthKey({ id: '1', key: 'a', user: alice, expiration: ahead(HOUR), createdAt: ago(HOUR) }),
    aPreAuthKey({ id: '2', key: 'b', user: bob, used: true, expiration: ahead(DAY), aclTags: ['tag:web'] }),
    aPreAuthKey({
      id: '3',
      key: 'c',
      reusable: true,
      used: true,
      ephemeral: true,
      expiration: ahead(30 * DAY),
    }),
    aPreAuthKey({ id: '4', key: 'd', expiration: ago(40 * DAY), createdAt: ago(50 * DAY) }),
    // Made without an expiration, an hour ago: born expired.
    aPreAuthKey({ id: '5', key: 'e', expiration: ZERO, createdAt: ago(HOUR) }),
    aPreAuthKey({ id: '6', key: 'f' }),
  ];
  const ids = matching(keys, preAuthKeyFields, ({ id }) => id);

  test.each([
    ['user=alice', '1'],
    ['user=""', '3 4 5 6'],
    ['tag=web', '2'],
    ['used', '2 3'],
    ['unused', '1 4 5 6'],
    ['reusable', '3'],
    ['ephemeral', '3'],
    ['usable', '1 3'],
    ['expired', '4 5'],
    ['ended>30d', '4'],
    ['ended<1d', '5'],
    ['expires<2d', '1 2'],
    ['expiration>7d', '3'],
    ['expires=never', '6'],
    ['used or expired', '2 3 4 5'],
  ])('%s', (text, expected) => {
    expect(ids(text).join(' ')).toBe(expected);
  });
});

describe('API keys', () => {
  const keys = [
    { ...anApiKey('1', 'wH4xAbC'), expiration: ahead(90 * DAY), createdAt: ago(DAY) },
    { ...anApiKey('2', 'hskey-api-xyz-***'), expiration: ago(DAY), createdAt: ago(91 * DAY) },
  ];
  const ids = matching(keys, apiKeyFields, ({ id }) => id);

  test.each([
    ['expired', '2'],
    ['!expired', '1'],
    ['expires<100d', '1'],
    ['created>90d', '2'],
    ['prefix~wh4', '1'],
    ['id>1', '2'],
  ])('%s', (text, expected) => {
    expect(ids(text).join(' ')).toBe(expected);
  });
});

describe('routes', () => {
  const routes = routesOf([
    aNode({
      id: '4',
      givenName: 'gateway',
      user: alice,
      online: true,
      tags: ['tag:router'],
      availableRoutes: ['10.0.0.0/8', '192.168.0.0/24'],
      approvedRoutes: ['10.0.0.0/8', '172.16.0.0/12'],
      subnetRoutes: ['10.0.0.0/8'],
    }),
    aNode({ id: '5', givenName: 'exit', user: bob, availableRoutes: ['0.0.0.0/0'] }),
  ]);
  const prefixes = matching(routes, routeFields, ({ prefix }) => prefix);

  test.each([
    ['waiting', '192.168.0.0/24 0.0.0.0/0'],
    ['pending and !exit', '192.168.0.0/24'],
    ['approved', '10.0.0.0/8 172.16.0.0/12'],
    ['serving', '10.0.0.0/8'],
    ['!announced', '172.16.0.0/12'],
    ['exit', '0.0.0.0/0'],
    ['route~10.1.2.3', '10.0.0.0/8'],
    ['route=192.168.0.0/24', '192.168.0.0/24'],
    ['node=exit', '0.0.0.0/0'],
    ['nodeId=5', '0.0.0.0/0'],
    ['user=bob', '0.0.0.0/0'],
    ['tag=router and serving', '10.0.0.0/8'],
    ['!online', '0.0.0.0/0'],
  ])('%s', (text, expected) => {
    expect(prefixes(text).join(' ')).toBe(expected);
  });
});

describe('what is refused', () => {
  test.each([
    [
      'usr=x',
      '--filter "usr=x": nodes cannot be filtered by "usr"',
      /^Did you mean user\? Fields: online, .*For example: --filter '!online and seen>30d'$/,
    ],
    [
      'online and usr=x',
      '--filter "online and usr=x", after "online and": nodes cannot be filtered by "usr"',
      /user/,
    ],
    ['user:alice', '--filter "user:alice": nodes cannot be filtered by "user:alice"', /^Write user=alice\. /],
    [
      'online=maybe',
      '--filter "online=maybe": online is either so or not',
      /^Write online alone, or !online for the others\.$/,
    ],
    ['online>3', '--filter "online>3": online is either so or not', /online/],
    ['seen=yes', '--filter "seen=yes": seen is a time', /seen>30d, seen=never/],
    ['seen~3', '--filter "seen~3": seen is a time', /seen>30d/],
    [
      'seen>30',
      '--filter "seen>30", after "seen>": "30" is not a duration: the unit is missing',
      /30d for days/,
    ],
    [
      'seen>1mo',
      '--filter "seen>1mo", after "seen>": "1mo" is not a duration: "mo" is not a unit (write months as days: 30d)',
      /90d/,
    ],
    [
      'seen<2026-01-01',
      '--filter "seen<2026-01-01": "2026-01-01" is a date, and times are told by how far away they are',
      /seen>30d/,
    ],
    [
      'seen',
      '--filter "seen": seen is compared with nothing',
      /'seen>30d'. The whole filter stands in quotes: shells take > and < for files\.$/,
    ],
    ['user', '--filter "user": user is compared with nothing', /^Write for example 'user=alice'\.$/],
    ['user>3', '--filter "user>3": user is no number and no time', /user=alice/],
    [
      'user=0',
      '--filter "user=0", after "user=": "0" names no user: ids begin with 1, and some releases take 0 for the first one they have',
      /./,
    ],
    ['name~""', '--filter "name~\\"\\"": every text contains the empty one', undefined],
    ['id=x', '--filter "id=x": "x" is not a whole number', /id=4/],
    ['id~4', '--filter "id~4": id is a number', /=, < or >/],
    [
      'ip=nonsense',
      '--filter "ip=nonsense", after "ip=": "nonsense" is neither an address nor a network',
      /./,
    ],
    [
      'route=10.0.0.5/8',
      '--filter "route=10.0.0.5/8", after "route=": "10.0.0.5/8" is an address inside a network, not the network: bits behind /8 are set',
      /10\.0\.0\.0\/8/,
    ],
    [
      'method=magic',
      '--filter "method=magic", after "method=": "magic" is none of key, cli, oidc',
      /method=oidc/,
    ],
  ] as const)('%s', (text, message, hint) => {
    const refusal = refusalOf(() => parseFilter(text, nodeFields));
    expect(refusal).toMatchObject({ code: 'invalid_value', exitCode: 2, message });
    if (hint === undefined) expect(refusal.hint).toBeUndefined();
    else expect(refusal.hint).toMatch(hint);
  });

  test('names the flag that stands for a filter', () => {
    const refusal = refusalOf(() => parseFilter('expires<soon', nodeFields, '--expiring'));
    expect(refusal.message).toMatch(/^--expiring "expires<soon", after "expires<": "soon" is not a duration/);
  });
});

test('several filters hold together', () => {
  const filters = ['online or tagged', 'id>5'].map((text) => parseFilter(text, nodeFields));
  const both = allOf(filters);
  expect(both?.text).toBe('(online or tagged) and id>5');
  expect(both?.matches(aNode({ id: '6', online: true }), NOW)).toBe(true);
  expect(both?.matches(aNode({ id: '4', online: true }), NOW)).toBe(false);
  expect(both?.matches(aNode({ id: '6' }), NOW)).toBe(false);
  expect(allOf([])).toBeUndefined();
});

const TABLES: readonly FilterFields<never>[] = [
  nodeFields,
  userFields,
  preAuthKeyFields,
  apiKeyFields,
  routeFields,
];

describe.each(TABLES.map((table) => [table.noun, table] as const))('the table of %s', (_, table) => {
  test('has examples that work, and no word twice', () => {
    expect(() => parseFilter(table.example, table)).not.toThrow();
    const words = table.fields.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(new Set(words.map((word) => word.toLowerCase())).size).toBe(words.length);
    for (const { name, example } of table.fields) {
      expect(example).toMatch(new RegExp(`^!?${name}\\b`));
      expect(() => parseFilter(example, table)).not.toThrow();
    }
  });

  test('takes any condition or refuses it as a value', () => {
    const word = fc.constantFrom(...table.fields.map(({ name }) => name), 'other');
    const value = fc.oneof(
      fc.constantFrom('true', '30d', '5', '0', '10.0.0.0/8', '::1', 'never', 'id:', '""'),
      fc.string({ unit: 'binary', maxLength: 6 }).map((text) => JSON.stringify(text)),
    );
    const operator = fc.constantFrom('', '=', '!=', '~', '!~', '<', '>');
    fc.assert(
      fc.property(word, operator, value, (name, sign, text) => {
        try {
          parseFilter(sign === '' ? name : `${name}${sign}${text}`, table);
        } catch (error) {
          expect(error).toBeInstanceOf(HsError);
        }
      }),
    );
  });
});
