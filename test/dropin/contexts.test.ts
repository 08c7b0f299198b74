import { describe, expect, test } from 'vitest';
import { type Context, newContext } from '../../src/config/context.ts';
import { keptFilesIn } from '../../src/files/kept-files.ts';
import { FACTS, tempFolder } from '../config/support.ts';
import { remembering } from '../support/remembered.ts';
import { NOW, useTailnet } from '../support/tailnet.ts';

const net = useTailnet();

/** What is remembered of the server, and nothing in the environment. */
async function inContext(settings: Partial<Context>) {
  const context = { ...newContext('prod', net.sandbox.address), ...settings };
  const { contexts } = await remembering([context, net.sandbox.apiKey]);
  return { contexts, env: { HS_ADDRESS: '', HS_API_KEY: '' } };
}

test('the current context names the server', async () => {
  await net.user('alice');
  expect((await net.headscale('users list -o json', await inContext({}))).json()).toMatchObject([
    { name: 'alice' },
  ]);
});

test('a context that is read-only stays as it is', async () => {
  const ended = await net.headscale('users create alice', await inContext({ readOnly: true }));
  expect(ended).toMatchObject({ code: 1, out: '', changes: [] });
  expect(ended.err).toMatch(/^Error: creating user: The context prod is read-only, so nothing is changed\n/);
});

describe('a context that wants things named', () => {
  const severe = () => inContext({ confirm: 'severe' });

  test.each(['users destroy --force -n alice', 'policy set -f p --force'])(
    'is not answered by --force: %s',
    async (line) => {
      await net.user('alice');
      const ended = await net.headscale(line, { ...(await severe()), files: { p: '{"acls":[]}' } });
      expect(ended).toMatchObject({ code: 1, out: '', changes: [] });
      expect(ended.err).toMatch(
        /: The context prod wants this named, and --force does not\n`hs .* --confirm /,
      );
    },
  );

  test('is, at a terminal', async () => {
    await net.user('alice');
    const ended = await net.headscale('users destroy --force -n alice', { ...(await severe()), tty: true });
    expect(ended).toMatchObject({ code: 0, changes: ['DeleteUser'] });
  });
});

test('what is changed goes into the history', async () => {
  const state = keptFilesIn(tempFolder(), FACTS);
  await net.headscale('users create alice', { state });
  const history = await net.hs('history -o json', { state, now: NOW });
  expect(history.json()).toMatchObject([
    { change: 'users create', target: { name: 'alice' }, result: 'changed' },
  ]);
});
