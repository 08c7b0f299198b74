import { describe, expect, test } from 'vitest';
import { nodeFields } from '../../../src/domain/filter/node-fields.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();

test('shows who is there', async () => {
  await net.user('alice');
  const id = await net.node('alice', 'laptop');
  net.sandbox.devices.online(Number(id));
  const { code, out, err, calls } = await net.hs('nodes list');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(
    'ID\tNAME\tUSER\tADDRESS\tSTATE\tEXPIRES\tTAGS\tROUTES\n' +
      '1\tlaptop\talice\t100.64.0.1\tonline\tnever\t\t\n',
  );
  expect(calls).toMatchObject([{ rpc: 'ListNodes', authorised: true }]);
});

describe('on a terminal', () => {
  test.each([
    [
      200,
      'ID  NAME              USER               ADDRESS     STATE        EXPIRES         TAGS        ROUTES',
      '1   router-berlin     alice              100.64.0.1  online       never           -           2, 1 waiting',
      '8   n-phone           carol@example.com  100.64.0.8  offline 2h   in 20d          -           -',
      '',
    ],
    [
      80,
      'ID  NAME           USER        ADDRESS     STATE        TAGS        ROUTES',
      '1   router-berlin  alice       100.64.0.1  online       -           2, 1 waiting',
      '8   n-phone        carol@exa…  100.64.0.8  offline 2h   -           -',
      'No room here for EXPIRES; choose with --columns\n',
    ],
    [
      40,
      'ID  NAME         ADDRESS     STATE',
      '1   router-ber…  100.64.0.1  online',
      '8   n-phone      100.64.0.8  offline 2h',
      'No room here for USER, EXPIRES, TAGS, ROUTES; choose with --columns\n',
    ],
  ])('of %d columns, one row fits one line', async (columns, head, first, eighth, said) => {
    await net.start({ seed: 'demo' });
    const { out, err } = await net.hs('nodes list --color never', { tty: { columns } });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect([lines[0], lines[1], lines[8]]).toEqual([head, first, eighth]);
    expect(err).toBe(said);
  });

  test('columns that were asked for are cut, not left out', async () => {
    await net.start({ seed: 'demo' });
    const asked = '--columns id,givenName,user,address,state,tags,expiry';
    const { out, err } = await net.hs(`nodes list --color never ${asked}`, { tty: { columns: 60 } });
    expect(out.split('\n')[0]).toMatch(/^ID +NAME +USER +ADDRESS +STATE +TAGS +EXPIRES$/);
    expect(err).toBe('');
  });

  test('says nothing of columns with nothing in them', async () => {
    await net.user('alice');
    await net.node('alice', 'laptop');
    const { out, err } = await net.hs('nodes list --color never', { tty: { columns: 80 } });
    expect(out.split('\n')[0]).toBe('ID  NAME    USER   ADDRESS     STATE             EXPIRES');
    expect(err).toBe('');
  });
});

test('gives the documented JSON object', async () => {
  await net.user('alice');
  await net.node('alice', 'laptop');
  const { json, err } = await net.hs('nodes list -o json');
  expect(err).toBe('');
  expect(json()).toEqual([
    {
      id: '1',
      machineKey: expect.stringMatching(/^mkey:[0-9a-f]{64}$/),
      nodeKey: expect.stringMatching(/^nodekey:[0-9a-f]{64}$/),
      discoKey: expect.stringMatching(/^discokey:[0-9a-f]{64}$/),
      ipAddresses: ['100.64.0.1', 'fd7a:115c:a1e0::1'],
      name: 'laptop',
      user: expect.objectContaining({ id: '1', name: 'alice' }),
      lastSeen: '2026-11-24T12:00:00Z',
      expiry: null,
      preAuthKey: null,
      createdAt: '2026-11-24T12:00:00Z',
      registerMethod: 'REGISTER_METHOD_CLI',
      givenName: 'laptop',
      online: false,
      approvedRoutes: [],
      availableRoutes: [],
      subnetRoutes: [],
      tags: [],
    },
  ]);
});

test.each([
  ['-o name', '1\n2\n3\n4\n5\n6\n7\n8\n9\n'],
  ['--columns givenName --no-headers --sort=-id', /^ci-runner\nn-phone\nnas\n/],
  ['--columns GIVENNAME,tags --sort tags,givenName', /^NAME\tTAGS\n/],
])('nodes list %s', async (flags, out) => {
  await net.start({ seed: 'demo' });
  const listed = await net.hs(`nodes list ${flags}`);
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toMatch(out);
});

