import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const ids = () => net.sandbox.store.nodes.all().map(({ id }) => id);

test('shows what is long gone, wants the number typed, and deletes it', async () => {
  const pruned = await net.hs('nodes prune --offline 30d', { tty: true, answers: ['1'] });
  expect(pruned).toMatchObject({ code: 0, out: '', asked: ['Type 1 to go on'], changes: ['DeleteNode'] });
  expect(pruned.err).toBe(
    [
      `Delete node old-phone (id 4, bob) on ${net.sandbox.address}`,
      '  Last seen 45d ago',
      `Deleted node old-phone (id 4, bob) on ${net.sandbox.address}`,
      '',
    ].join('\n'),
  );
  expect(ids()).toEqual([1, 2, 3, 5, 6, 7, 8, 9]);
});

test.each([
  ['--offline 60d', []],
  ['--offline 30d', ['4']],
  ['--offline 1d', ['4', '6']],
  ['--expired', []],
  ['--expired=2d', ['6']],
  ['--expired=0', ['6']],
  ['--expired=2d --offline 30d', []],
  ['--filter user=bob', ['4']],
  ['--filter user=bob --filter online', ['2', '7']],
  ['--filter tag=server', []],
])('%s means %j', async (flags, wished) => {
  const tried = await net.hs(`nodes prune ${flags} -n -o json`);
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect((tried.json() as { id: string }[]).map(({ id }) => id)).toEqual(wished);
});

test('nothing to prune is a success, and is said', async () => {
  const done = await net.hs('nodes prune --offline 60d --yes');
  expect(done).toMatchObject({ code: 0, out: '', changes: [] });
  expect(done.err).toBe(`Nothing to prune on ${net.sandbox.address}\n`);
});

test('nodes that are online stay, unless a filter says what is to become of them', async () => {
  const spared = await net.hs('nodes prune --filter user=bob --yes');
  expect(spared).toMatchObject({ code: 0, changes: ['DeleteNode'] });
  expect(spared.err).toContain('Online, and so left alone: bobs-macbook-pro (id 2, bob), nas (id 7, bob)\n');
  const meant = await net.hs(['nodes', 'prune', '--filter', 'user=bob and Online', '--yes']);
  expect(meant).toMatchObject({ code: 0, changes: ['DeleteNode', 'DeleteNode'] });
  expect(ids()).toEqual([1, 3, 5, 6, 8, 9]);
});

describe('a filter that fits every node there is', () => {
  test('is refused, --yes or not', async () => {
    const refused = await net.hs('nodes prune --filter id>0 --yes');
    expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
    expect(refused.err).toContain('id>0 fits all 9 nodes there are');
    expect(refused.err).toContain('--all');
  });

  test('is taken with --all, and spares what is online even so', async () => {
    const done = await net.hs('nodes prune --filter id>0 --all --yes');
    expect(done).toMatchObject({ code: 0, changes: ['DeleteNode', 'DeleteNode', 'DeleteNode'] });
    expect(ids()).toEqual([1, 2, 3, 5, 7, 9]);
  });

  test('of an empty tailnet is nothing to prune', async () => {
    await net.start({ seed: 'empty' });
    expect(await net.hs('nodes prune --filter id>0 --yes')).toMatchObject({ code: 0 });
  });
});

test.each([
  ['nodes prune --yes', 'Nothing says which nodes are to go'],
  ['nodes prune --all --yes', 'Nothing says which nodes are to go'],
  ['nodes prune --offline 60 --yes', 'the unit is missing'],
  ['nodes prune --offline= --yes', '--offline'],
  ['nodes prune --expired=soon --yes', '--expired'],
  ['nodes prune --filter usr=x --yes', 'cannot be filtered by "usr"'],
  ['nodes prune laptop --offline 1d --yes', 'Too many arguments'],
  ['nodes prune --offline 30d', '--yes'],
])('%s is refused before any call', async (line, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain(said);
});
