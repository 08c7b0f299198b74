import { describe, expect, test } from 'vitest';
import { NOW, useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const inSeconds = (seconds: number) => ({ seconds: String(NOW / 1000 + seconds), nanos: 0 });
const secretOf = (id: number) => net.sandbox.store.preAuthKeys.get(id)?.secret;

test('makes a key for the only user there is, for an hour, and says so', async () => {
  await net.user('john');
  const made = await net.hs('preauthkeys create');
  expect(made).toMatchObject({ code: 0, changes: ['CreatePreAuthKey'], asked: [] });
  expect(made.out).toBe(`${secretOf(1)}\n`);
  expect(made.err).toBe(
    `For john, the only user\nCreated pre-auth key 1 for john (id 1) on ${net.sandbox.address}\nThe key is shown only now\n`,
  );
  expect(made.calls.at(-1)?.request).toEqual({
    user: '1',
    reusable: false,
    ephemeral: false,
    expiration: inSeconds(3600),
    aclTags: [],
  });
});

test('sends what the flags say', async () => {
  await net.user('john');
  const flags = '--user john --reusable --ephemeral -e 90d -t tag:b,tag:a --tags tag:c -o json';
  const made = await net.hs(`preauthkeys create ${flags}`);
  expect(made.calls.at(-1)?.request).toEqual({
    user: '1',
    reusable: true,
    ephemeral: true,
    expiration: inSeconds(90 * 86_400),
    aclTags: ['tag:a', 'tag:b', 'tag:c'],
  });
  expect(made.json()).toEqual({
    id: '1',
    user: expect.objectContaining({ id: '1', name: 'john' }),
    key: secretOf(1),
    reusable: true,
    ephemeral: true,
    used: false,
    expiration: '2027-02-22T12:00:00Z',
    createdAt: '2026-11-24T12:00:00Z',
    aclTags: ['tag:a', 'tag:b', 'tag:c'],
  });
  expect(made.err).not.toContain(secretOf(1));
});

test('-o name prints the secret alone, and quietly', async () => {
  await net.user('john');
  const made = await net.hs('preauthkeys create -o name -q');
  expect(made).toMatchObject({ code: 0, out: `${secretOf(1)}\n`, err: '' });
});

describe('with several users', () => {
  test('and without a terminal it is refused, naming the flag and the users', async () => {
    await net.user('john');
    await net.user('jane');
    const refused = await net.hs('preauthkeys create');
    expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
    expect(refused.err).toContain('There are 2 users, so --user must say which');
    expect(refused.err).toContain('john, jane');
  });

  test('and a terminal there is a list to pick from', async () => {
    await net.user('john');
    await net.user('jane');
    const made = await net.hs('preauthkeys create', { tty: true, answers: ['jane'] });
    expect(made.asked).toEqual(['Which user? john (id 1) | jane (id 2)']);
    expect(made.calls.at(-1)?.request).toMatchObject({ user: '2' });
  });
});

test('without a user it says how to make one', async () => {
  const refused = await net.hs('preauthkeys create');
  expect(refused).toMatchObject({ code: 3, changes: [] });
  expect(refused.err).toContain('hs users create');
});

describe('a key of tags alone', () => {
  test('is asked for with --no-user', async () => {
    const made = await net.hs('preauthkeys create --no-user --tags tag:server -o json');
    expect(made.calls).toMatchObject([
      { rpc: 'CreatePreAuthKey', request: { user: '0', aclTags: ['tag:server'] } },
    ]);
    expect(made.json()).toMatchObject({ user: null, aclTags: ['tag:server'] });
  });

  test('tags alone still have an owner', async () => {
    await net.user('john');
    const made = await net.hs('preauthkeys create --tags tag:server');
    expect(made.calls.at(-1)?.request).toMatchObject({ user: '1', aclTags: ['tag:server'] });
  });

  test('is refused by 0.27 before anything is sent', async () => {
    await net.start({ release: '0.27' });
    const refused = await net.hs('preauthkeys create --no-user --tags tag:server');
    expect(refused).toMatchObject({ code: 7, out: '', calls: [] });
    expect(refused.err).toContain('before 0.28 has no pre-auth key without a user');
  });
});

test('a dry run makes none', async () => {
  await net.user('john');
  const tried = await net.hs('preauthkeys create -n -o json');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toEqual([{ id: '', name: 'john (id 1)', status: 'would-change' }]);
  expect((await net.hs('preauthkeys create -n')).err).toContain(
    'Would create a pre-auth key for john (id 1)',
  );
});

test.each([
  ['--no-user', 2, '--tags'],
  ['--no-user --user john --tags tag:a', 2, 'contradict'],
  ['--tags web', 2, 'write tag:web'],
  ['--expiration soon', 2, 'not a duration'],
  ['--expiration 30', 2, '30d for days'],
  ['--expiration 0', 2, 'over at once'],
  ['--expiration=-1h', 2, 'begins with a sign'],
  ['--expiration -1h', 2, '--expiration=-1h'],
  ['--user jhon', 3, 'Did you mean john?'],
  ['--user=', 2, 'empty'],
  ['--user 0', 2, 'ids begin with 1'],
  ['--user tagged-devices', 2, 'not a user'],
  ['--reusabel', 2, 'Did you mean --reusable?'],
  ['john', 2, 'Too many arguments: "john"'],
])('preauthkeys create %s ends with %d', async (flags, code, said) => {
  await net.user('john');
  const refused = await net.hs(`preauthkeys create ${flags}`);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});

test("says how far the server's clock is off, and fails for a key that is born expired", async () => {
  await net.start({ now: () => NOW + 5 * 60_000 });
  await net.user('john');
  expect((await net.hs('preauthkeys create')).err).toContain(
    "The server's clock is 5m ahead of this machine's",
  );
  await net.start({ now: () => NOW + 2 * 3_600_000 });
  await net.user('john');
  const born = await net.hs('preauthkeys create');
  expect(born).toMatchObject({ code: 1, out: '' });
  expect(born.err).toContain('expired from birth');
  expect(born.err).not.toContain(secretOf(1));
});

test('0.23 is given the name of the user', async () => {
  await net.start({ release: '0.23' });
  await net.user('john');
  const made = await net.hs('preauthkeys create -o name');
  expect(made.calls.at(-1)).toMatchObject({ rpc: 'CreatePreAuthKey', request: { user: 'john' } });
  expect(made.out).toBe(`${secretOf(1)}\n`);
});

test.each(['EPIPE', 'ENOSPC'] as const)(
  'a key that %s kept from being shown is named, to be expired',
  async (stdoutFails) => {
    await net.user('john');
    for (const format of ['table', 'json']) {
      const lost = await net.hs(`preauthkeys create -o ${format}`, { stdoutFails });
      expect(lost.code).toBe(1);
      expect(lost.err).toMatch(/it could not be written.*hs preauthkeys expire id:\d/s);
    }
  },
);
