import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { afterAll, expect } from 'vitest';
import { SERVICE } from '../../src/headscale/grpc/descriptors.ts';
import { type Hazard, holdHazards, IN_48_HOURS, NOW, releases, type Stage } from './stage.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hs-hazards-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MISREAD: readonly Hazard[] = [
  {
    call: 'ListNodes of a release up to 0.25 decoded with a schema of 0.26 or later',
    releases: releases('0.23', '0.25'),
    outcome: 'the whole list fails to decode, once one node was registered with a pre-auth key',
    async naive(stage) {
      await joined(stage);
      await expect(stage.talk.readAs('0.26', 'ListNodes')).rejects.toThrow();
    },
    async hs(stage) {
      await joined(stage);
      const listed = await stage.hs('nodes list -o json');
      expect(listed).toMatchObject({ code: 0, changes: [] });
      expect(listed.json()).toMatchObject([{ id: '1', name: 'laptop', user: { name: 'alice' } }]);
    },
  },
];

async function joined(stage: Stage): Promise<void> {
  await stage.user('alice');
  stage.sandbox.devices.join(await stage.key('alice', 1), { hostname: 'laptop' });
}

const SOCKET: readonly Hazard[] = [
  {
    call: 'HTTP/1.1 request on the gRPC unix socket',
    releases: releases('0.23', '0.29'),
    outcome: 'connection reset, or HTTP/2 frames',
    async naive(stage) {
      await expect(getOverSocket(stage)).rejects.toThrow();
    },
    hs: listsOverSocket,
  },
  {
    call: 'HTTP/1.1 request on the unix socket',
    releases: ['0.30'],
    outcome: 'it is answered',
    async naive(stage) {
      expect(await getOverSocket(stage)).toBe(200);
    },
    hs: listsOverSocket,
  },
];

function getOverSocket({ sandbox }: Stage): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    http
      .get({ socketPath: sandbox.socketPath ?? '', path: '/api/v1/user' }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
      })
      .on('error', reject);
  });
}

async function listsOverSocket(stage: Stage): Promise<void> {
  await stage.user('alice');
  const env = { HS_ADDRESS: `unix://${stage.sandbox.socketPath}`, HS_API_KEY: '' };
  expect(await stage.hs('users list -o name', { env })).toMatchObject({ code: 0, out: '1\n' });
}

/** More than 4 MiB in a few nodes: each carries its whole owner. */
async function longList(stage: Stage): Promise<void> {
  await stage.user('alice', { displayName: 'x'.repeat(1024 * 1024) });
  for (let made = 0; made < 5; made += 1) await stage.node('alice', `laptop-${made}`);
}

const LONG: readonly Hazard[] = [
  {
    call: 'ListNodes larger than 4 MiB',
    releases: ['0.29'],
    outcome: 'a client with the usual limit fails, and so does the gateway',
    async naive(stage) {
      await longList(stage);
      expect(await listWithUsualLimit(stage)).toMatch(/^8 Received message larger than max/);
      expect(await stage.http('GET', 'node')).toMatchObject({ status: 429, body: { code: 8 } });
    },
    async hs(stage) {
      await longList(stage);
      const listed = await stage.hs('nodes list -o name');
      expect(listed).toMatchObject({ code: 0, out: '1\n2\n3\n4\n5\n' });
      const refused = await stage.hsOverHttp('nodes list -o name');
      // One user's nodes alone are too long for the gateway.
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toMatch(/4 MiB/);
    },
  },
];

