import { describe, expect, test } from 'vitest';
import { NOW, useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const expiryOf = (id: number) => net.sandbox.store.nodes.get(id)?.expiry;
const HOUR = 3600;

test('logs out now, once it is agreed', async () => {
  const expired = await net.hs('nodes expire nas', { tty: true, answers: [true] });
  expect(expired).toMatchObject({ code: 0, out: '', asked: ['Go on?'], changes: ['ExpireNode'] });
  expect(expired.err).toContain(`Expire node nas (id 7, bob) now on ${net.sandbox.address}`);
  expect(expired.err).toContain(`Expired node nas (id 7, bob) on ${net.sandbox.address}\n`);
  expect(expired.calls.at(-1)?.request).toEqual({ nodeId: '7', expiry: null, disableExpiry: false });
  expect(expiryOf(7)?.seconds).toBe(NOW / 1000);
});

test.each([
  [
    '--in 90d',
    { nodeId: '7', expiry: { seconds: String(NOW / 1000 + 90 * 24 * HOUR), nanos: 0 }, disableExpiry: false },
  ],
  [
    '--at 2026-12-31T18:00Z',
    { nodeId: '7', expiry: { seconds: '1798740000', nanos: 0 }, disableExpiry: false },
  ],
  ['--never', { nodeId: '7', expiry: null, disableExpiry: true }],
])('%s sends just that', async (flags, request) => {
  net.sandbox.store.nodes.update(7, { expiry: { seconds: NOW / 1000 + HOUR, nanos: 0 } });
  const expired = await net.hs(`nodes expire nas ${flags} --yes -o json`);
  expect(expired.code).toBe(0);
  expect(expired.calls.at(-1)).toEqual({ rpc: 'ExpireNode', request, authorised: true });
  expect(expired.json()).toEqual([{ id: '7', name: 'nas', status: 'changed' }]);
});

test('says the time both ways, before and after', async () => {
  const expired = await net.hs('nodes expire nas --in 48h', { tty: true, answers: [true] });
  expect(expired.err).toContain('Expire node nas (id 7, bob) in 2 days, 2026-11-26 12:00 UTC on');
  expect(expired.err).toContain('Node nas (id 7, bob) expires in 2 days, 2026-11-26 12:00 UTC on');
});

test('what is so already is no change; a node that is connected all the same is told once more', async () => {
  const over = await net.hs('nodes expire laptop --yes -o json');
  expect(over).toMatchObject({ code: 0, changes: [] });
  expect(over.json()).toEqual([{ id: '6', name: 'laptop', status: 'unchanged' }]);
  expect(over.err).toContain('Nothing to change: node laptop (id 6, alice) expired 3d ago on http');
  net.sandbox.devices.online(6);
  expect((await net.hs('nodes expire laptop --yes')).changes).toEqual(['ExpireNode']);
  expect(await net.hs('nodes expire nas --never --yes')).toMatchObject({ code: 0, changes: [] });
  const at = 'nodes expire nas --at 2027-01-01T10:00Z --yes';
  expect((await net.hs(at)).changes).toEqual(['ExpireNode']);
  const again = await net.hs(at);
  expect(again).toMatchObject({ code: 0, changes: [] });
  expect(again.err).toContain('Nothing to change: node nas (id 7, bob) expires in 38d');
});

test('what may only be over by the clock here is sent', async () => {
  net.sandbox.store.nodes.update(6, { expiry: { seconds: NOW / 1000 - 60, nanos: 0 } });
  expect((await net.hs('nodes expire laptop --yes')).changes).toEqual(['ExpireNode']);
});

test('answered with no, nothing changes', async () => {
  expect(await net.hs('nodes expire nas', { tty: true, answers: [false] })).toMatchObject({
    code: 1,
    changes: [],
  });
  expect(expiryOf(7)).toBeNull();
});

test('without a terminal it is refused before any call', async () => {
  const refused = await net.hs('nodes expire nas --in 1h');
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain('--yes');
});

test('a dry run changes nothing', async () => {
  const tried = await net.hs('nodes expire nas -n -o json');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toEqual([{ id: '7', name: 'nas', status: 'would-change' }]);
});

test.each([
  ['nodes expire nas --in 1h --never -y', 2, 'Only one of --in, --at and --never'],
  ['nodes expire nas --in 90 -y', 2, 'the unit is missing'],
  ['nodes expire nas --in=-1h -y', 2, 'begins with a sign'],
  ['nodes expire nas --at soon -y', 2, 'soon'],
  ['nodes expire nas --at 2026-11-24T11:59:59Z -y', 2, 'is in the past'],
  ['nodes expire ghost -y', 3, 'There is no node "ghost"'],
  ['nodes expire 0 -y', 2, 'ids begin with 1'],
  ['nodes expire nas --inn 1h -y', 2, 'Did you mean --in?'],
])('%s ends with %d', async (line, code, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});

describe('what a release would misread is refused before anybody is asked', () => {
  test.each([
    ['0.26', '--in 48h'],
    ['0.27.0', '--at 2027-01-01T00:00Z'],
    ['0.28', '--never'],
  ] as const)('%s: %s', async (release, flags) => {
    await net.start({ release });
    const refused = await net.hs(`nodes expire nas ${flags}`, { tty: true });
    expect(refused).toMatchObject({ code: 7, asked: [], changes: [] });
    expect(refused.err).toContain('would expire it at once');
  });
});

test('what 0.28 forgets at its restart is said', async () => {
  await net.start({ release: '0.28' });
  const expired = await net.hs('nodes expire 7 --yes');
  expect(expired.code).toBe(0);
  expect(expired.err).toContain('forget the new expiry at their next restart');
});
