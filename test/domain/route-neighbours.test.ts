import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isExitRoute, overlappingRoutes, type Route, routesOf } from '../../src/domain/route.ts';
import { neighboursOf } from '../../src/domain/route-neighbours.ts';
import { aNode } from './samples.ts';

const PREFIXES = [
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.1.0.0/24',
  '10.1.0.5/24',
  '10.1.1.0/24',
  '10.2.0.0/24',
  '192.168.0.0/16',
  'fd00::/16',
  'fd00:1::/64',
  'no network',
];

const node = fc.record({
  availableRoutes: fc.subarray(PREFIXES),
  approvedRoutes: fc.subarray(PREFIXES),
});

test('are those that each route finds when it is held against every other', () => {
  fc.assert(
    fc.property(fc.array(node, { maxLength: 6 }), (made) => {
      const routes = routesOf(made.map((lists, index) => aNode({ id: String(index + 1), ...lists })));
      const neighbours = neighboursOf(routes);
      const ids = (found: readonly Route[]) => found.map(({ node, prefix }) => `${node.id} ${prefix}`).sort();
      for (const route of routes) {
        const others = routes.filter(({ node, approved }) => approved && node.id !== route.node.id);
        expect(ids(neighbours(route).overlaps)).toEqual(ids(overlappingRoutes(route.prefix, others)));
      }
    }),
  );
});

test('the one that serves is found, however it is spelt, and an exit is served by nobody in particular', () => {
  const lists = (...routes: string[]) => ({ availableRoutes: routes, approvedRoutes: routes });
  const routes = routesOf([
    aNode({ id: '1', ...lists('fd00:1::/64', '::/0'), subnetRoutes: ['fd00:1::/64', '::/0'] }),
    aNode({ id: '2', ...lists('FD00:1:0::/64', '::/0', '10.0.0.0/8') }),
  ]);
  const neighbours = neighboursOf(routes);
  const serverOf = Object.fromEntries(
    routes.map((route) => [`${route.node.id} ${route.prefix}`, neighbours(route).servedBy?.id]),
  );
  expect(serverOf).toEqual({
    '1 fd00:1::/64': '1',
    '1 ::/0': undefined,
    '2 FD00:1:0::/64': '1',
    '2 ::/0': undefined,
    '2 10.0.0.0/8': undefined,
  });
  expect(routes.filter(({ prefix }) => isExitRoute(prefix))).toHaveLength(2);
});