function listWithUsualLimit({ sandbox }: Stage): Promise<string> {
  const client = new Client(`127.0.0.1:${sandbox.grpcPort}`, credentials.createInsecure());
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${sandbox.apiKey}`);
  const same = (bytes: Buffer) => bytes;
  return new Promise((resolve) => {
    client.makeUnaryRequest(`/${SERVICE}/ListNodes`, same, same, Buffer.alloc(0), metadata, (error) => {
      client.close();
      resolve(error ? `${error.code} ${error.details}` : 'answered');
    });
  });
}

const REST: readonly Hazard[] = [
  {
    call: 'REST call with an empty body where a body is expected',
    releases: releases('0.23', '0.29'),
    outcome: 'means all defaults: a born-expired key',
    async naive(stage) {
      expect(await stage.http('POST', 'apikey')).toMatchObject({ status: 200 });
      expect(stage.sandbox.store.apiKeys.all().at(-1)?.expiration.seconds).toBe(-62_135_596_800);
    },
    async hs(stage) {
      const made = await stage.hsOverHttp('apikeys create');
      expect(made).toMatchObject({ code: 0, changes: ['CreateApiKey'] });
      expect(made.calls.find(({ rpc }) => rpc === 'CreateApiKey')?.request).toEqual({
        expiration: { seconds: NOW.seconds + 90 * 86_400, nanos: 0 },
      });
    },
  },
  {
    call: 'POST without an expiration',
    releases: ['0.30'],
    outcome: 'a key that is expired from birth',
    async naive(stage) {
      expect(await stage.http('POST', 'apikey', {})).toMatchObject({ status: 200 });
      expect(stage.sandbox.store.apiKeys.all().at(-1)?.expiration.seconds).toBeLessThan(NOW.seconds);
    },
    async hs(stage) {
      expect(await stage.hs('apikeys create')).toMatchObject({ code: 0, changes: ['CreateApiKey'] });
      const expiration = { seconds: NOW.seconds + 90 * 86_400, nanos: 0 };
      expect(stage.sandbox.store.apiKeys.all().at(-1)?.expiration).toEqual(expiration);
    },
  },
  {
    call: 'REST call of SetTags with an empty body',
    releases: releases('0.23', '0.27.1'),
    outcome: 'the tags are cleared',
    async naive(stage) {
      const id = await tagged(stage);
      expect(await stage.http('POST', `node/${id}/tags`)).toMatchObject({ status: 200 });
      expect(stage.sandbox.store.nodes.get(id)?.tags).toEqual([]);
    },
    async hs(stage) {
      const id = await tagged(stage);
      const added = await stage.hsOverHttp('nodes tag add laptop tag:db');
      expect(added).toMatchObject({ code: 0, changes: ['SetTags'] });
      expect(stage.sandbox.store.nodes.get(id)?.tags).toEqual(['tag:db', 'tag:web']);
    },
  },
  {
    call: 'REST call of SetPolicy with an empty body',
    releases: releases('0.24', '0.29'),
    outcome: 'an empty policy is stored',
    async naive(stage) {
      expect(await stage.http('PUT', 'policy')).toMatchObject({ status: 200 });
      expect(stage.sandbox.store.policies.all()).toMatchObject([{ text: '' }]);
    },
    async hs(stage) {
      const empty = await stage.hs('policy set - --yes', { stdin: '\n' });
      expect(empty).toMatchObject({ code: 2, out: '', changes: [] });
      expect(empty.err).toContain('The policy in standard input is empty');
      await stage.refused('api SetPolicy {} --yes', 2, /stores an empty policy/);
    },
  },
  {
    call: 'ExpireNode options in the body',
    releases: releases('0.27.1', '0.29'),
    outcome: 'ignored: the node is expired now',
    async naive(stage) {
      await stage.user('alice');
      const id = await stage.node('alice', 'laptop');
      const expiry = new Date(IN_48_HOURS.seconds * 1000).toISOString();
      expect(await stage.http('POST', `node/${id}/expire`, { expiry })).toMatchObject({ status: 200 });
      expect(stage.expiryOf(id)).toEqual(NOW);
    },
    hs: expiresLater,
  },
  {
    call: 'ExpireNode options in the query',
    releases: ['0.30'],
    outcome: 'ignored: the node is expired now',
    async naive(stage) {
      await stage.user('alice');
      const id = await stage.node('alice', 'laptop');
      const expiry = new Date(IN_48_HOURS.seconds * 1000).toISOString();
      expect(await stage.http('POST', `node/${id}/expire?expiry=${expiry}`)).toMatchObject({ status: 200 });
      expect(stage.expiryOf(id)).toEqual(NOW);
    },
    hs: expiresLater,
  },
];

async function tagged(stage: Stage): Promise<number> {
  await stage.user('alice');
  const id = await stage.node('alice', 'laptop');
  await stage.behind('SetTags', { nodeId: id, tags: ['tag:web'] });
  return id;
}

async function expiresLater(stage: Stage): Promise<void> {
  await stage.user('alice');
  const id = await stage.node('alice', 'laptop');
  const done = await stage.hsOverHttp('nodes expire laptop --in 48h --yes');
  expect(done).toMatchObject({ code: 0, changes: ['ExpireNode'] });
  expect(stage.expiryOf(id)).toEqual(IN_48_HOURS);
}

holdHazards([...MISREAD, ...LONG, ...REST]);
holdHazards(SOCKET, { socketPath: path.join(folder, 'headscale.sock') });
