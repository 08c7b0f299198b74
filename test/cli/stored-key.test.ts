import { afterEach, describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { nothingRemembered, remembering } from '../support/remembered.ts';
import { type Request, Servers, webServer } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
const servers = new Servers();
afterEach(() => servers.end());

const NOTHING_SET = { HS_ADDRESS: '', HS_API_KEY: '' };

/** A web server that writes down what it is asked. */
async function recorder() {
  const seen: Request[] = [];
  const port = await servers.listen(webServer(() => ({ status: 404, body: 'not found' }), seen));
  return { address: `http://127.0.0.1:${port}`, seen };
}

describe('the key of a context goes to its own address alone', () => {
  test.each(['flag', 'variable'])('not to one that a %s names', async (by) => {
    const { contexts } = await remembering([newContext('prod', net.sandbox.address), net.sandbox.apiKey]);
    const { address, seen } = await recorder();
    const line = `users list --transport http${by === 'flag' ? ` --address ${address}` : ''}`;
    const env = by === 'flag' ? NOTHING_SET : { ...NOTHING_SET, HS_ADDRESS: address };
    const refused = await net.hs(line, { contexts, env });
    expect(refused).toMatchObject({ code: 4, out: '', calls: [] });
    expect(seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  test('not where somebody wrote another address into the config', async () => {
    const kept = await remembering([newContext('prod', net.sandbox.address), net.sandbox.apiKey]);
    const { address, seen } = await recorder();
    await kept.contexts.file.change((draft) => {
      draft.put({ ...newContext('prod', address), transport: 'http', key: { kind: 'file' } });
    });
    const refused = await net.hs('users list', { contexts: kept.contexts, env: NOTHING_SET });
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).toContain(`is for ${net.sandbox.address}, not for ${address}`);
    expect(refused.err).toContain(`hs login ${address} --context prod`);
    expect(seen).toEqual([]);
  });

  test('and login sends none before it was given one', async () => {
    const { contexts } = await remembering([newContext('prod', net.sandbox.address), net.sandbox.apiKey]);
    const { address, seen } = await recorder();
    const env = { ...NOTHING_SET, HS_API_KEY: net.sandbox.apiKey };
    const refused = await net.hs(`login ${address} --transport http --api-key-stdin`, {
      contexts,
      env,
      stdin: net.sandbox.apiKey,
    });
    expect(refused.code).not.toBe(0);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });
});

test('a context without a key takes HS_API_KEY', async () => {
  const { contexts } = await remembering([newContext('prod', net.sandbox.address), undefined]);
  const env = { HS_ADDRESS: '', HS_API_KEY: net.sandbox.apiKey };
  expect(await net.hs('users list -o json', { contexts, env })).toMatchObject({ code: 0, out: '[]\n' });
});

describe('the default user of a context', () => {
  const context = () => ({ ...newContext('prod', net.sandbox.address), defaultUser: 'bob' });
  const two = async () => {
    await net.user('alice');
    await net.user('bob');
    return { contexts: (await remembering([context(), net.sandbox.apiKey])).contexts, env: NOTHING_SET };
  };

  test('is meant where none is named, which is said', async () => {
    const done = await net.hs('preauthkeys create', await two());
    expect(done).toMatchObject({ code: 0, changes: ['CreatePreAuthKey'] });
    expect(done.err).toContain('For bob, the default user of context prod');
    expect(done.err).toContain('for bob');
  });

  test('gives way to one that is named', async () => {
    const done = await net.hs('preauthkeys create --user alice', await two());
    expect(done.code).toBe(0);
    expect(done.err).not.toContain('bob');
  });

  test('does not go with another server', async () => {
    const { contexts } = await two();
    const refused = await net.hs('preauthkeys create', { contexts });
    expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
    expect(refused.err).toContain('--user');
  });

  test('that is not there is an error, not somebody else', async () => {
    await net.user('alice');
    const { contexts } = await remembering([context(), net.sandbox.apiKey]);
    const refused = await net.hs('preauthkeys create', { contexts, env: NOTHING_SET });
    expect(refused).toMatchObject({ code: 3, out: '', changes: [] });
    expect(refused.err).toContain('bob');
  });
});

test('nothing is remembered where nobody logged in', async () => {
  const { contexts } = nothingRemembered();
  expect((await net.hs('users list', { contexts, env: NOTHING_SET })).err).toContain('No server is named');
});
