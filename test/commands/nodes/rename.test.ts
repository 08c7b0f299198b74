import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const nameOf = (id: number) => net.sandbox.store.nodes.get(id)?.givenName;

test('renames, and asks nothing', async () => {
  const renamed = await net.hs('nodes rename laptop workstation', { tty: true });
  expect(renamed).toMatchObject({ code: 0, out: '', asked: [], changes: ['RenameNode'] });
  expect(renamed.err).toBe(`Renamed node laptop (id 6, alice) to workstation on ${net.sandbox.address}\n`);
  expect(renamed.calls.at(-1)?.request).toEqual({ nodeId: '6', newName: 'workstation' });
  expect(nameOf(6)).toBe('workstation');
});

test('answers with results', async () => {
  expect((await net.hs('nodes rename 6 workstation -o json')).json()).toEqual([
    { id: '6', name: 'workstation', status: 'changed' },
  ]);
  const tried = await net.hs('nodes rename 6 other -n -o json');
  expect(tried.changes).toEqual([]);
  expect(tried.json()).toEqual([{ id: '6', name: 'other', status: 'would-change' }]);
  expect((await net.hs('nodes rename 6 third -o name')).out).toBe('6\n');
});

test.each([
  ['nodes rename laptop', 2, 'NAME is missing'],
  ['nodes rename laptop Work_Station', 2, 'upper-case'],
  ['nodes rename lapotp workstation', 3, 'Did you mean laptop?'],
  ['nodes rename 99 workstation', 3, 'There is no node'],
  ['nodes rename 0 workstation', 2, 'ids begin with 1'],
  ['nodes rename laptop nas', 5, 'A node has the name nas already'],
  ['nodes rename laptop a b', 2, 'Too many arguments: "b"'],
])('%s ends with %d', async (line, code, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '' });
  expect(refused.err).toContain(said);
  expect(nameOf(6)).toBe('laptop');
});

const BY_HOST_NAME = ['nodes', 'rename', "Bob's MacBook Pro", 'macbook'];

test('aimed by host name alone it is refused without a terminal, even with --yes', async () => {
  for (const flags of [[], ['--yes']]) {
    const refused = await net.hs([...BY_HOST_NAME, ...flags]);
    expect(refused).toMatchObject({ code: 2, changes: [] });
    expect(refused.err).toContain('bobs-macbook-pro (id 2, bob)');
    expect(refused.err).toContain('id:2');
  }
});

test.each([
  [true, 'macbook'],
  [false, 'bobs-macbook-pro'],
])('aimed by host name alone it is asked on a terminal: %s', async (answer, name) => {
  const renamed = await net.hs(BY_HOST_NAME, { tty: true, answers: [answer] });
  expect(renamed.err).toContain('Rename node bobs-macbook-pro (id 2, bob) to macbook');
  expect(renamed.code).toBe(answer ? 0 : 1);
  expect(nameOf(2)).toBe(name);
});

test('aimed by host name alone it is asked on a terminal in spite of --yes', async () => {
  const line = [...BY_HOST_NAME, '--yes'];
  const kept = await net.hs(line, { tty: true, answers: [false] });
  expect(kept).toMatchObject({ code: 1, changes: [], asked: ['Is this the node?'] });
  expect(kept.err).toContain('Only the host name fits');
  expect(await net.hs(line, { tty: true, answers: [true] })).toMatchObject({ code: 0 });
  expect(nameOf(2)).toBe('macbook');
});

test('to the name it has already is no change', async () => {
  const same = await net.hs('nodes rename laptop laptop -o json');
  expect(same).toMatchObject({ code: 0, changes: [] });
  expect(same.json()).toEqual([{ id: '6', name: 'laptop', status: 'unchanged' }]);
});
