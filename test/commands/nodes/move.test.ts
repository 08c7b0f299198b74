import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ release: '0.27', seed: 'demo' });
const ownerOf = (id: number) => net.sandbox.store.nodes.get(id)?.userId;

test('asks, and gives the node to the other user', async () => {
  const moved = await net.hs('nodes move laptop --user bob', { tty: true, answers: [true] });
  expect(moved).toMatchObject({ code: 0, out: '', asked: ['Go on?'], changes: ['MoveNode'] });
  expect(moved.calls.at(-1)?.request).toEqual({ nodeId: '6', user: '2' });
  expect(moved.err).toContain('Moved node laptop (id 6, alice) to bob (id 2, bob@example.com)');
  expect(ownerOf(6)).toBe(2);
});

test('up to 0.25 the user is named', async () => {
  await net.start({ release: '0.25' });
  const moved = await net.hs('nodes move laptop -u id:2 -y');
  expect(moved.calls.at(-1)).toMatchObject({ rpc: 'MoveNode', request: { user: 'bob' } });
});

test('answered with no, or in a dry run, nothing changes', async () => {
  expect(await net.hs('nodes move laptop -u bob', { tty: true, answers: [false] })).toMatchObject({
    code: 1,
    changes: [],
  });
  const tried = await net.hs('nodes move laptop -u bob -n -o json');
  expect(tried.json()).toEqual([{ id: '6', name: 'laptop', status: 'would-change' }]);
  expect(ownerOf(6)).toBe(1);
});

test('to the one who owns it is no change', async () => {
  const same = await net.hs('nodes move laptop -u alice -y -o json');
  expect(same).toMatchObject({ code: 0, changes: [] });
  expect(same.json()).toEqual([{ id: '6', name: 'laptop', status: 'unchanged' }]);
});

test('without a terminal it is refused before any call', async () => {
  expect(await net.hs('nodes move laptop -u bob')).toMatchObject({ code: 2, calls: [] });
});

describe('is refused', () => {
  test.each([
    ['nodes move laptop -y', 2, '--user is missing'],
    ['nodes move laptop -u ghost -y', 3, 'There is no user "ghost"'],
    ['nodes move lapotp -u bob -y', 3, 'Did you mean laptop?'],
    ['nodes move 0 -u bob -y', 2, 'ids begin with 1'],
  ])('%s with %d', async (line, code, said) => {
    const refused = await net.hs(line);
    expect(refused).toMatchObject({ code, out: '', changes: [] });
    expect(refused.err).toContain(said);
  });

  test('from 0.28 on, before anybody is asked', async () => {
    await net.start({ release: '0.28' });
    const refused = await net.hs('nodes move laptop -u bob', { tty: true });
    expect(refused).toMatchObject({ code: 7, asked: [], changes: [] });
    expect(refused.err).toContain('cannot move a node to another user');
  });
});
