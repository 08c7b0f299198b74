import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const exists = (id: number) => net.sandbox.store.nodes.get(id) !== undefined;

test('asks, and deletes', async () => {
  const gone = await net.hs('nodes delete laptop', { tty: true, answers: [true] });
  expect(gone).toMatchObject({ code: 0, out: '', asked: ['Go on?'], changes: ['DeleteNode'] });
  expect(gone.err).toBe(
    `Delete node laptop (id 6, alice) on ${net.sandbox.address}\nDeleted node laptop (id 6, alice) on ${net.sandbox.address}\n`,
  );
  expect(gone.calls.at(-1)?.request).toEqual({ nodeId: '6' });
  expect(exists(6)).toBe(false);
});

test('says that the node is online', async () => {
  const kept = await net.hs('nodes delete nas', { tty: true, answers: [false] });
  expect(kept).toMatchObject({ code: 1, changes: [] });
  expect(kept.err).toContain('It is online now');
  expect(kept.err).toContain('Aborted, nothing changed');
  expect(exists(7)).toBe(true);
});

test.each([
  ['nodes delete laptop', {}],
  ['nodes delete laptop --no-input', { tty: true }],
  ['nodes delete laptop', { tty: true, env: { CI: 'true' } }],
])('%s with %j is refused before any call', async (line, options) => {
  const refused = await net.hs(line, options);
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain('--yes');
});

test('without a terminal and in JSON the refusal is one object', async () => {
  expect((await net.hs('nodes delete laptop -o json')).errorJson()).toMatchObject({
    error: { code: 'nobody_to_ask', exitCode: 2, hint: expect.stringContaining('--yes') },
  });
});

test('--yes answers', async () => {
  const gone = await net.hs('nodes delete laptop --yes -o json');
  expect(gone.json()).toEqual([{ id: '6', name: 'laptop', status: 'changed' }]);
  expect(await net.hs('nodes delete nas -y -o name')).toMatchObject({ code: 0, out: '7\n' });
});

test('a dry run changes nothing', async () => {
  const tried = await net.hs('nodes delete laptop -ny -o json');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toEqual([{ id: '6', name: 'laptop', status: 'would-change' }]);
  expect(exists(6)).toBe(true);
});

test.each([
  ['nodes delete lapotp --yes', 3, 'Did you mean laptop?'],
  ['nodes delete 0 --yes', 2, 'ids begin with 1'],
  ['nodes delete --yes', 2, 'NODE is missing'],
  ['nodes delete nas.local --yes', 2, 'Only the host name fits'],
])('%s ends with %d', async (line, code, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});

test('a dry run shows what a host name alone would hit', async () => {
  const tried = await net.hs('nodes delete nas.local -n');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.err).toContain('Would delete node nas (id 7, bob)');
});

test('a node that goes between the look and the deletion is not found', async () => {
  await net.start({
    onCall: ({ rpc }) => {
      if (rpc === 'DeleteNode') net.sandbox.store.nodes.delete(6);
    },
  });
  const late = await net.hs('nodes delete laptop --yes');
  expect(late).toMatchObject({ code: 3, out: '', changes: ['DeleteNode'] });
  expect(late.err).toContain('The node does not exist (any more)');
});
