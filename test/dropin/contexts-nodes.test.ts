import { expect, test } from 'vitest';
import { type Context, newContext } from '../../src/config/context.ts';
import { remembering } from '../support/remembered.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();

/** A context with these settings, and nothing in the environment. */
async function inContext(settings: Partial<Context>) {
  const context = { ...newContext('prod', net.sandbox.address), ...settings };
  const { contexts } = await remembering([context, net.sandbox.apiKey]);
  return { contexts, env: { HS_ADDRESS: '', HS_API_KEY: '' } };
}

test.each([
  'nodes delete -i 1 --force',
  'nodes approve-routes -i 1 --routes=',
  'nodes backfillips --force',
  'preauthkeys create -u alice',
  'auth approve --auth-id hskey-authreq-aaaaaaaaaaaaaaaaaaaaaaaa',
  'debug create-node --name x -u alice -k hskey-authreq-aaaaaaaaaaaaaaaaaaaaaaaa',
])('a context that is read-only does not let through: %s', async (line) => {
  await net.user('alice');
  await net.node('alice', 'laptop');
  const ended = await net.headscale(line, await inContext({ readOnly: true }));
  expect(ended).toMatchObject({ code: 1, out: '', changes: [] });
  expect(ended.err).toContain('The context prod is read-only, so nothing is changed');
});

test.each([
  [10, 0],
  [11, 1],
])('where things have to be named, the addresses of %d nodes end with %d', async (count, code) => {
  await net.user('alice');
  for (let at = 1; at <= count; at += 1) await net.node('alice', `n${at}`);
  const ended = await net.headscale('nodes backfillips --force', await inContext({ confirm: 'severe' }));
  expect(ended.code).toBe(code);
  expect(ended.err).toBe(
    code === 0
      ? ''
      : 'Error: backfilling IPs: The context prod wants this named, and --force does not\n`hs nodes backfill-ips --confirm 11` does it.\n',
  );
});
