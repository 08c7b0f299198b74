import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Release } from '../../../src/domain/release.ts';
import { RELEASES } from '../../../src/domain/release.ts';
import { since } from '../../../src/sandbox/release.ts';
import { RawClient } from '../replay/wire.ts';
import type { Web } from './web.ts';
import { webOf } from './web.ts';

const NOW_MS = 1_795_480_000_000;
const NOW = { seconds: NOW_MS / 1000, nanos: 0 };
const IN_48_HOURS = { seconds: NOW.seconds + 48 * 3600, nanos: 0 };
const IN_48_HOURS_TEXT = new Date(NOW_MS + 48 * 3_600_000).toISOString();
const BORN_EXPIRED = { seconds: -62_135_596_800, nanos: 0 };
const GATEWAYS = RELEASES.filter((release) => release !== '0.30');

let web: Web;

afterEach(() => web.end());

/** A server with one user and one node of hers that never expires; the release knows that user as `owner`. */
async function start(release: Release): Promise<{ owner: string }> {
  web = await webOf({ release, now: () => NOW_MS });
  expect(await web.api('POST', '/user', { name: 'alice' })).toBeTypeOf('object');
  const key = web.sandbox.devices.knock({ hostname: 'laptop' });
  expect(await web.api('POST', `/node/register?user=alice&key=${key}`)).toBeTypeOf('object');
  web.sandbox.store.nodes.update(1, { expiry: null });
  return { owner: since(release, '0.26') ? '1' : 'alice' };
}

function expiry(): unknown {
  return web.sandbox.store.nodes.get(1)?.expiry;
}

function statusOf(method: string, path: string): Promise<number | string> {
  return web.send(method, path).then(
    ({ status }) => status,
    () => 'no answer',
  );
}

describe('options of ExpireNode in the wrong place expire the node now', () => {
  test.each(GATEWAYS)('in the body at %s', async (release) => {
    await start(release);
    expect(await web.api('POST', '/node/1/expire', { disableExpiry: true })).toBeTypeOf('object');
    expect(expiry()).toEqual(NOW);
    await web.api('POST', '/node/1/expire', { expiry: IN_48_HOURS_TEXT });
    expect(expiry()).toEqual(NOW);
  });

  test('in the query at 0.30', async () => {
    await start('0.30');
    expect(await web.api('POST', '/node/1/expire?disableExpiry=true')).toBeTypeOf('object');
    expect(expiry()).toEqual(NOW);
    await web.api('POST', `/node/1/expire?expiry=${IN_48_HOURS_TEXT}`);
    expect(expiry()).toEqual(NOW);
  });
});

describe('options of ExpireNode in their place', () => {
  test.each(GATEWAYS)('are read from the query at %s, as far as it knows them', async (release) => {
    await start(release);
    await web.api('POST', `/node/1/expire?expiry=${IN_48_HOURS_TEXT}`);
    expect(expiry()).toEqual(since(release, '0.27.1') ? IN_48_HOURS : NOW);
    await web.api('POST', '/node/1/expire?disable_expiry=true');
    expect(expiry()).toEqual(release === '0.29' ? null : NOW);
  });

  test('are read from the body at 0.30', async () => {
    await start('0.30');
    await web.api('POST', '/node/1/expire', { expiry: IN_48_HOURS_TEXT });
    expect(expiry()).toEqual(IN_48_HOURS);
    await web.api('POST', '/node/1/expire', { disableExpiry: true });
    expect(expiry()).toBeNull();
  });
});

describe('an empty body means that nothing is set', () => {
  test.each(GATEWAYS)('CreateApiKey makes a key that was born expired at %s', async (release) => {
    await start(release);
    expect(await web.api('POST', '/apikey')).toHaveProperty('apiKey');
    expect(web.sandbox.store.apiKeys.all().at(-1)?.expiration).toEqual(BORN_EXPIRED);
  });

  test.each(GATEWAYS)('SetTags clears the tags up to 0.27, and is refused at %s or not', async (release) => {
    await start(release);
    web.sandbox.store.nodes.update(1, { tags: ['tag:web'] });
    const answer = await web.api('POST', '/node/1/tags');
    const refused = since(release, '0.28');
    expect(typeof answer).toBe(refused ? 'string' : 'object');
    expect(web.sandbox.store.nodes.get(1)?.tags).toEqual(refused ? ['tag:web'] : []);
  });

  test.each(GATEWAYS)('SetPolicy stores an empty policy from 0.24 on: %s', async (release) => {
    await start(release);
    const answer = await web.api('PUT', '/policy');
    expect(typeof answer).toBe(since(release, '0.24') ? 'object' : 'string');
    expect(web.sandbox.store.policies.all().map(({ text }) => text)).toEqual(
      since(release, '0.24') ? [''] : [],
    );
  });

  test.each([
    ['POST', '/apikey'],
    ['POST', '/preauthkey'],
    ['POST', '/node/1/tags'],
    ['PUT', '/policy'],
  ])('but %s %s is refused at 0.30', async (method, path) => {
    await start('0.30');
    expect(await web.api(method, path)).toMatch(/^400 .*request body is required/);
    expect(web.sandbox.store.apiKeys.size).toBe(1);
  });
});

