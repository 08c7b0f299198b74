import { describe, expect, test } from 'vitest';
import {
  isExitRoute,
  isWaiting,
  mergeRoutes,
  overlappingRoutes,
  parseRoutes,
  removeRoutes,
  routesOf,
  sameRoutes,
} from '../../src/domain/route.ts';
import { refusalOf } from './refusal.ts';
import { aNode } from './samples.ts';

const EXIT = ['0.0.0.0/0', '::/0'];

describe('parseRoutes', () => {
  test.each([
    [[], []],
    [
      ['10.1.0.0/24, FD00:0::/64', '10.1.0.0/24'],
      ['10.1.0.0/24', 'fd00::/64'],
    ],
    [['0.0.0.0/0'], EXIT],
    [
      ['::/0', '10.1.0.0/24'],
      ['::/0', '10.1.0.0/24', '0.0.0.0/0'],
    ],
  ])('%j', (values, routes) => {
    expect(parseRoutes(values)).toEqual(routes);
  });

  test.each([[['']], [['10.1.0.0/24,']], [['10.1.0.0/24', 'not-a-route']], [['10.1.0.5/24']]])(
    'refuses %j whole',
    (values) => {
      expect(refusalOf(() => parseRoutes(values)).code).toBe('invalid_value');
    },
  );
});

test('isExitRoute', () => {
  expect(['0.0.0.0/0', '::/0', '0::0/0', '10.0.0.0/8', 'odd'].map(isExitRoute)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

describe('mergeRoutes', () => {
  test.each([
    [[], [], []],
    [['10.1.0.0/24'], ['10.2.0.0/24'], ['10.1.0.0/24', '10.2.0.0/24']],
    [['10.1.0.0/24'], ['10.1.0.0/24'], ['10.1.0.0/24']],
    [['fd00:0:0::/64'], ['fd00::/64'], ['fd00:0:0::/64']],
    [['10.1.0.5/24'], ['10.1.0.0/24'], ['10.1.0.5/24', '10.1.0.0/24']],
    [['10.1.0.0/24'], ['::/0'], ['10.1.0.0/24', '::/0', '0.0.0.0/0']],
    [EXIT, ['10.1.0.0/24'], [...EXIT, '10.1.0.0/24']],
    [['odd'], ['10.1.0.0/24'], ['odd', '10.1.0.0/24']],
  ])('%j and %j', (approved, add, merged) => {
    expect(mergeRoutes(approved, add)).toEqual(merged);
  });
});

describe('removeRoutes', () => {
  test.each([
    [['10.1.0.0/24', '10.2.0.0/24'], ['10.1.0.0/24'], ['10.2.0.0/24']],
    [['10.1.0.0/24'], ['10.9.0.0/24'], ['10.1.0.0/24']],
    [['fd00:0:0::/64'], ['fd00::/64'], []],
    [['10.1.0.5/24', '10.1.0.0/24', '10.1.0.0/25'], ['10.1.0.0/24'], ['10.1.0.0/25']],
    [[...EXIT, '10.1.0.0/24'], ['0.0.0.0/0'], ['10.1.0.0/24']],
    [[...EXIT, '10.1.0.0/24'], ['10.1.0.0/24'], EXIT],
    [['odd', '10.1.0.0/24'], ['odd'], ['10.1.0.0/24']],
  ])('%j without %j', (approved, remove, left) => {
    expect(removeRoutes(approved, remove)).toEqual(left);
  });
});

describe('sameRoutes', () => {
  test.each([
    [[], [], true],
    [['10.1.0.0/24', 'fd00:0::/64'], ['fd00::/64', '10.1.0.0/24'], true],
    [['10.1.0.0/24'], ['10.1.0.0/24', '10.2.0.0/24'], false],
    [['10.1.0.5/24'], ['10.1.0.0/24'], false],
  ])('%j and %j: %s', (a, b, same) => {
    expect(sameRoutes(a, b)).toBe(same);
  });
});

describe('routesOf', () => {
  const router = aNode({
    id: '1',
    availableRoutes: ['10.1.0.0/24', 'FD00:0::/64', '0.0.0.0/0', '::/0'],
    approvedRoutes: ['fd00::/64', '0.0.0.0/0', '::/0', '10.9.0.0/24'],
    subnetRoutes: ['fd00::/64'],
  });
  const routes = routesOf([router, aNode({ id: '2' })]);

  test('says of every prefix where it stands, in the text of the server', () => {
    const shown = routes.map((r) => [r.node.id, r.prefix, r.advertised, r.approved, r.serving]);
    expect(shown).toEqual([
      ['1', '10.1.0.0/24', true, false, false],
      ['1', 'FD00:0::/64', true, true, true],
      ['1', '0.0.0.0/0', true, true, false],
      ['1', '::/0', true, true, false],
      ['1', '10.9.0.0/24', false, true, false],
    ]);
  });

  test('those waiting are announced and not approved', () => {
    expect(routes.filter(isWaiting).map(({ prefix }) => prefix)).toEqual(['10.1.0.0/24']);
  });

  test('one approved with host bits set leaves the network waiting, as servers see it', () => {
    const [first] = routesOf([
      aNode({ id: '1', availableRoutes: ['10.1.0.0/24'], approvedRoutes: ['10.1.0.5/24'] }),
    ]);
    expect(first && isWaiting(first)).toBe(true);
  });
});

describe('overlappingRoutes', () => {
  const routes = routesOf([
    aNode({ id: '1', availableRoutes: ['10.0.0.0/8', '192.168.1.0/24', '0.0.0.0/0', '::/0'] }),
    aNode({ id: '2', availableRoutes: ['10.1.0.0/24', '10.1.0.128/25'] }),
  ]);

  test.each([
    ['10.1.0.0/24', ['10.0.0.0/8', '10.1.0.128/25']],
    ['192.168.1.0/24', []],
    ['0.0.0.0/0', []],
    ['fd00::/8', []],
    ['odd', []],
  ])('%s shares addresses with %j', (prefix, others) => {
    expect(overlappingRoutes(prefix, routes).map((route) => route.prefix)).toEqual(others);
  });
});
