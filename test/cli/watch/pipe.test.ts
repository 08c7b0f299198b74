import { describe, expect, test } from 'vitest';
import { fromMillis } from '../../../src/domain/instant.ts';
import { RELEASES } from '../../../src/domain/release.ts';
import { offences } from '../../docs/json-schema.ts';
import { startFaultyGrpc } from '../../support/faulty-grpc.ts';
import { NOW, useTailnet } from '../../support/tailnet.ts';
import { meanwhile } from './watching.ts';

const net = useTailnet({ seed: 'demo' });

interface Event {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly before?: object;
  readonly item?: object;
  readonly message?: string;
}

/** Watches meanwhile; answers the lines that were printed. */
async function watched(line: string, steps: readonly (() => unknown)[], options = {}) {
  const { code, out, err } = await net.hs(line, { ...meanwhile(...steps), ...options });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const events = out
    .split('\n')
    .slice(0, -1)
    .map((text) => JSON.parse(text) as Event);
  expect(events.flatMap((event) => offences(event, 'watch-event'))).toEqual([]);
  return events;
}

const update = (id: number, fields: object) => () => net.sandbox.store.nodes.update(id, fields);

test('first everything is told, then each change, and Ctrl-C ends it well', async () => {
  const events = await watched('nodes list --watch', [
    update(6, { givenName: 'laptop-2' }),
    () => {},
    () => net.sandbox.store.nodes.delete(4),
    () => net.node('alice', 'printer'),
  ]);
  expect(events.slice(0, 9).map(({ type, id }) => `${type} ${id}`)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => `present ${id}`),
  );
  expect(events.slice(9)).toEqual([
    {
      type: 'changed',
      at: '2026-11-24T12:00:00Z',
      id: '6',
      name: 'laptop-2',
      before: { givenName: 'laptop' },
      item: expect.objectContaining({ id: '6', givenName: 'laptop-2', online: false }),
    },
    expect.objectContaining({ type: 'removed', id: '4', name: 'old-phone' }),
    expect.objectContaining({ type: 'added', id: '10', name: 'printer' }),
  ]);
});

test('what is looked at is what the flags leave, and what leaves it is gone', async () => {
  const line = 'nodes list --online --columns givenName --watch -o jsonl';
  const events = await watched(line, [update(1, { lastSeen: null }), () => net.sandbox.devices.offline(1)]);
  expect(events[0]).toEqual({
    type: 'present',
    at: '2026-11-24T12:00:00Z',
    id: '1',
    name: 'router-berlin',
    item: { givenName: 'router-berlin' },
  });
  expect(events.slice(6)).toEqual([expect.objectContaining({ type: 'removed', id: '1' })]);
});

test('a sign of life alone is no news, unless it was asked for', async () => {
  const sign = [update(4, { lastSeen: fromMillis(NOW - 1000) })];
  expect((await watched('nodes list --watch', sign)).map(({ type }) => type)).not.toContain('changed');
  const asked = await watched('nodes list --watch --columns lastSeen', [
    update(4, { lastSeen: fromMillis(NOW - 500) }),
  ]);
  expect(asked.at(-1)).toMatchObject({
    type: 'changed',
    before: { lastSeen: '2026-11-24T11:59:59Z' },
    item: { lastSeen: '2026-11-24T11:59:59.5Z' },
  });
});

describe.each(RELEASES)('on %s', (release) => {
  test.each(['users list', 'nodes list', 'routes list', 'preauthkeys list', 'apikeys list', 'status'])(
    'hs %s can be watched',
    async (line) => {
      await net.start({ release, seed: 'demo' });
      const events = await watched(`${line} --watch --json`, [() => {}]);
      expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['present']));
    },
  );
});

test('the status tells the counts that changed', async () => {
  const events = await watched('status --watch=1m', [() => net.sandbox.devices.offline(1)]);
  expect(events.map(({ type, name }) => [type, name])).toEqual([
    ['present', net.sandbox.address],
    ['changed', net.sandbox.address],
  ]);
  expect(events[1]?.before).toMatchObject({ nodes: { online: 6, offline: 3 } });
  expect(events[1]?.item).toMatchObject({ nodes: { online: 5, offline: 4 } });
});

describe('how often', () => {
  test.each([
    ['--watch', 5000],
    ['--watch=10s', 10_000],
    ['--watch 2m', 120_000],
  ])('%s looks every %d ms', async (flag, ms) => {
    const waiting = meanwhile(() => {});
    expect(await net.hs(`users list ${flag}`, waiting)).toMatchObject({ code: 0 });
    expect(waiting.waits).toEqual([ms, ms]);
  });

  test.each([
    ['--watch=100ms', '"100ms" is too often for --watch\nIt takes from 1s to 1d, for example --watch=10s'],
    ['--watch=0', '"0" is too often for --watch'],
    ['--watch=2d', '"2d" is too seldom for --watch'],
    ['--watch=often', '"often" is not a duration'],
    ['--watch=5', '"5" is not a duration: the unit is missing'],
    ['--watch -o csv', '--watch has no end, so it cannot be told as csv'],
    ['--watch -o yaml', 'cannot be told as yaml'],
    ['--watch -o name', 'cannot be told as name'],
  ])('%s is refused before anything is sent', async (flags, said) => {
    const { code, out, err, calls } = await net.hs(`users list ${flags}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(calls.filter(({ rpc }) => rpc !== 'ListUsers')).toEqual([]);
    expect(err).toContain(said);
  });

  test('a status that is watched cannot be checked', async () => {
    const { code, err, calls } = await net.hs('status --watch --check');
    expect({ code, calls }).toEqual({ code: 2, calls: [] });
    expect(err).toContain('--check and --watch mean nothing together');
  });
});

describe('a server that goes away', () => {
  test('is told of once, and so is its coming back with what has changed meanwhile', async () => {
    const faulty = await startFaultyGrpc(net.sandbox);
    const env = { HS_ADDRESS: faulty.address };
    const events = await watched(
      'users list --watch',
      [() => faulty.down(), () => {}, () => net.user('eve'), () => faulty.up()],
      { env },
    );
    await faulty.stop();
    expect(events.slice(3)).toEqual([
      {
        type: 'unreachable',
        at: '2026-11-24T12:00:00Z',
        message: expect.stringContaining('Cannot reach Headscale'),
      },
      { type: 'reachable', at: '2026-11-24T12:00:00Z' },
      expect.objectContaining({ type: 'added', name: 'eve' }),
    ]);
  });

  test('from the start is an error like any other', async () => {
    const ended = await net.hs('users list --watch', { env: { HS_ADDRESS: 'http://127.0.0.1:1' } });
    expect(ended).toMatchObject({ code: 6, out: '' });
  });

  test('and refuses the key later ends it: no waiting mends that', async () => {
    const step = () => {
      for (const { id } of net.sandbox.store.apiKeys.all()) net.sandbox.store.apiKeys.delete(id);
    };
    const ended = await net.hs('users list --watch -o jsonl', meanwhile(step));
    expect(ended).toMatchObject({ code: 4 });
    expect(ended.errorJson()).toMatchObject({ error: { code: 'credentials' } });
  });
});

test('a reader that goes away ends it quietly', async () => {
  expect(await net.hs('users list --watch', { ...meanwhile(() => {}), stdoutFails: 'EPIPE' })).toMatchObject({
    code: 0,
    err: '',
  });
});
