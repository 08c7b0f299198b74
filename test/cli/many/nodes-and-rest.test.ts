import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

describe('nodes and what comes after them', () => {
  test.each([
    [
      'nodes tag add web-1 ci-runner tag:ci,tag:server',
      { 3: ['tag:ci', 'tag:server'], 9: ['tag:ci', 'tag:server'] },
    ],
    [
      'nodes tag add --filter tagged tag:ci tag:server',
      { 3: ['tag:ci', 'tag:server'], 9: ['tag:ci', 'tag:server'] },
    ],
    ['nodes tag set web-1 ci-runner tag:ci --yes', { 3: ['tag:ci'], 9: ['tag:ci'] }],
    ['nodes tag remove --filter tag=server tag:server --yes', { 3: ['tag:server'], 9: ['tag:ci'] }],
  ])('%s', async (line, wished) => {
    const done = await net.hs(line);
    // The last tag stays from 0.28 on.
    expect(done.code).toBe(line.includes('remove') ? 7 : 0);
    for (const [id, tags] of Object.entries(wished)) {
      expect(net.sandbox.store.nodes.get(Number(id))?.tags).toEqual(tags);
    }
  });

  test.each([
    ['nodes tag add web-1 server', 2, 'write tag:server'],
    ['nodes tag add web-1 tag:ci ci-runner', 2, '"ci-runner" is not a tag'],
    ['nodes tag add web-1 ghost tag:ci', 3, 'There is no node "ghost"'],
    ['nodes tag add --filter tagged', 2, 'TAGS is missing'],
    ['routes approve nas router-berlin', 2, 'router-berlin'],
    ['routes approve nas 10.1.0.0/24 router-berlin', 2, 'router-berlin'],
  ])('%s ends with %d', async (line, code, said) => {
    const refused = await net.hs(line);
    expect(refused).toMatchObject({ code, out: '', changes: [] });
    expect(refused.err).toContain(said);
  });

  test('nodes are moved together', async () => {
    await net.start({ release: '0.27' });
    const moved = await net.hs('nodes move 6 7 5 --user bob --yes -o json');
    expect(moved).toMatchObject({ code: 0, changes: ['MoveNode', 'MoveNode'] });
    expect(moved.json()).toMatchObject([
      { status: 'changed' },
      { status: 'unchanged' },
      { status: 'changed' },
    ]);
  });
});

describe('routes of many nodes', () => {
  const approved = (id: number) => net.sandbox.store.nodes.get(id)?.approvedRoutes;

  test('the same for several', async () => {
    const done = await net.hs('routes approve nas router-berlin 192.168.1.0/24 10.2.0.0/24 -o json');
    expect(done).toMatchObject({ code: 0, changes: ['SetApprovedRoutes', 'SetApprovedRoutes'] });
    expect(done.json()).toMatchObject([{ id: '7' }, { id: '1' }]);
    expect(approved(7)).toEqual(['10.2.0.0/24', '192.168.1.0/24']);
  });

  test('--exit-node needs no route, so that every word is a node', async () => {
    const done = await net.hs('routes approve nas laptop --exit-node');
    expect(done.code).toBe(0);
    expect(done.err).toContain('nas (id 7, bob): 0.0.0.0/0, ::/0, the device does not announce');
    expect([approved(6), approved(7)]).toEqual([EXIT, EXIT]);
  });

  test('--all approves whatever waits, and nothing else is touched', async () => {
    const done = await net.hs('routes approve --all -o json');
    expect(done.json()).toEqual([
      { id: '1', name: 'router-berlin', status: 'changed' },
      { id: '7', name: 'nas', status: 'changed' },
    ]);
    expect([approved(1), approved(7)]).toEqual([['10.1.0.0/24', '10.2.0.0/24'], ['192.168.1.0/24']]);
    const again = await net.hs('routes approve --all');
    expect(again).toMatchObject({ code: 0, changes: [] });
    expect(again.err).toContain('No route waits there');
  });

  test('--all of a user, of a filter, and of nodes by name', async () => {
    expect((await net.hs('routes approve --all --user alice -n -o name')).out).toBe('1\n');
    expect((await net.hs('routes approve --all --filter user=bob -n -o json')).json()).toContainEqual({
      id: '7',
      name: 'nas',
      status: 'would-change',
    });
    expect((await net.hs('routes approve nas --all -n -o name')).out).toBe('7\n');
  });

  test('what a list of routes prints can be piped on', async () => {
    for (const format of ['name', 'json', 'jsonl']) {
      const { out } = await net.hs(`routes list --waiting -o ${format}`);
      const tried = await net.hs('routes approve - -n', { stdin: out });
      expect(tried.code).toBe(0);
      expect(tried.err).toContain(
        '  router-berlin (id 1, alice): 10.2.0.0/24\n  nas (id 7, bob): 192.168.1.0/24\n',
      );
    }
    const { out } = await net.hs('routes list -o name');
    const done = await net.hs('routes revoke - -o json', { stdin: out });
    expect(done.json()).toMatchObject([
      { status: 'changed' },
      { status: 'changed' },
      { status: 'unchanged' },
    ]);
    expect([approved(1), approved(5)]).toEqual([[], []]);
  });

  test('nodes can be piped too', async () => {
    expect((await net.hs('routes approve - 10.2.0.0/24 -n -o name', { stdin: '1\n7\n' })).out).toBe('1\n7\n');
  });

  test('revoking all routes names the nodes', async () => {
    expect(await net.hs('routes revoke --all --yes')).toMatchObject({ code: 2, calls: [] });
    const done = await net.hs('routes revoke router-berlin exit-paris --all');
    expect(done).toMatchObject({ code: 0, changes: ['SetApprovedRoutes', 'SetApprovedRoutes'] });
    expect([approved(1), approved(5)]).toEqual([[], []]);
  });

  test('who serves it already, and what it overlaps, is said', async () => {
    const done = await net.hs('routes approve nas 10.1.0.0/24 10.0.0.0/8');
    expect(done.code).toBe(0);
    expect(done.err).toContain('router-berlin (id 1, alice) serves 10.1.0.0/24 already\n');
    expect(done.err).toContain('10.0.0.0/8 overlaps 10.1.0.0/24 of router-berlin (id 1, alice)\n');
  });

  test.each([
    ['routes approve --all 10.1.0.0/24', '--all stands for every route'],
    ['routes approve --all --user alice --filter online', 'exclude each other'],
    ['routes approve nas --all --filter online', '"nas" is not a route'],
    ['routes approve', 'NODE is missing'],
  ])('%s is refused before any call', async (line, said) => {
    const refused = await net.hs(line);
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain(said);
  });
});

const EXIT = ['0.0.0.0/0', '::/0'];
