import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const approved = (id: number) => net.sandbox.store.nodes.get(id)?.approvedRoutes;

test('merges with what is approved, and asks nothing', async () => {
  const done = await net.hs('routes approve router-berlin 10.2.0.0/24', { tty: true });
  expect(done).toMatchObject({ code: 0, out: '', asked: [], changes: ['SetApprovedRoutes'] });
  expect(done.calls.at(-1)?.request).toEqual({ nodeId: '1', routes: ['10.1.0.0/24', '10.2.0.0/24'] });
  expect(done.err).toContain('has approved: 10.1.0.0/24, 10.2.0.0/24');
});

test('--exit-node approves the pair', async () => {
  const done = await net.hs('routes approve nas --exit-node');
  expect(done.calls.at(-1)?.request).toMatchObject({ nodeId: '7', routes: ['0.0.0.0/0', '::/0'] });
  expect(done.err).toContain('does not announce 0.0.0.0/0, ::/0');
});

test('a dry run changes nothing, and what is approved already is no change', async () => {
  const tried = await net.hs('routes approve 1 10.2.0.0/24 -n -o json');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toEqual([{ id: '1', name: 'router-berlin', status: 'would-change' }]);
  const same = await net.hs('routes approve 1 10.1.0.0/24 -o json');
  expect(same).toMatchObject({ code: 0, changes: [] });
  expect(same.json()).toEqual([{ id: '1', name: 'router-berlin', status: 'unchanged' }]);
});

test('somebody who changes the routes meanwhile is not overruled', async () => {
  let reads = 0;
  await net.start({
    onCall: ({ rpc }) => {
      if (rpc !== 'ListNodes') return;
      reads += 1;
      if (reads === 2) net.sandbox.store.nodes.update(1, { approvedRoutes: [] });
    },
  });
  const refused = await net.hs('routes approve 1 10.2.0.0/24');
  expect(refused).toMatchObject({ code: 5, changes: [] });
  expect(approved(1)).toEqual([]);
});

test('0.25 is told row by row', async () => {
  await net.start({ release: '0.25' });
  const done = await net.hs('routes approve router-berlin 10.2.0.0/24');
  expect(done).toMatchObject({ code: 0, changes: ['EnableRoute'] });
});

test.each([
  ['routes approve router-berlin', 2, 'No route is given'],
  ['routes approve router-berlin not-a-route', 2, 'not-a-route'],
  ['routes approve router-berlin 10.1.0.1/24', 2, '10.1.0.0/24'],
  ['routes approve ghost 10.1.0.0/24', 3, 'There is no node "ghost"'],
  ['routes approve 0 10.1.0.0/24', 2, 'ids begin with 1'],
  ['routes approve nas --exit', 2, 'Did you mean --exit-node?'],
])('%s ends with %d', async (line, code, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});
