import { describe, expect, test } from 'vitest';
import { HsError } from '../../../src/errors.ts';
import { eraCalls } from '../../../src/headscale/eras/calls.ts';
import { loadMessages } from '../../../src/headscale/grpc/messages.ts';
import { fakeWire } from './fake-wire.ts';
import { recordedCalls } from './recorded.ts';
import { aNode } from './things.ts';

const OLD = ['0.23', '0.24'] as const;
const ROUTER_ROUTES = ['0.0.0.0/0', '10.1.0.0/24', '::/0'];

/** The n-th recorded answer of a real server with a router that announces a subnet and an exit node. */
async function recorded(era: (typeof OLD)[number], rpc: string, index: number) {
  const calls = recordedCalls().filter(
    (call) => call.era === era && call.rpc === rpc && call.section === 'nodes of real clients',
  );
  const bytes = Buffer.from(calls.at(index)?.responseHex ?? '', 'hex');
  return (await loadMessages(era)).get(rpc)?.decodeResponse(bytes) ?? {};
}

describe.each(OLD)('nodes with the rows of GetRoutes, era %s', (era) => {
  test.each([
    ['before approval', 0, []],
    ['after approval', 1, ROUTER_ROUTES],
  ])('%s', async (_, index, approved) => {
    const [nodes, rows] = [await recorded(era, 'ListNodes', 0), await recorded(era, 'GetRoutes', index)];
    const wire = fakeWire((rpc) => (rpc === 'GetRoutes' ? rows : nodes));
    const [router, ...others] = await eraCalls(era, wire).listNodes();
    expect([...(router?.availableRoutes ?? [])].sort()).toEqual(ROUTER_ROUTES);
    expect([...(router?.approvedRoutes ?? [])].sort()).toEqual(approved);
    expect([...(router?.subnetRoutes ?? [])].sort()).toEqual(approved);
    expect(others.flatMap((node) => [...node.availableRoutes, ...node.approvedRoutes])).toEqual([]);
    expect(wire.calls).toEqual([
      { rpc: 'ListNodes', message: {} },
      { rpc: 'GetRoutes', message: {} },
    ]);
  });
});

interface Row {
  readonly id: string;
  readonly prefix: string;
  advertised: boolean;
  enabled: boolean;
  isPrimary: boolean;
}

const row = (id: string, prefix: string, given: Partial<Row> = {}): Row => ({
  id,
  prefix,
  advertised: true,
  enabled: false,
  isPrimary: false,
  ...given,
});

/** Keeps the rows of node 1 as servers up to 0.25 do: exit routes as a pair. */
function routeServer(rows: Row[], failing?: string) {
  const isExit = ({ prefix }: Row) => prefix === '0.0.0.0/0' || prefix === '::/0';
  return fakeWire((rpc, message) => {
    if (message['routeId'] === failing && failing !== undefined) throw new HsError('not_found', 'gone');
    if (rpc === 'GetNode') return { node: { id: '1', givenName: 'router' } };
    if (rpc === 'GetNodeRoutes') return { routes: rows.map((each) => ({ ...each, node: { id: '1' } })) };
    const chosen = rows.find(({ id }) => id === message['routeId']);
    for (const each of rows) {
      const paired = chosen !== undefined && isExit(chosen) && isExit(each);
      if (each === chosen || paired) each.enabled = rpc === 'EnableRoute';
    }
    return {};
  });
}

const changesOf = (wire: ReturnType<typeof routeServer>) =>
  wire.calls
    .filter(({ rpc }) => rpc === 'EnableRoute' || rpc === 'DisableRoute')
    .map(({ rpc, message }) => `${rpc} ${message['routeId']}`);

