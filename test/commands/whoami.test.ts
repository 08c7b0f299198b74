import { describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { remembering } from '../support/remembered.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
const prefix = () => net.sandbox.apiKey.slice(0, 'hskey-api-'.length + 12);
const inContext = async (name: string) => ({
  contexts: (await remembering([newContext(name, net.sandbox.address), net.sandbox.apiKey])).contexts,
  env: { HS_ADDRESS: '', HS_API_KEY: '' },
});

test('shows the server, the context, and when the key ends', async () => {
  const { code, out, err, calls } = await net.hs('whoami', await inContext('prod'));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('prod');
  expect(out).toContain(net.sandbox.address);
  expect(out).toContain('0.29');
  expect(out).toContain(prefix());
  expect(out).toContain('2027-02-22T12:00:00Z');
  expect(out).not.toContain(net.sandbox.apiKey);
  expect(calls.map(({ rpc }) => rpc)).toContain('ListApiKeys');
});

test('says on a terminal how long the key still works', async () => {
  const { out } = await net.hs('whoami', { ...(await inContext('prod')), tty: true });
  expect(out).toMatch(/Key expires:\S* +in 90d/);
});

describe('as JSON', () => {
  test('in a context', async () => {
    expect((await net.hs('whoami -o json', await inContext('prod'))).json()).toEqual({
      context: 'prod',
      address: net.sandbox.address,
      origin: 'context prod',
      transport: 'gRPC',
      release: expect.stringMatching(/^0\.29/),
      apiKey: { id: '1', prefix: `${prefix()}-***`, expiration: '2027-02-22T12:00:00Z' },
    });
  });

  test('of a server that is named by its address', async () => {
    expect((await net.hs('whoami -o json')).json()).toMatchObject({
      context: null,
      address: net.sandbox.address,
      origin: 'HS_ADDRESS',
    });
  });

  test('over HTTP', async () => {
    await net.start({ release: '0.30' });
    expect((await net.hs('whoami -o json')).json()).toMatchObject({ transport: 'HTTP', release: '0.30' });
  });
});

test('a key that the server refuses is said: 4', async () => {
  const refused = await net.hs('whoami', {
    env: { HS_API_KEY: `hskey-api-${'w'.repeat(12)}-${'r'.repeat(64)}` },
  });
  expect(refused).toMatchObject({ code: 4, out: '' });
  expect(refused.err).not.toContain('rrrr');
});
