import { describe, expect, test } from 'vitest';
import { apiKeyView } from '../../../src/output/views/apikeys.ts';
import { changeView } from '../../../src/output/views/changes.ts';
import { nodeView } from '../../../src/output/views/nodes.ts';
import { preAuthKeyView } from '../../../src/output/views/preauthkeys.ts';
import { routeView } from '../../../src/output/views/routes.ts';
import { userView } from '../../../src/output/views/users.ts';
import {
  alice,
  apiKey,
  bornExpiredKey,
  CLEAR_KEY,
  laptop,
  MASKED_KEY,
  nameless,
  reusableKey,
  server,
  ZERO,
} from '../samples.ts';

const masked = { reveal: false };

const aliceJson = {
  id: '1',
  name: 'alice',
  createdAt: '2026-11-24T00:34:57.066234883Z',
  displayName: 'Alice Example',
  email: 'alice@example.com',
  providerId: '',
  provider: '',
  profilePicUrl: 'https://example.com/alice.png',
};

const reusableKeyJson = {
  id: '3',
  user: aliceJson,
  key: MASKED_KEY,
  reusable: true,
  ephemeral: false,
  used: true,
  expiration: '2026-11-24T13:00:00Z',
  createdAt: '2026-11-24T00:35:00.5Z',
  aclTags: ['tag:server', 'tag:web'],
};

describe('the JSON of', () => {
  test('a user', () => {
    expect(userView.toJson(alice, masked)).toStrictEqual(aliceJson);
    expect(userView.toJson(nameless, masked)).toMatchObject({ name: '', createdAt: null });
    expect(Object.keys(userView.toJson(alice, masked))).toEqual(Object.keys(aliceJson));
  });

  test('the pseudo user of tagged nodes, whose time of making is none', () => {
    expect(userView.toJson({ ...alice, createdAt: ZERO }, masked)).toMatchObject({ createdAt: null });
  });

  test('a pre-auth key', () => {
    expect(preAuthKeyView.toJson(reusableKey, masked)).toStrictEqual(reusableKeyJson);
    expect(preAuthKeyView.toJson(reusableKey, { reveal: true })).toStrictEqual({
      ...reusableKeyJson,
      key: CLEAR_KEY,
    });
  });

  test('a pre-auth key that is born expired and owned by nobody', () => {
    expect(preAuthKeyView.toJson(bornExpiredKey, masked)).toMatchObject({
      user: null,
      key: 'hskey-auth-abcdefghijkl-***',
      expiration: '0001-01-01T00:00:00Z',
      createdAt: null,
      aclTags: [],
    });
    expect(preAuthKeyView.toJson({ ...bornExpiredKey, expiration: null }, masked)).toMatchObject({
      expiration: null,
    });
  });

  test('an API key', () => {
    expect(apiKeyView.toJson(apiKey, masked)).toStrictEqual({
      id: '7',
      prefix: 'hskey-api-abcdefghijkl-***',
      expiration: '2026-11-20T00:00:00Z',
      createdAt: '2026-08-20T00:00:00Z',
      lastSeen: null,
    });
  });

  test('a node', () => {
    expect(nodeView.toJson(laptop, masked)).toStrictEqual({
      id: '1',
      machineKey: laptop.machineKey,
      nodeKey: laptop.nodeKey,
      discoKey: laptop.discoKey,
      ipAddresses: ['100.64.0.1', 'fd7a:115c:a1e0::1'],
      name: 'alices-laptop',
      user: aliceJson,
      lastSeen: '2026-11-24T11:59:00Z',
      expiry: '2027-02-22T12:00:00Z',
      preAuthKey: reusableKeyJson,
      createdAt: '2026-11-24T00:35:01.236436524Z',
      registerMethod: 'REGISTER_METHOD_AUTH_KEY',
      givenName: 'laptop',
      online: true,
      approvedRoutes: ['10.1.0.0/24'],
      availableRoutes: ['10.1.0.0/24', '10.2.0.0/24'],
      subnetRoutes: ['10.1.0.0/24'],
      tags: [],
    });
  });

  test('a node without owner, expiry, key or a sight of it: null', () => {
    expect(nodeView.toJson({ ...server, expiry: ZERO }, masked)).toMatchObject({
      user: null,
      expiry: null,
      lastSeen: null,
      preAuthKey: null,
    });
  });

  test('a route', () => {
    const row = {
      nodeId: '1',
      node: 'laptop',
      route: '10.0.0.0/24',
      announced: true,
      approved: false,
      serving: false,
      servedBy: { id: '2', name: 'nas' },
      overlaps: [{ nodeId: '3', node: 'router', route: '10.0.0.0/8' }],
    };
    expect(routeView.toJson(row, masked)).toStrictEqual({ ...row, state: 'pending' });
  });

  test('a change: error only where there is one', () => {
    expect(changeView.toJson({ id: '1', name: 'a', status: 'changed' }, masked)).toStrictEqual({
      id: '1',
      name: 'a',
      status: 'changed',
    });
    expect(changeView.toJson({ id: '1', name: 'a', status: 'failed', error: 'no' }, masked)).toStrictEqual({
      id: '1',
      name: 'a',
      status: 'failed',
      error: 'no',
    });
  });
});
