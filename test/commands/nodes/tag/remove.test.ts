import { expect, test } from 'vitest';
import { useTailnet } from '../../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const tagsOf = (id: number) => net.sandbox.store.nodes.get(id)?.tags;

test('takes one of several, once it is agreed', async () => {
  await net.hs('nodes tag add web-1 tag:ci');
  const done = await net.hs('nodes tag remove web-1 tag:ci', { tty: true, answers: [true] });
  expect(done).toMatchObject({ code: 0, asked: ['Go on?'], changes: ['SetTags'] });
  expect(tagsOf(3)).toEqual(['tag:server']);
});

test('the last one stays from 0.28 on, before anybody is asked', async () => {
  const refused = await net.hs('nodes tag remove web-1 tag:server', { tty: true });
  expect(refused).toMatchObject({ code: 7, asked: [], changes: [] });
  expect(refused.err).toContain('cannot take the last tag');
});

test('0.27 takes the last one, and says that it comes back', async () => {
  await net.start({ release: '0.27' });
  const done = await net.hs('nodes tag remove ci-runner tag:ci --yes');
  expect(done).toMatchObject({ code: 0, changes: ['SetTags'] });
  expect(done.err).toContain('forgets at its next restart that tags were cleared');
  expect(done.calls.at(-1)?.request).toMatchObject({ tags: [] });
});

test('without a terminal it is refused before any call', async () => {
  expect(await net.hs('nodes tag remove web-1 tag:server')).toMatchObject({ code: 2, calls: [] });
});

test('what is not there is no change', async () => {
  const same = await net.hs('nodes tag remove web-1 tag:other -y -o json');
  expect(same).toMatchObject({ code: 0, changes: [] });
  expect(same.json()).toEqual([{ id: '3', name: 'web-1', status: 'unchanged' }]);
});
