import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();

test('shows who is there', async () => {
  await net.user('alice');
  const id = await net.node('alice', 'laptop');
  net.sandbox.devices.online(Number(id));
  const { code, out, err, calls } = await net.hs('nodes list');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(
    'ID\tNAME\tUSER\tADDRESSES\tSTATUS\tLAST SEEN\tEXPIRES\tTAGS\n' +
      '1\tlaptop\talice\t100.64.0.1, fd7a:115c:a1e0::1\tonline\t2026-11-24T12:00:00Z\tnever\t\n',
  );
  expect(calls).toMatchObject([{ rpc: 'ListNodes', authorised: true }]);
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