test.each(RELEASES)(
  'CreatePreAuthKey without an expiration makes a key that was born expired at %s',
  async (release) => {
    const { owner } = await start(release);
    const made = await web.api('POST', '/preauthkey', { user: owner });
    expect(made).toMatchObject({ preAuthKey: { expiration: '0001-01-01T00:00:00Z' } });
  },
);

describe('a pre-auth key that does not exist', () => {
  test.each(['0.28', '0.29'] as const)('is deleted and expired with OK at %s', async (release) => {
    await start(release);
    expect(await web.api('DELETE', '/preauthkey?id=99')).toEqual({});
    expect(await web.api('POST', '/preauthkey/expire', { id: 99 })).toEqual({});
  });

  test('is not found at 0.30', async () => {
    await start('0.30');
    expect(await web.api('DELETE', '/preauthkey?id=99')).toMatch(/^404 .*auth-key not found/);
    expect(await web.api('POST', '/preauthkey/expire', { id: '99' })).toMatch(/^404 .*auth-key not found/);
  });
});

test.each(['0.28', '0.29'] as const)(
  'DeletePreAuthKey ignores its body at %s and deletes nothing',
  async (release) => {
    const { owner } = await start(release);
    await web.api('POST', '/preauthkey', { user: owner });
    expect(await web.api('DELETE', '/preauthkey', { id: 1 })).toEqual({});
    expect(web.sandbox.store.preAuthKeys.size).toBe(1);
    expect(await web.api('DELETE', '/preauthkey?id=1')).toEqual({});
    expect(web.sandbox.store.preAuthKeys.size).toBe(0);
  },
);

test.each(RELEASES)('DeleteNode of node 0 deletes a node up to 0.26: %s', async (release) => {
  await start(release);
  await web.api('DELETE', '/node/0');
  expect(web.sandbox.store.nodes.size).toBe(since(release, '0.27.0') ? 1 : 0);
});

test.each(GATEWAYS)('ExpireNode of node 0 kills the server up to 0.26: %s', async (release) => {
  await start(release);
  const lives = since(release, '0.27.0');
  expect(await statusOf('POST', '/api/v1/node/0/expire')).toBe(lives ? 500 : 'no answer');
  expect(await statusOf('GET', '/health')).toBe(lives ? 200 : 'no answer');
});

describe('a list larger than 4 MiB', () => {
  /** 2,100 nodes of a user whose display name has 2,000 characters. */
  async function longList(release: Release): Promise<void> {
    web = await webOf({ release, seed: 2100, now: () => NOW_MS });
    for (const { id } of web.sandbox.store.users.all()) {
      web.sandbox.store.users.update(id, { displayName: 'x'.repeat(2000) });
    }
  }

  test.each(['0.24', '0.29'] as const)(
    'is refused by the gateway of %s, but not by gRPC',
    async (release) => {
      await longList(release);
      const refused = await web.send('GET', '/api/v1/node');
      expect(refused).toMatchObject({ status: 429, type: 'application/json' });
      const [, size] =
        /received message larger than max \((\d+) vs\. 4194304\)$/.exec(String(refused.json()['message'])) ??
        [];
      expect(refused.json()).toMatchObject({ code: 8, details: [] });

      const client = new RawClient(`127.0.0.1:${web.sandbox.grpcPort}`);
      const answer = await client.call('ListNodes', new Uint8Array(), `Bearer ${web.sandbox.apiKey}`);
      client.close();
      expect(answer.bytes?.length).toBe(Number(size));
    },
  );

  test('is sent by 0.30', async () => {
    await longList('0.30');
    expect((await web.send('GET', '/api/v1/node')).json()['nodes']).toHaveLength(2100);
  });
});

describe('HTTP/1.1 on the unix socket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hs-http-socket-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a server says to a request in HTTP/1.1, or that it hangs up. */
  function saysTo(path: string): Promise<string> {
    return new Promise((resolve) => {
      let said = '';
      const socket = connect(path);
      socket.on('connect', () =>
        socket.write('GET /api/v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      );
      socket.on('data', (chunk) => (said += chunk.toString('latin1')));
      socket.on('error', () => resolve(said));
      socket.on('close', () => resolve(said));
    });
  }

  test('is answered by 0.30, without a key', async () => {
    const socketPath = join(folder, 'http.sock');
    web = await webOf({ release: '0.30', socketPath });
    expect(await saysTo(socketPath)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*{"databaseConnectivity":true}\n$/);
  });

  test('is not by 0.29', async () => {
    const socketPath = join(folder, 'grpc.sock');
    web = await webOf({ release: '0.29', socketPath });
    expect(await saysTo(socketPath)).not.toContain('HTTP/1.1');
  });
});