test('keys of nodes that an old server lists in clear are masked, unless they are asked for', async () => {
  await net.start({ release: '0.27', seed: 'demo' });
  const secrets = net.sandbox.store.preAuthKeys.all().map(({ secret }) => secret);
  for (const format of ['json', 'yaml', 'csv', 'table', 'wide']) {
    const { out } = await net.hs(`nodes list -o ${format}`);
    expect(secrets.filter((secret) => out.includes(secret))).toEqual([]);
  }
  const { out } = await net.hs('nodes list -o json --reveal');
  expect(secrets.some((secret) => out.includes(secret))).toBe(true);
});

test.each([
  ['--columns ipadresses', 'Did you mean ipAddresses?'],
  ['--sort seen', 'Nodes have no column "seen"'],
  ['--revael', 'Did you mean --reveal?'],
])('nodes list %s is refused before anything is sent', async (flags, said) => {
  const { code, out, err, calls } = await net.hs(`nodes list ${flags}`);
  expect({ code, out, calls }).toEqual({ code: 2, out: '', calls: [] });
  expect(err).toContain(said);
});

test('says that there is nothing yet', async () => {
  expect(await net.hs('nodes list')).toMatchObject({ code: 0, out: '', err: 'No nodes\n' });
});

const ids = (out: string) => out.trim().split('\n').join(' ');

describe('narrowed down', () => {
  test.each([
    ['--filter online', '1 2 3 5 7 9'],
    ['--filter !online', '4 6 8'],
    ['--offline', '4 6 8'],
    ['--online --user alice', '1 5'],
    ['-u bob', '2 4 7'],
    ['--user carol@example.com', '8'],
    ['--tag ci', '9'],
    ['--tag=tag:ci', '9'],
    ['--expired', '6'],
    ['--expiring=30d', '8'],
    ['--expiring 30d', '8'],
    ['--expiring', ''],
    ['--expiring --offline', ''],
    ['--route 10.1.0.9', '1'],
    ['--route 0.0.0.0/0', '5'],
    ['--filter waiting', '1 7'],
    ['--filter=seen>30d', '4'],
    ['--filter offline --filter user=bob', '4'],
    ['--filter tagged --sort=-id --limit 1', '9'],
    ['--sort name --limit 2', '2 9'],
  ])('nodes list %s', async (flags, expected) => {
    await net.start({ seed: 'demo' });
    const listed = await net.hs(`nodes list -o name ${flags}`);
    expect(listed).toMatchObject({ code: 0 });
    expect(ids(listed.out)).toBe(expected);
  });

  test('as people write it, in one quoted word', async () => {
    await net.start({ seed: 'demo' });
    const listed = await net.hs([
      'nodes',
      'list',
      '-o',
      'name',
      '--filter',
      '!online and (seen>30d or expired)',
    ]);
    expect(ids(listed.out)).toBe('4 6');
  });

  test('says what nothing fits, and gives programs an empty list', async () => {
    await net.start({ seed: 'demo' });
    const filter = ['--filter', 'name="no such" or id>99', '--online'];
    expect(await net.hs(['nodes', 'list', ...filter])).toMatchObject({
      code: 0,
      out: '',
      err: 'No nodes match online and (name="no such" or id>99)\n',
    });
    expect(await net.hs(['nodes', 'list', '-o', 'json', ...filter])).toMatchObject({ out: '[]\n', err: '' });
  });

  test.each([
    [
      '--filter usr=x',
      '--filter "usr=x": nodes cannot be filtered by "usr"\nDid you mean user? Fields: online,',
    ],
    ['--filter online=maybe', 'online is either so or not'],
    ['--filter seen', "Write for example 'seen>30d'. The whole filter stands in quotes"],
    ['--filter=', 'an empty filter says nothing'],
    ['--user=', '--user needs a value'],
    ['--expiring=soon', '--expiring: "soon" is not a duration'],
    ['--route nowhere', '--route: "nowhere" is neither an address nor a network'],
    ['--limit 0', '"0" is not a number of things'],
    ['--limit=-3', '"-3" is not a number of things'],
    ['--expiring 7d 30d', 'Too many arguments: "30d"'],
  ])('nodes list %s is refused before anything is sent', async (flags, said) => {
    const { code, out, err, calls } = await net.hs(`nodes list ${flags}`);
    expect({ code, out, calls }).toEqual({ code: 2, out: '', calls: [] });
    expect(err).toContain(said);
  });

  test('help tells every filter once', async () => {
    const { out } = await net.hs('nodes list --help');
    expect(out).toContain('      --expiring[=7d]  Only those that expire within so long\n');
    expect(out).toMatch(/\n {2}user=alice {8}belongs to that user/);
    for (const { example } of nodeFields.fields) expect(out).toContain(`\n  ${example} `);
  });
});
