import { describe, expect, test } from 'vitest';
import { apiKeyFields, preAuthKeyFields } from '../../../src/domain/filter/key-fields.ts';
import { routeFields } from '../../../src/domain/filter/route-fields.ts';
import { userFields } from '../../../src/domain/filter/user-fields.ts';
import { routesOf } from '../../../src/domain/route.ts';
import { aNode, anApiKey, aPreAuthKey, aUser } from '../samples.ts';
import { ago, ahead, alice, bob, DAY, HOUR, matching, ZERO } from './samples.ts';

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
