import { afterEach, describe, expect, test } from 'vitest';
import { fromMillis } from '../../../../src/domain/instant.ts';
import type { RunningSandbox } from '../../../../src/sandbox/running.ts';
import { startSandbox } from '../../../../src/sandbox/start.ts';
import { type FakeGrpc, likeRelease, METHODS_OF_0_29, startFakeGrpc } from '../../../support/fake-grpc.ts';
import { look } from './looking.ts';

const DAY_MS = 86_400_000;
const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function start(options: Parameters<typeof startSandbox>[0]): Promise<RunningSandbox> {
  const sandbox = await startSandbox(options);
  running.push(sandbox);
  return sandbox;
}

async function fake(...args: Parameters<typeof startFakeGrpc>): Promise<FakeGrpc> {
  const server = await startFakeGrpc(...args);
  running.push(server);
  return server;
}

describe('the API key', () => {
  const unknown = `hskey-api-${'w'.repeat(12)}-${'r'.repeat(64)}`;

  test('that works', async () => {
    const { address, apiKey, calls } = await start({ release: '0.29' });
    const found = await look(address, { key: apiKey });
    expect(found.check('credential')).toMatchObject({ status: 'ok', detail: 'it works' });
    expect(calls.filter(({ authorised }) => authorised).map(({ rpc }) => rpc)).toEqual([
      'ListApiKeys',
      'GetPolicy',
    ]);
  });

  test.each(['0.26', '0.29'] as const)('that %s does not know', async (release) => {
    const { address } = await start({ release });
    const found = await look(address, { key: unknown });
    expect(found.check('credential')).toMatchObject({
      status: 'failed',
      detail: 'the server does not know this API key',
    });
    expect(found.exitCode).toBe(4);
    expect(found.of('failed')).toEqual(['credential']);
    expect(JSON.stringify(found)).not.toContain('rrrr');
  });

  test('that has expired', async () => {
    const { address, apiKey, store } = await start({ release: '0.29' });
    store.apiKeys.update(1, { expiration: fromMillis(Date.now() - DAY_MS) });
    const found = await look(address, { key: apiKey });
    expect(found.check('credential').detail).toBe('the API key has expired');
    expect(found.exitCode).toBe(4);
  });

  test('over HTTP a refusal has several causes, and all are named', async () => {
    const { address } = await start({ release: '0.30' });
    const found = await look(address, { key: unknown });
    expect(found.check('credential')).toMatchObject({ status: 'failed' });
    expect(found.check('credential').fix[0]).toMatch(
      /look alike: .*mistyped.*expired.*another server.*a proxy/,
    );
    expect(found.exitCode).toBe(4);
  });

  test('that a proxy takes off', async () => {
    const server = await fake(
      likeRelease(METHODS_OF_0_29, () => ({ code: 16, details: 'authorization token not supplied' })),
    );
    const found = await look(`http://127.0.0.1:${server.port}`, { key: unknown });
    expect(found.check('credential')).toMatchObject({
      status: 'failed',
      detail: 'a key was sent, and none arrived: the proxy takes it off',
    });
    expect(found.check('credential').fix.join('\n')).toMatch(
      /Traefik: no customRequestHeaders[\s\S]*nginx: no grpc_set_header/,
    );
  });

  test('that nobody gave', async () => {
    const { address, calls } = await start({ release: '0.29' });
    const found = await look(address);
    expect(found.check('credential')).toMatchObject({ status: 'skipped', detail: 'no API key is given' });
    expect(found.check('credential').fix.join('\n')).toMatch(
      /HS_API_KEY[\s\S]*headscale apikeys create[\s\S]*MASH: /,
    );
    expect(calls).toEqual([]);
    expect(found.release?.range).toEqual({ oldest: '0.29', newest: '0.29' });
    expect(found.exitCode).toBe(0);
  });

  test('is in no text, whoever repeats it', async () => {
    const server = await fake(
      likeRelease(METHODS_OF_0_29, () => ({ code: 9, details: `what is ${unknown} and s3cretword` })),
    );
    for (const key of [unknown, 's3cretword']) {
      const found = await look(`http://127.0.0.1:${server.port}`, { key });
      expect(found.check('credential').status).toBe('failed');
      expect(JSON.stringify(found)).not.toContain('rrrr');
    }
    expect(
      JSON.stringify(await look(`http://127.0.0.1:${server.port}`, { key: 's3cretword' })),
    ).not.toContain('s3cretword');
  });
});

