import { describe, expect, test } from 'vitest';
import type { Release } from '../../../src/domain/release.ts';
import { useTailnet } from '../../support/tailnet.ts';

const RELEASES = ['0.23', '0.26', '0.28', '0.29', '0.30'] as const satisfies readonly Release[];

/** Two nodes of alice, of which the second announces routes, and one of bob. */
async function threeNodes(net: ReturnType<typeof useTailnet>): Promise<void> {
  await net.user('alice');
  await net.user('bob');
  await net.node('alice', 'laptop');
  await net.node('alice', 'router');
  await net.node('bob', 'phone');
  net.sandbox.devices.announce(2, ['10.1.0.0/24', '10.2.0.0/24']);
  net.sandbox.devices.online(2);
}

describe.each(RELEASES)('on %s', (release) => {
  const net = useTailnet({ release });

  test('nodes are listed in the columns and the shape of 0.29', async () => {
    await threeNodes(net);
    const table = await net.headscale('nodes list');
    expect(table).toMatchObject({ code: 0, err: '' });
    const [head, first, second] = table.out.split('\n');
    expect(head?.split(' | ').map((cell) => cell.trim())).toEqual([
      ...['ID', 'Hostname', 'Name', 'MachineKey', 'NodeKey', 'User', 'Tags', 'IP addresses'],
      ...['Ephemeral', 'Last seen', 'Expiration', 'Connected', 'Expired'],
    ]);
    expect(first).toMatch(
      /^1 {2}\| laptop {3}\| laptop \| \[.{5}\] {4}\| \[.{5}\] \| alice \| {6}\| 100\.64\.0\.1 {8}\| false /,
    );
    expect(first).toMatch(/\| N\/A {8}\| offline {3}\| no {5}$/);
    expect(second).toMatch(/\| fd7a:115c:a1e0::1 \|/);

    const listed = (await net.headscale('machines ls --user bob -ojson-line')).json();
    expect(listed).toEqual([
      expect.objectContaining({
        id: 3,
        name: 'phone',
        given_name: 'phone',
        ip_addresses: ['100.64.0.3', 'fd7a:115c:a1e0::3'],
        register_method: 2,
        user: expect.objectContaining({ id: expect.any(Number), name: 'bob' }),
      }),
    ]);
    const yaml = await net.headscale('node list -u bob -o yaml');
    expect(yaml.out).toMatch(/^- id: 3\n {2}machinekey: mkey:[0-9a-f]{64}\n {2}nodekey: /);
    expect(yaml.out).toMatch(/\n {2}registermethod: 2\n {2}givenname: phone\n {2}online: false\n/);
  });

  test('the JSON of 0.30 is there for who wants it', async () => {
    await threeNodes(net);
    const { out } = await net.headscale('nodes list -u bob -o json-line', {
      env: { HS_HEADSCALE_JSON: '0.30' },
    });
    expect(out).toMatch(/^\[\{"approvedRoutes":\[\],"availableRoutes":\[\],"createdAt":"2026-11-24T12:/);
    expect(JSON.parse(out)).toMatchObject([
      { id: '3', givenName: 'phone', preAuthKey: null, registerMethod: 'REGISTER_METHOD_CLI' },
    ]);
  });

  test('routes are listed, and approved as a whole', async () => {
    await threeNodes(net);
    expect((await net.headscale('nodes list-routes')).out).toBe(
      'ID | Hostname | Approved | Available   | Serving (Primary)\n' +
        '2  | router   |          | 10.1.0.0/24 |                  \n' +
        '   |          |          | 10.2.0.0/24 |                  \n\n',
    );
    expect((await net.headscale('nodes lsr -i 1 -o json')).out).toBe('[]\n');
    const approved = await net.headscale('nodes approve-routes -i 2 --routes=10.2.0.0/24 -o json');
    expect(approved).toMatchObject({ code: 0, err: '' });
    expect(approved.json()).toMatchObject({ id: 2, approved_routes: ['10.2.0.0/24'] });
    await net.headscale('nodes approve-routes -i 2 -r 10.1.0.0/24');
    const [routed] = (await net.headscale('nodes routes -o json')).json() as object[];
    expect(routed).toMatchObject({ approved_routes: ['10.1.0.0/24'], subnet_routes: ['10.1.0.0/24'] });
    const cleared = await net.headscale(['nodes', 'approve-routes', '-i', '2', '-r', '']);
    expect(cleared).toMatchObject({ code: 0, out: 'Node updated\n' });
    expect((await net.headscale('nodes lsr -o json-line')).out).not.toContain('approved_routes');
  });

  test('a node is renamed, expired and deleted', async () => {
    await threeNodes(net);
    expect(await net.headscale('nodes rename --identifier 1 newnode')).toMatchObject({
      code: 0,
      out: 'Node renamed\n',
      changes: ['RenameNode'],
    });
    expect((await net.headscale('node rename other-name -i 1 -o json')).json()).toMatchObject({
      given_name: 'other-name',
      name: 'laptop',
    });
    const expired = await net.headscale('nodes logout -i 1');
    expect(expired).toMatchObject({ code: 0, out: 'Node expired\n', changes: ['ExpireNode'] });
    expect((await net.headscale('nodes delete -i 1 --force -o json')).json()).toEqual({
      Result: 'Node deleted',
    });
    expect(net.sandbox.store.nodes.get(1)).toBeUndefined();
  });

  test('node 0 is refused, and so is a node that there is not', async () => {
    await threeNodes(net);
    for (const line of [
      'delete --force',
      'expire',
      'rename x',
      'tag -t tag:a',
      'approve-routes -r 10.0.0.0/8',
    ]) {
      for (const id of ['0', '99']) {
        const refused = await net.headscale(`nodes ${line} -i ${id}`);
        expect(refused).toMatchObject({ code: 1, out: '', changes: [] });
      }
    }
    expect(net.sandbox.store.nodes.size).toBe(3);
  });

  test('addresses are filled up after a yes, and a no says nothing', async () => {
    await threeNodes(net);
    const no = await net.headscale('nodes backfillips -o json', { stdin: 'n\n' });
    expect(no).toMatchObject({ code: 0, out: '', changes: [] });
    const yes = await net.headscale('nodes backfillips', { stdin: 'y\n' });
    expect(yes).toMatchObject({ code: 0, out: 'Node IPs backfilled successfully\n' });
    expect(yes.err).toBe('Are you sure that you want to assign/remove IPs to/from nodes? [y/n] ');
    expect((await net.headscale('nodes backfillips --force -o json')).out).toBe('{}\n');
  });
});

describe('what releases differ in', () => {
  const net = useTailnet();

  test.each(['0.23', '0.26'] as const)('%s moves a node to a user by id or name', async (release) => {
    await net.start({ release });
    await threeNodes(net);
    expect((await net.headscale('nodes move -i 1 -u bob')).out).toBe('Node moved to another user\n');
    const [, { id }] = (await net.headscale('users list -o json')).json() as [unknown, { id: number }];
    const moved = await net.headscale(`nodes mv -i 2 -u ${id} -o json`);
    expect(moved.json()).toMatchObject({ id: 2, user: { name: 'bob' } });
  });

  test('0.29 does not move nodes, and is not asked', async () => {
    await threeNodes(net);
    const moved = await net.headscale('nodes move -i 1 -u bob');
    expect(moved).toMatchObject({ code: 1, out: '', changes: [] });
    expect(moved.err).toContain('moving node: Headscale from 0.28 on cannot move a node to another user');
  });

  test.each([
    ['0.26', 'nodes expire -i 1 -e 2027-01-01T00:00:00Z', 'expiring node: Headscale before 0.27.1'],
    ['0.28', 'nodes expire -i 1 --disable', 'disabling node expiry: Headscale before 0.29'],
    ['0.28', 'auth approve --auth-id aaaaaaaaaaaaaaaaaaaaaaaa', 'Headscale before 0.29 cannot approve'],
  ] as const)('%s is not asked: %s', async (release, line, said) => {
    await net.start({ release });
    await threeNodes(net);
    const refused = await net.headscale(line);
    expect(refused).toMatchObject({ code: 1, out: '', changes: [] });
    expect(refused.err).toContain(said);
  });

  test('an expiry is set, and taken away', async () => {
    await threeNodes(net);
    const later = await net.headscale('nodes expire -i 1 --expiry 2026-11-24T15:00:00+02:00 -o json');
    expect(later.json()).toMatchObject({ expiry: { seconds: Date.UTC(2026, 10, 24, 13) / 1000 } });
    expect((await net.headscale('nodes expire -i 1 -e 2027-01-01T00:00:00Z')).out).toBe(
      'Node expiration updated\n',
    );
    expect((await net.headscale('nodes expire -i 1 -e 2020-01-01T00:00:00Z')).out).toBe('Node expired\n');
    const never = await net.headscale('nodes expire -i 1 -d');
    expect(never.out).toBe('Node expiry disabled\n');
    expect((await net.headscale('nodes list -o json-line')).out.match(/"expiry"/g) ?? []).toEqual([]);
  });

  test.each(['tomorrow', '2027-01-01', '1h', '0001-01-01T00:00:00Z'])('%s is no expiry', async (text) => {
    await threeNodes(net);
    const refused = await net.headscale(['nodes', 'expire', '-i', '1', '-e', text]);
    expect(refused).toMatchObject({ code: 1, out: '', changes: [] });
    expect(refused.err).toMatch(/^Error: parsing expiry time: "/);
  });

  test.each(['0.26', '0.28', '0.29', '0.30'] as const)(
    'on %s tags replace what is there',
    async (release) => {
      await net.start({ release });
      await threeNodes(net);
      const policy = JSON.stringify({ tagOwners: { 'tag:a': ['alice@'], 'tag:b': ['alice@'] } });
      await net.headscale('policy set -f -', { stdin: policy });
      await net.headscale('nodes tag -i 1 -t tag:a');
      const tagged = await net.headscale('nodes tag -i 1 --tags tag:b -o json');
      expect(tagged).toMatchObject({ code: 0, err: '' });
      expect(tagged.json()).toMatchObject({ id: 1, tags: ['tag:b'] });
      const bad = await net.headscale('nodes tag -i 1 -t web');
      expect(bad).toMatchObject({ code: 1, out: '' });
      expect(bad.err).toContain("tag must start with the string 'tag:'");
    },
  );

  test.each([
    ['0.26', 0, ['SetTags']],
    ['0.29', 1, []],
  ] as const)('on %s an empty list of tags ends with %d', async (release, code, changes) => {
    await net.start({ release });
    await threeNodes(net);
    const cleared = await net.headscale(['nodes', 'tag', '-i', '1', '--tags', '']);
    expect(cleared).toMatchObject({ code, changes });
    expect(cleared.err.includes('cannot take the last tag from a node')).toBe(code === 1);
  });

  test('a list that was forgotten takes nothing away', async () => {
    await threeNodes(net);
    for (const line of ['nodes approve-routes -i 2', 'nodes tag -i 2']) {
      const refused = await net.headscale(`${line} -o json`);
      expect(refused).toMatchObject({ code: 1, out: '', changes: [] });
      expect(refused.errorJson()).toMatchObject({ error: expect.stringContaining('says that it is meant') });
    }
  });
});

describe('names that devices choose', () => {
  const net = useTailnet();
  const EVIL = 'evil\u001b[31m\nsecond \u202eline';

  test('cannot draw on a terminal, and JSON carries them as they are', async () => {
    await net.user('alice');
    await net.node('alice', EVIL);
    const table = await net.headscale('nodes list', { tty: true });
    expect(table.out).toContain('evil\\x1b[31m\\nsecond \\u202eline');
    expect((await net.headscale('nodes list -o json')).json()).toMatchObject([{ name: EVIL }]);
    const asked = await net.headscale('nodes delete -i 1', { stdin: 'no\n' });
    expect(asked.err).toBe('Do you want to remove the node evil\\x1b[31m\\nsecond \\u202eline? [y/n] ');
  });
});

describe('a question', () => {
  const net = useTailnet();

  test.each([
    ['y\n', 0, 'Node deleted\n', ['DeleteNode']],
    ['sure\n', 0, 'Node deleted\n', ['DeleteNode']],
    ['n\n', 0, 'Node not deleted\n', []],
    ['maybe\n', 0, 'Node not deleted\n', []],
    ['', 1, '', []],
  ] as const)('answered with %j ends with %d', async (stdin, code, out, changes) => {
    await threeNodes(net);
    expect(await net.headscale('nodes delete -i 3', { stdin })).toMatchObject({ code, out, changes });
  });
});
