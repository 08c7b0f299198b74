import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

test('asks, and says what the server did', async () => {
  net.sandbox.store.nodes.update(6, { ipv6: null });
  const done = await net.hs('nodes backfill-ips', { tty: true, answers: [true] });
  expect(done).toMatchObject({ code: 0, asked: ['Go on?'], changes: ['BackfillNodeIPs'] });
  expect(done.calls.at(-1)?.request).toEqual({ confirmed: true });
  expect(done.out).toMatch(/assigned IPv6 "fd7a:115c:a1e0::\w+" to Node\(6\)/);
  expect(done.err).toContain(`1 address changed on ${net.sandbox.address}\n`);
  expect(done.err).toContain(`Backfill the addresses of 9 nodes on ${net.sandbox.address}`);
});

test('more than ten nodes want their number typed', async () => {
  await net.node('alice', 'tenth');
  await net.node('alice', 'eleventh');
  const kept = await net.hs('nodes backfill-ips', { tty: true, answers: ['10'] });
  expect(kept).toMatchObject({ code: 1, asked: ['Type 11 to go on'], changes: [] });
  expect(await net.hs('nodes backfill-ips', { tty: true, answers: ['11'] })).toMatchObject({ code: 0 });
});

test('without a terminal it is refused before any call, and in a dry run nothing is changed', async () => {
  expect(await net.hs('nodes backfill-ips')).toMatchObject({ code: 2, calls: [] });
  expect(await net.hs('nodes backfill-ips -n')).toMatchObject({ code: 0, changes: [] });
});

test('answers with a list, which is empty where there was nothing to do', async () => {
  const done = await net.hs('nodes backfill-ips -y -o json');
  expect(done).toMatchObject({ code: 0, changes: ['BackfillNodeIPs'] });
  expect(done.json()).toEqual([]);
});

test('says once that there was nothing to do', async () => {
  expect(await net.hs('nodes backfill-ips -y')).toMatchObject({ code: 0, out: '' });
  expect((await net.hs('nodes backfill-ips -y')).err.match(/^No changes$/gm)).toHaveLength(1);
});
