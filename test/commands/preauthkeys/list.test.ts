import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();

test('says whose keys an old release does not list', async () => {
  await net.start({ release: '0.25', seed: 'demo' });
  expect((await net.hs('preauthkeys list')).err).toBe(
    'Headscale up to 0.25 does not list the pre-auth keys of users without a name of their own: "Carol Ünïcode" (id 3, carol@example.com)\n',
  );
  net.sandbox.store.users.update(3, { name: 'carol' });
  expect((await net.hs('preauthkeys list')).err).toBe('');
});

test('lists the keys of everybody, never in clear', async () => {
  await net.user('john');
  const secret = await net.preAuthKey(1);
  const listed = await net.hs('preauthkeys list -o json');
  expect(listed).toMatchObject({ code: 0, err: '', calls: [{ rpc: 'ListPreAuthKeys', request: {} }] });
  expect(listed.json()).toEqual([
    {
      id: '1',
      user: expect.objectContaining({ id: '1', name: 'john' }),
      key: `${secret.slice(0, 'hskey-auth-'.length + 12)}-***`,
      reusable: true,
      ephemeral: false,
      used: false,
      expiration: '2026-11-24T13:00:00Z',
      createdAt: '2026-11-24T12:00:00Z',
      aclTags: [],
    },
  ]);
  expect((await net.hs('preauthkeys list')).out).toMatch(
    /^ID\tUSER\tSTATE\tKIND\tEXPIRES\tTAGS\n1\tjohn\tunused\treusable\t2026-11-24T13:00:00Z\t\n$/,
  );
});

test('asks 0.26 for the keys of each user, and masks them by value', async () => {
  await net.start({ release: '0.26' });
  await net.user('john');
  await net.user('jane');
  const secrets = [await net.preAuthKey(1), await net.preAuthKey(2)];
  const listed = await net.hs('preauthkeys list');
  expect(listed.calls).toMatchObject([
    { rpc: 'ListUsers' },
    { rpc: 'ListPreAuthKeys', request: { user: '1' } },
    { rpc: 'ListPreAuthKeys', request: { user: '2' } },
  ]);
  for (const format of ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv', 'name']) {
    const { out } = await net.hs(`preauthkeys list -o ${format}`);
    expect(out).not.toBe('');
    expect(secrets.filter((secret) => out.includes(secret))).toEqual([]);
  }
  const { out } = await net.hs('preauthkeys list -o csv --columns key --reveal');
  expect(out).toBe(`key\r\n${secrets.join('\r\n')}\r\n`);
});

test('-o name prints ids, and an empty list is empty', async () => {
  expect(await net.hs('preauthkeys list')).toMatchObject({ out: '', err: 'No pre-auth keys\n' });
  await net.user('john');
  await net.preAuthKey(1);
  await net.preAuthKey(1);
  expect((await net.hs('preauthkeys list --sort=-id -o name')).out).toBe('2\n1\n');
});

test.each([
  ['--columns usr', 'Did you mean user'],
  ['--reveel', 'Did you mean --reveal?'],
])('preauthkeys list %s is refused before anything is sent', async (flags, said) => {
  const refused = await net.hs(`preauthkeys list ${flags}`);
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain(said);
});

test.each([
  ['--user alice', '1 5'],
  ['--used', '2 4'],
  ['--unused --filter !expired', '1 5'],
  ['--expired', '3'],
  ['--filter usable', '1 5'],
  ['--tag server', '4'],
  ['--expiring --filter usable', '5'],
  ['--expiring=20d --user bob', '2'],
  ['--filter=tag~server', '4'],
  ['--filter=user="" --limit 1', '4'],
])('preauthkeys list %s', async (flags, expected) => {
  await net.start({ seed: 'demo' });
  const listed = await net.hs(`preauthkeys list -o name ${flags}`);
  expect({ code: listed.code, ids: listed.out.trim().split('\n').join(' ') }).toEqual({
    code: 0,
    ids: expected,
  });
});
