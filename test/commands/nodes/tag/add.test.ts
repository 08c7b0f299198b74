import { expect, test } from 'vitest';
import { useTailnet } from '../../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const tagsOf = (id: number) => net.sandbox.store.nodes.get(id)?.tags;

test('adds to a tagged node without asking', async () => {
  const done = await net.hs('nodes tag add web-1 tag:ci', { tty: true });
  expect(done).toMatchObject({ code: 0, asked: [], changes: ['SetTags'] });
  expect(done.calls.at(-1)?.request).toEqual({ nodeId: '3', tags: ['tag:ci', 'tag:server'] });
  expect(done.err).toContain('has tag:ci, tag:server');
});

test('a first tag is one-way from 0.28 on, and asked', async () => {
  const refused = await net.hs('nodes tag add laptop tag:ci');
  expect(refused).toMatchObject({ code: 2, changes: [] });
  expect(refused.err).toContain('--yes');
  const done = await net.hs('nodes tag add laptop tag:ci', { tty: true, answers: [true] });
  expect(done).toMatchObject({ code: 0, asked: ['Go on?'] });
  expect(tagsOf(6)).toEqual(['tag:ci']);
});

test('0.27 keeps the owner, so nothing is asked', async () => {
  await net.start({ release: '0.27' });
  expect(await net.hs('nodes tag add laptop tag:ci', { tty: true })).toMatchObject({ code: 0, asked: [] });
});

test('several at once, in either form; what is there already is no change', async () => {
  await net.hs('nodes tag add web-1 tag:ci,tag:server');
  expect(tagsOf(3)).toEqual(['tag:ci', 'tag:server']);
  const again = await net.hs('nodes tag add web-1 tag:ci tag:server -o json');
  expect(again).toMatchObject({ code: 0, changes: [] });
  expect(again.json()).toEqual([{ id: '3', name: 'web-1', status: 'unchanged' }]);
});

test.each([
  ['nodes tag add web-1', 2, 'TAGS is missing'],
  ['nodes tag add', 2, 'NODE is missing'],
  ['nodes tag add web-1 Tag:CI', 2, 'tag:ci'],
  ['nodes tag add wbe-1 tag:ci', 3, 'Did you mean web-1?'],
])('%s ends with %d', async (line, code, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});
