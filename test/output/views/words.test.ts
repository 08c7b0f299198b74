import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import type { PreAuthKey } from '../../../src/domain/pre-auth-key.ts';
import { TAGGED_DEVICES_ID } from '../../../src/domain/user.ts';
import type { CellContext, Shown, View } from '../../../src/output/view.ts';
import { findColumn, shownCell } from '../../../src/output/view.ts';
import { apiKeyView } from '../../../src/output/views/apikeys.ts';
import { changeView } from '../../../src/output/views/changes.ts';
import { nodeView } from '../../../src/output/views/nodes.ts';
import { preAuthKeyView } from '../../../src/output/views/preauthkeys.ts';
import { type RouteRow, routeView } from '../../../src/output/views/routes.ts';
import { userLabel } from '../../../src/output/views/users.ts';
import { alice, apiKey, at, laptop, NOW, nameless, reusableKey, server, ZERO } from '../samples.ts';

const relative: CellContext = { now: NOW, timeFormat: 'relative', reveal: false };
const iso: CellContext = { ...relative, timeFormat: 'iso' };

function words<T>(view: View<T>, id: string, item: T, context = relative): Shown {
  return shownCell(findColumn(view, id), item, context);
}

describe('when a key ends', () => {
  const soon = at('2026-11-24T13:00:00Z');
  const past = at('2026-11-21T12:00:00Z');

  test.each<[string, Instant | null, Shown, Shown]>([
    ['later', soon, { text: 'in 1h' }, { text: '2026-11-24T13:00:00Z' }],
    [
      'already over',
      past,
      { text: 'expired 3d ago', tone: 'bad' },
      { text: '2026-11-21T12:00:00Z (expired)', tone: 'bad' },
    ],
    [
      'born expired',
      ZERO,
      { text: 'expired (0001-01-01T00:00:00Z)', tone: 'bad' },
      { text: '0001-01-01T00:00:00Z (expired)', tone: 'bad' },
    ],
    ['not set', null, { text: 'not set' }, { text: 'not set' }],
  ])('%s', (_what, expiration, short, exact) => {
    expect(words(apiKeyView, 'expiration', { ...apiKey, expiration })).toEqual(short);
    expect(words(apiKeyView, 'expiration', { ...apiKey, expiration }, iso)).toEqual(exact);
    expect(words(preAuthKeyView, 'expiration', { ...reusableKey, expiration })).toEqual(short);
  });

  test('a node without expiry never does, and that is no fault', () => {
    for (const expiry of [null, ZERO])
      expect(words(nodeView, 'expiry', { ...laptop, expiry })).toEqual({ text: 'never' });
    expect(words(nodeView, 'expiry', { ...laptop, expiry: past })).toEqual({
      text: 'expired 3d ago',
      tone: 'bad',
    });
    expect(words(nodeView, 'expiry', laptop)).toEqual({ text: 'in 90d' });
  });
});

describe('a node', () => {
  test.each([
    ['online', laptop, { text: 'online', tone: 'good' }],
    ['online', server, { text: 'offline', tone: 'dim' }],
    ['lastSeen', laptop, { text: '1m ago' }],
    ['lastSeen', server, { text: 'never' }],
    ['user', laptop, { text: 'alice' }],
    ['user', server, { text: '' }],
    ['user', { ...laptop, user: { ...alice, id: TAGGED_DEVICES_ID, name: 'tagged-devices' } }, { text: '' }],
    ['address', laptop, { text: '100.64.0.1' }],
    ['address', { ...laptop, ipAddresses: ['fd7a::1'] }, { text: 'fd7a::1' }],
    ['address', { ...laptop, ipAddresses: [] }, { text: '' }],
    ['state', laptop, { text: 'online', tone: 'good' }],
    ['state', server, { text: 'never connected', tone: 'dim' }],
    ['state', { ...laptop, online: false }, { text: 'offline 1m', tone: 'dim' }],
    [
      'state',
      { ...laptop, online: false, lastSeen: at('2026-11-24T11:59:58Z') },
      { text: 'offline just now', tone: 'dim' },
    ],
    ['state', { ...laptop, expiry: at('2026-11-23T12:00:00Z') }, { text: 'expired', tone: 'bad' }],
    ['state', { ...laptop, expiry: ZERO }, { text: 'online', tone: 'good' }],
    ['routes', { ...laptop, availableRoutes: [] }, { text: '' }],
    [
      'routes',
      { ...laptop, availableRoutes: ['10.1.0.0/24'], approvedRoutes: [] },
      { text: '1 waiting', tone: 'warning' },
    ],
    [
      'routes',
      { ...laptop, availableRoutes: ['10.1.0.0/24', '10.2.0.0/24'], approvedRoutes: ['10.2.0.0/24'] },
      { text: '2, 1 waiting', tone: 'warning' },
    ],
    [
      'routes',
      { ...laptop, availableRoutes: ['0.0.0.0/0', '::/0'], approvedRoutes: ['0.0.0.0/0', '::/0'] },
      { text: 'exit' },
    ],
    [
      'routes',
      { ...laptop, availableRoutes: ['0.0.0.0/0', '::/0', '10.1.0.0/24'], approvedRoutes: ['10.1.0.0/24'] },
      { text: '1 + exit, 1 waiting', tone: 'warning' },
    ],
    ['routes', { ...laptop, availableRoutes: [], approvedRoutes: ['10.1.0.0/24'] }, { text: '' }],
    ['ipAddresses', laptop, { text: '100.64.0.1, fd7a:115c:a1e0::1' }],
    ['registerMethod', laptop, { text: 'pre-auth key' }],
    ['preAuthKey', laptop, { text: 'id 3, 01234567***' }],
    ['preAuthKey', server, { text: '' }],
  ] as const)('%s %#', (id, node, shown) => {
    expect(words(nodeView, id, node)).toEqual(shown);
  });

  test('that is offline says since when, exactly where times are exact', () => {
    const offline = { ...laptop, online: false, lastSeen: at('2026-11-24T11:00:00Z') };
    expect(words(nodeView, 'state', offline, iso)).toEqual({
      text: 'offline since 2026-11-24T11:00:00Z',
      tone: 'dim',
    });
  });
});

