import { describe, expect, test } from 'vitest';
import { RELEASES } from '../../../src/domain/release.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

test('shows where every route stands', async () => {
  const listed = await net.hs('routes list');
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toBe(
    'NODE ID\tNODE\tROUTE\tSTATE\tSERVED BY\tOVERLAPS\n' +
      '1\trouter-berlin\t10.1.0.0/24\tserving\t\t\n' +
      '1\trouter-berlin\t10.2.0.0/24\tpending\t\t\n' +
      '5\texit-paris\t0.0.0.0/0\tserving\t\t\n' +
      '5\texit-paris\t::/0\tserving\t\t\n' +
      '7\tnas\t192.168.1.0/24\tpending\t\t\n',
  );
});

test('--waiting leaves what waits for approval', async () => {
  const { json } = await net.hs('routes list --waiting -o json');
  expect(json()).toEqual([
    {
      nodeId: '1',
      node: 'router-berlin',
      route: '10.2.0.0/24',
      state: 'pending',
      announced: true,
      approved: false,
      serving: false,
      servedBy: null,
      overlaps: [],
    },
    expect.objectContaining({ nodeId: '7', node: 'nas', route: '192.168.1.0/24', state: 'pending' }),
  ]);
});

describe('beside the routes of other nodes', () => {
  test.each(RELEASES)('who serves it and what it overlaps is shown, on %s', async (release) => {
    await net.start({ release, seed: 'demo' });
    net.sandbox.devices.announce(7, ['10.1.0.0/24', '10.0.0.0/8']);
    const { json } = await net.hs('routes list --filter node~nas -o json');
    const router = { nodeId: '1', node: 'router-berlin' };
    expect((json() as { route: string }[]).sort((a, b) => (a.route < b.route ? -1 : 1))).toMatchObject([
      { route: '10.0.0.0/8', servedBy: null, overlaps: [{ ...router, route: '10.1.0.0/24' }] },
      { route: '10.1.0.0/24', servedBy: { id: '1', name: 'router-berlin' }, overlaps: [] },
    ]);
  });

  test('people see it where there is something to see', async () => {
    const tty = { columns: 100 };
    expect((await net.hs('routes list', { tty })).out).not.toMatch(/SERVED BY|OVERLAPS/);
    net.sandbox.devices.announce(7, ['10.1.0.0/24', '10.0.0.0/8']);
    const { out } = await net.hs('routes list --waiting --user bob --color never', { tty });
    expect(out).toMatch(/NODE ID +NODE +ROUTE +STATE +SERVED BY +OVERLAPS/);
    expect(out).toMatch(/10\.1\.0\.0\/24 +pending +router-berlin +-\n/);
    expect(out).toMatch(/10\.0\.0\.0\/8 +pending +- +10\.1\.0\.0\/24 of router-berlin\n/);
  });
});

test('is the same for a server that keeps routes in rows', async () => {
  await net.start({ release: '0.25' });
  const listed = await net.hs('routes list --columns node,route,state --no-headers');
  expect(listed.out).toContain('router-berlin\t10.1.0.0/24\tserving\nrouter-berlin\t10.2.0.0/24\tpending\n');
});

test('says that there is none, and refuses columns there are not', async () => {
  await net.start({ seed: 'empty' });
  expect(await net.hs('routes list')).toMatchObject({ code: 0, out: '', err: 'No routes\n' });
  const refused = await net.hs('routes list --columns rute');
  expect(refused).toMatchObject({ code: 2, calls: [] });
  expect(refused.err).toContain('Did you mean route?');
});

test.each([
  ['--user bob', '7 192.168.1.0/24'],
  ['--waiting --user alice', '1 10.2.0.0/24'],
  ['--filter serving --limit 1', '1 10.1.0.0/24'],
  ['--filter=route~10.2.0.7', '1 10.2.0.0/24'],
  ['--route 10.2.0.7', '1 10.2.0.0/24'],
  ['--route=10.0.0.0/8 --waiting', '1 10.2.0.0/24'],
  ['--filter exit', '5 0.0.0.0/0\n5 ::/0'],
])('routes list %s', async (flags, expected) => {
  expect(await net.hs(`routes list -o name ${flags}`)).toMatchObject({ code: 0, out: `${expected}\n` });
});