describe('the end of the key in use', () => {
  test.each([
    [90, 'ok', /ends in (89|90) days \(20\d\d-/],
    [13, 'warning', /ends in 1[23] days/],
  ])('in %d days', async (days, status, detail) => {
    const { address, apiKey, store } = await start({ release: '0.29' });
    store.apiKeys.update(1, { expiration: fromMillis(Date.now() + days * DAY_MS) });
    const found = await look(address, { key: apiKey });
    expect(found.check('key_expiry')).toMatchObject({ status, detail: expect.stringMatching(detail) });
    expect(found.exitCode).toBe(0);
  });
});

describe('keys of 0.23 and 0.24', () => {
  test('on the release that made them', async () => {
    const { address, apiKey } = await start({ release: '0.24' });
    const found = await look(address, { key: apiKey });
    expect(found.check('old_keys')).toMatchObject({
      status: 'warning',
      detail: expect.stringMatching(
        /^made by 0\.23 or 0\.24, and refused from 0\.28 on: "?.{10}"? \(id 1\)$/,
      ),
    });
    expect(found.check('old_keys').fix.join('\n')).toContain('go to 0.25, 0.26 or 0.27 first');
    expect(found.exitCode).toBe(0);
  });

  const old = (store: RunningSandbox['store'], count: number, endsIn = DAY_MS) => {
    for (let index = 0; index < count; index += 1) {
      store.apiKeys.insert({
        prefix: `old-key-0${index}`,
        hash: '',
        form: '10+43',
        expiration: fromMillis(Date.now() + endsIn),
        createdAt: fromMillis(Date.now()),
      });
    }
  };

  test('still there on 0.26', async () => {
    const { address, apiKey, store } = await start({ release: '0.26' });
    old(store, 5);
    const found = await look(address, { key: apiKey });
    expect(found.check('old_keys').detail).toMatch(/: old-key-00 \(id 2\), .* and 2 more$/);
    expect(found.check('old_keys').fix.join('\n')).toContain('make them anew on 0.25 to 0.27');
  });

  test('listed on 0.29, and refused', async () => {
    const { address, apiKey, store } = await start({ release: '0.29' });
    old(store, 1);
    const found = await look(address, { key: apiKey });
    expect(found.check('old_keys')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('still listed and refused since 0.28'),
    });
  });

  test('that have expired matter to nobody', async () => {
    const { address, apiKey, store } = await start({ release: '0.26' });
    old(store, 1, -DAY_MS);
    expect((await look(address, { key: apiKey })).check('old_keys').status).toBe('ok');
  });
});

describe('the policy', () => {
  test.each([
    ['kept in the database, and none is stored', { release: '0.29' }, 'ok'],
    ['kept in the database', { release: '0.29', seed: 'demo' }, 'ok'],
    ['kept in the database', { release: '0.30', seed: 'demo' }, 'ok'],
    ['mode file, and no file is named', { release: '0.29', policyMode: 'file' }, 'ok'],
    [
      'cannot read its policy file',
      { release: '0.29', policyMode: 'file', policyPath: '/nowhere/p.hujson' },
      'warning',
    ],
    ['a policy.mode that does not exist', { release: '0.29', policyMode: 'other' }, 'warning'],
  ] as const)('%s', async (said, options, status) => {
    const { address, apiKey } = await start(options);
    const found = await look(address, { key: apiKey });
    expect(found.check('policy')).toMatchObject({ status, detail: expect.stringContaining(said) });
    expect(found.exitCode).toBe(0);
  });

  test('kept in a file', async () => {
    const { address, apiKey } = await start({
      release: '0.29',
      policyMode: 'file',
      policyPath: new URL('./policy.hujson', import.meta.url).pathname,
    });
    expect((await look(address, { key: apiKey })).check('policy').detail).toBe(
      'kept in a file on the server: hs shows it and cannot set it',
    );
  });
});
