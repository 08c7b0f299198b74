import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const left = () => net.sandbox.store.preAuthKeys.all().map(({ id }) => id);

test('shows what is used up or over, wants the number typed, and deletes it', async () => {
  const pruned = await net.hs('preauthkeys prune', { tty: true, answers: ['2'] });
  expect(pruned).toMatchObject({ code: 0, out: '', asked: ['Type 2 to go on'] });
  expect(pruned.err).toMatch(/hskey-auth-\S+\*\*\* \(id 3, bob\), expired 10d ago\n/);
  expect(pruned.err).toMatch(
    /\(id 4, tag:server\), used, nodes joined with it: web-1 \(id 3, tag:server\)\n/,
  );
  expect(pruned.err).toContain('A device that shows its key at each start, as containers do, is refused');
  expect(left()).toEqual([1, 2, 5]);
});

test('a key that ephemeral nodes joined with stays: without it they would not vanish any more', async () => {
  const pruned = await net.hs('preauthkeys prune --yes');
  expect(pruned.err).toMatch(/^Left alone: hskey-auth-\S+ \(id 2, bob\)\. Ephemeral nodes joined with it/);
  expect(left()).toContain(2);
  net.sandbox.store.nodes.delete(9);
  expect((await net.hs('preauthkeys prune --yes')).code).toBe(0);
  expect(left()).toEqual([1, 5]);
});

test('deleting such a key by name says so and asks', async () => {
  const kept = await net.hs('preauthkeys delete 2', { tty: true, answers: [false] });
  expect(kept.err).toContain(
    'Ephemeral nodes joined with it, and would not vanish any more: ci-runner (id 9, tag:ci)\n',
  );
});

test.each([
  ['', ['3', '4']],
  ['--used', ['4']],
  ['--expired', ['3']],
  ['--used --expired', ['3', '4']],
  ['--filter user=bob', ['3']],
  ['--filter reusable', []],
])('%s means %j', async (flags, wished) => {
  const tried = await net.hs(`preauthkeys prune ${flags} -n -o json`.replace('  ', ' '));
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect((tried.json() as { id: string }[]).map(({ id }) => id)).toEqual(wished);
});

test.each(['0.23', '0.26', '0.27'] as const)(
  '%s cannot delete keys, which is said with what can be done',
  async (release) => {
    await net.start({ release });
    const refused = await net.hs('preauthkeys prune --yes');
    expect(refused).toMatchObject({ code: 7, out: '', changes: [] });
    expect(refused.err).toContain('cannot delete a pre-auth key');
    expect(refused.err).toContain('`hs preauthkeys expire KEY` makes it useless');
  },
);

test('nothing to prune is a success; without somebody to ask nothing is sent', async () => {
  await net.start({ seed: 'empty' });
  const done = await net.hs('preauthkeys prune --yes -o json');
  expect(done).toMatchObject({ code: 0, out: '[]\n', changes: [] });
  expect(await net.hs('preauthkeys prune')).toMatchObject({ code: 2, calls: [] });
});
