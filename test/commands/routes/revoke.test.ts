import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

test('leaves the others, and asks nothing', async () => {
  await net.hs('routes approve 1 10.2.0.0/24');
  const done = await net.hs('routes revoke 1 10.1.0.0/24', { tty: true });
  expect(done).toMatchObject({ code: 0, asked: [], changes: ['SetApprovedRoutes'] });
  expect(done.calls.at(-1)?.request).toEqual({ nodeId: '1', routes: ['10.2.0.0/24'] });
});

test('an exit node is revoked as the pair that it is', async () => {
  const done = await net.hs('routes revoke exit-paris 0.0.0.0/0');
  expect(done.calls.at(-1)?.request).toEqual({ nodeId: '5', routes: [] });
});

test('what is not approved is no change', async () => {
  const same = await net.hs('routes revoke nas 192.168.1.0/24 -o json');
  expect(same).toMatchObject({ code: 0, changes: [] });
  expect(same.json()).toEqual([{ id: '7', name: 'nas', status: 'unchanged' }]);
});

test('a dry run changes nothing', async () => {
  const tried = await net.hs('routes revoke 1 10.1.0.0/24 -n');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.err).toContain('Would revoke 10.1.0.0/24 of node router-berlin (id 1, alice)');
});

test('what 0.28 forgets at its restart is said', async () => {
  await net.start({ release: '0.28' });
  const done = await net.hs('routes revoke 1 10.1.0.0/24');
  expect(done.code).toBe(0);
  expect(done.err).toContain('forget at their next restart that all routes were revoked');
});

test.each([
  ['routes revoke 1', 2, 'No route is given'],
  ['routes revoke 1 10.1.0.0', 2, '10.1.0.0'],
  ['routes revoke ghost 10.1.0.0/24', 3, 'There is no node "ghost"'],
])('%s ends with %d', async (line, code, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});
