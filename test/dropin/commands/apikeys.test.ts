import { describe, expect, test } from 'vitest';
import { NOW, useTailnet } from '../../support/tailnet.ts';

describe.each(['0.26', '0.28', '0.29', '0.30'] as const)('on %s', (release) => {
  const net = useTailnet({ release });

  test('a key is created, listed, expired and deleted with the same answers', async () => {
    const made = await net.headscale('apikeys create --expiration 24h');
    expect(made).toMatchObject({ code: 0, err: '' });
    const secret = made.out.trim();
    expect(net.sandbox.store.apiKeys.get(2)?.expiration.seconds).toBe(NOW / 1000 + 86_400);
    const listed = (await net.headscale('apikeys list -o json')).json() as { id: number; prefix: string }[];
    expect(listed.map(({ id }) => id)).toEqual([1, 2]);
    const prefix = listed[1]?.prefix ?? '';
    expect(secret).toContain(prefix.replace(/-?\*+$/, ''));
    // Exactly as it is listed, stars and all.
    expect(await net.headscale(['apikeys', 'expire', '--prefix', prefix])).toMatchObject({
      code: 0,
      out: 'Key expired\n',
      changes: ['ExpireApiKey'],
    });
    expect(await net.headscale('apikeys delete -i 2 -o json')).toMatchObject({
      code: 0,
      out: '{}\n',
      changes: ['DeleteApiKey'],
    });
    expect(net.sandbox.store.apiKeys.size).toBe(1);
  });

  test('a key that does not exist is an error, and nothing is sent', async () => {
    const ended = await net.headscale('apikeys expire -i 9');
    expect(ended).toMatchObject({ code: 1, out: '', changes: [] });
    expect(ended.err).toMatch(/^Error: expiring api key: There is no API key with the id 9\n/);
  });
});

describe('a new key', () => {
  const net = useTailnet();

  test('is a bare text in each format', async () => {
    expect((await net.headscale('apikeys create -o json')).out).toMatch(/^"hskey-api-[\w-]{77}"\n$/);
    expect((await net.headscale('apikeys create -o yaml')).out).toMatch(/^hskey-api-[\w-]{77}\n\n$/);
    expect(net.sandbox.store.apiKeys.get(2)?.expiration.seconds).toBe(NOW / 1000 + 90 * 86_400);
  });

  test.each(['0', '1.5h', 'tomorrow', ''])('with the end %j is refused', async (expiration) => {
    const ended = await net.headscale(['apikeys', 'create', '-e', expiration]);
    expect(ended).toMatchObject({ code: 1, out: '', changes: [] });
    expect(ended.err).toMatch(/^Error: parsing duration: /);
  });

  test('that cannot be written says what to expire', async () => {
    const lost = await net.headscale('apikeys create', { stdoutFails: 'EPIPE' });
    expect(lost.code).toBe(1);
    expect(lost.err).toMatch(
      /it could not be written.*\nExpire it.*headscale apikeys expire --prefix hskey-api-/,
    );
  });
});

test.each([
  ['apikeys expire', 'either --id or --prefix must be provided: missing parameters'],
  ['apikeys delete -i 1 -p x', 'only one of --id or --prefix can be provided: missing parameters'],
])('%s is refused', async (line, text) => {
  expect(await net.headscale(line)).toMatchObject({ code: 1, err: `Error: ${text}\n`, calls: [] });
});
const net = useTailnet();

test('the secret in use is never repeated', async () => {
  const ended = await net.headscale(['apikeys', 'expire', '-p', `${net.sandbox.apiKey}x`]);
  expect(ended.code).toBe(1);
  expect(ended.err).not.toContain(net.sandbox.apiKey);
});