describe('setApprovedRoutes, row by row', () => {
  const rows = () => [
    row('1', '10.1.0.0/24'),
    row('2', '10.2.0.0/24', { enabled: true, isPrimary: true }),
    row('3', '0.0.0.0/0'),
    row('4', '::/0'),
  ];
  const exit = () => rows().map((each) => (Number(each.id) > 2 ? { ...each, enabled: true } : each));

  test.each([
    ['approves one more', rows(), ['10.1.0.0/24', '10.2.0.0/24'], ['EnableRoute 1']],
    ['changes nothing that is so already', rows(), ['10.2.0.0/24'], []],
    ['revokes what is not wanted', rows(), [], ['DisableRoute 2']],
    ['one call for the pair of exit routes', rows(), ['10.2.0.0/24', '0.0.0.0/0'], ['EnableRoute 3']],
    ['either exit route keeps both', exit(), ['10.2.0.0/24', '::/0'], []],
    ['one call revokes the pair', exit(), ['10.2.0.0/24'], ['DisableRoute 3']],
    ['both at once', rows(), ['10.1.0.0/24', '::/0'], ['EnableRoute 1', 'EnableRoute 3', 'DisableRoute 2']],
  ])('%s', async (_, present, wanted, changes) => {
    const wire = routeServer(present);
    const node = await eraCalls('0.24', wire).setApprovedRoutes(aNode({ id: '1' }), wanted);
    expect(changesOf(wire)).toEqual(changes);
    const exits = wanted.some((prefix) => prefix.endsWith('/0')) ? ['0.0.0.0/0', '::/0'] : [];
    const others = wanted.filter((prefix) => !prefix.endsWith('/0'));
    expect([...node.approvedRoutes].sort()).toEqual([...others, ...exits].sort());
    expect(node.givenName).toBe('router');
  });

  test.each([
    ['a prefix without a row', ['10.9.0.0/24'], '10.9.0.0/24'],
    ['a row that is no longer announced', ['10.1.0.0/24', '10.3.0.0/24'], '10.3.0.0/24'],
  ])('%s is refused before anything changes', async (_, wanted, named) => {
    const wire = routeServer([...rows(), row('5', '10.3.0.0/24', { advertised: false })]);
    const answer = eraCalls('0.23', wire).setApprovedRoutes(aNode({ id: '1' }), wanted);
    await expect(answer).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(named),
    });
    expect(changesOf(wire)).toEqual([]);
  });

  test('a failure in the midst says what was changed before', async () => {
    const wire = routeServer(rows(), '2');
    const answer = eraCalls('0.24', wire).setApprovedRoutes(aNode({ id: '1' }), ['10.1.0.0/24']);
    await expect(answer).rejects.toMatchObject({
      code: 'not_found',
      details: ['before that: approved 10.1.0.0/24'],
    });
  });

  test('rows that outlived their node belong to none', async () => {
    const wire = fakeWire((rpc) =>
      rpc === 'GetRoutes'
        ? { routes: [{ ...row('9', '10.9.0.0/24'), node: null }] }
        : { nodes: [{ id: '1' }] },
    );
    expect(await eraCalls('0.24', wire).listNodes()).toMatchObject([{ id: '1', availableRoutes: [] }]);
  });

  test('a primary row that was revoked, or is no longer announced, is not served', async () => {
    const left = [
      row('1', '10.1.0.0/24', { isPrimary: true }),
      row('2', '10.2.0.0/24', { isPrimary: true, enabled: true, advertised: false }),
      row('3', '10.3.0.0/24', { enabled: true }),
    ].map((each) => ({ ...each, node: { id: '1' } }));
    const wire = fakeWire((rpc) => (rpc === 'GetRoutes' ? { routes: left } : { nodes: [{ id: '1' }] }));
    expect(await eraCalls('0.24', wire).listNodes()).toMatchObject([
      {
        availableRoutes: ['10.1.0.0/24', '10.3.0.0/24'],
        approvedRoutes: ['10.2.0.0/24', '10.3.0.0/24'],
        subnetRoutes: [],
      },
    ]);
  });
});
