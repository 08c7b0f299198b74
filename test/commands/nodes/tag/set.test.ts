import { expect, test } from 'vitest';
import { useTailnet } from '../../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const tagsOf = (id: number) => net.sandbox.store.nodes.get(id)?.tags;

test('replaces the tags, once it is agreed', async () => {
  const done = await net.hs('nodes tag set web-1 tag:ci tag:server', { tty: true, answers: [true] });
  expect(done).toMatchObject({ code: 0, out: '', changes: ['SetTags'] });
  expect(done.calls.at(-1)?.request).toEqual({ nodeId: '3', tags: ['tag:ci', 'tag:server'] });
  expect(tagsOf(3)).toEqual(['tag:ci', 'tag:server']);
});

test('says that a first tag cannot be taken back', async () => {
  const kept = await net.hs('nodes tag set laptop tag:ci', { tty: true, answers: [false] });
  expect(kept).toMatchObject({ code: 1, changes: [] });
  expect(kept.err).toContain('it cannot be given back to its user');
});

test('answers with results, also where there is nothing to do', async () => {
  expect((await net.hs('nodes tag set 3 tag:ci -y -o json')).json()).toEqual([
    { id: '3', name: 'web-1', status: 'changed' },
  ]);
  const again = await net.hs('nodes tag set 3 tag:ci -y -o json');
  expect(again).toMatchObject({ code: 0, changes: [] });
  expect(again.json()).toEqual([{ id: '3', name: 'web-1', status: 'unchanged' }]);
  const tried = await net.hs('nodes tag set 3 tag:server -n -o json');
  expect(tried.changes).toEqual([]);
  expect(tried.json()).toEqual([{ id: '3', name: 'web-1', status: 'would-change' }]);
});

test('without a terminal it is refused before any call', async () => {
  const refused = await net.hs('nodes tag set web-1 tag:ci');
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain('--yes');
});

test('somebody who changes the tags meanwhile is not overruled', async () => {
  let reads = 0;
  await net.start({
    onCall: ({ rpc }) => {
      if (rpc !== 'ListNodes') return;
      reads += 1;
      if (reads === 2) net.sandbox.store.nodes.update(3, { tags: ['tag:other'] });
    },
  });
  const refused = await net.hs('nodes tag set web-1 tag:ci --yes');
  expect(refused).toMatchObject({ code: 5, out: '', changes: [] });
  expect(refused.err).toContain('changed by somebody else in the meantime');
  expect(tagsOf(3)).toEqual(['tag:other']);
});

test.each([
  ['nodes tag set web-1 ci -y', 2, 'write tag:ci'],
  ['nodes tag set ghost tag:ci -y', 3, 'There is no node "ghost"'],
  ['nodes tag set web-1 -y', 7, 'cannot take the last tag'],
  ['nodes tag set web-1 tag:unknown -y', 2, 'tag:unknown'],
  ['nodes tag frob web-1', 2, 'set, add, remove'],
])('%s ends with %d', async (line, code, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '' });
  expect(refused.err).toContain(said);
  expect(tagsOf(3)).toEqual(['tag:server']);
});