test.each<[Partial<PreAuthKey>, string, string]>([
  [{}, 'in use', 'reusable'],
  [{ used: false }, 'unused', 'reusable'],
  [{ reusable: false }, 'used up', 'single-use'],
  [{ expiration: ZERO, ephemeral: true }, 'expired', 'reusable, ephemeral'],
  [{ expiration: null, used: false, reusable: false }, 'unused', 'single-use'],
])('a pre-auth key with %j', (changes, state, kind) => {
  const key = { ...reusableKey, ...changes };
  expect(words(preAuthKeyView, 'state', key).text).toBe(state);
  expect(words(preAuthKeyView, 'kind', key).text).toBe(kind);
});

describe('an owner', () => {
  test.each([
    ['by name', alice, 'alice'],
    ['by e-mail where there is no name', nameless, 'carol@example.com'],
    ['by display name then', { ...nameless, email: '', displayName: 'Carol' }, 'Carol'],
    ['by id at last', { ...nameless, email: '' }, '12'],
    ['nobody', null, ''],
  ])('%s', (_what, user, label) => {
    expect(userLabel(user)).toBe(label);
  });
});

test.each<[boolean, boolean, boolean, Shown]>([
  [true, false, false, { text: 'pending', tone: 'warning' }],
  [true, true, false, { text: 'approved' }],
  [true, true, true, { text: 'serving', tone: 'good' }],
  [false, true, false, { text: 'withdrawn', tone: 'dim' }],
])('a route announced %s, approved %s, serving %s', (announced, approved, serving, shown) => {
  const row: RouteRow = { ...laptopRoute, announced, approved, serving };
  expect(words(routeView, 'state', row)).toEqual(shown);
});

test('a route is named by node and route, as commands take them', () => {
  expect(routeView.id({ ...laptopRoute, route: '::/0' })).toBe('1 ::/0');
});

test('a route says who serves it where that is another node', () => {
  const served = (id: string, name: string) => ({ ...laptopRoute, servedBy: { id, name } });
  expect(words(routeView, 'servedBy', laptopRoute)).toEqual({ text: '' });
  expect(words(routeView, 'servedBy', served('1', 'laptop'))).toEqual({ text: '' });
  expect(words(routeView, 'servedBy', served('2', 'nas'))).toEqual({ text: 'nas' });
});

const laptopRoute: RouteRow = {
  nodeId: '1',
  node: 'laptop',
  route: '10.0.0.0/24',
  announced: true,
  approved: true,
  serving: true,
  servedBy: null,
  overlaps: [],
};

test.each([
  ['changed', 'good', 'changed'],
  ['unchanged', 'dim', 'unchanged'],
  ['failed', 'bad', 'failed'],
  ['unknown', 'warning', 'unknown'],
  ['would-change', 'accent', 'would change'],
] as const)('a change that is %s has a word and a colour', (status, tone, text) => {
  expect(words(changeView, 'status', { id: '1', name: 'a', status })).toEqual({ text, tone });
});
