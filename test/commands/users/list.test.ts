import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();

test('shows a tab-separated table in a pipe, and the terminal one on a terminal', async () => {
  await net.user('alice', { displayName: 'Alice Example', email: 'alice@example.com' });
  await net.user('bob');
  const piped = await net.hs('users list');
  expect(piped).toMatchObject({ code: 0, err: '' });
  expect(piped.out).toBe(
    'ID\tNAME\tDISPLAY NAME\tE-MAIL\tCREATED\n' +
      '1\talice\tAlice Example\talice@example.com\t2026-11-24T12:00:00Z\n' +
      '2\tbob\t\t\t2026-11-24T12:00:00Z\n',
  );
  const seen = await net.hs('users list', { tty: { columns: 100 } });
  expect(seen.out).toMatch(/alice +Alice Example +alice@example.com/);
  expect(seen.calls).toEqual([
    { rpc: 'ListUsers', request: { id: '0', name: '', email: '' }, authorised: true },
  ]);
});

test('gives one JSON document', async () => {
  await net.user('alice', {
    displayName: 'Alice Example',
    email: 'alice@example.com',
    pictureUrl: 'https://x/a',
  });
  const { code, json, err } = await net.hs('users list -o json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(json()).toEqual([
    {
      id: '1',
      name: 'alice',
      createdAt: '2026-11-24T12:00:00Z',
      displayName: 'Alice Example',
      email: 'alice@example.com',
      providerId: '',
      provider: '',
      profilePicUrl: 'https://x/a',
    },
  ]);
});

test.each([
  ['-o name', '1\n2\n'],
  ['-oname', '1\n2\n'],
  ['-o=name --sort=-name', '2\n1\n'],
  ['-o csv --columns id,name', 'id,name\r\n1,alice\r\n2,bob\r\n'],
  ['-o csv --columns name --no-headers', 'alice\r\nbob\r\n'],
  ['--columns name,id', 'NAME\tID\nalice\t1\nbob\t2\n'],
  ['--json --columns id', '[\n  {\n    "id": "1"\n  },\n  {\n    "id": "2"\n  }\n]\n'],
  ['-o jsonl --columns name', '{"name":"alice"}\n{"name":"bob"}\n'],
])('users list %s', async (flags, out) => {
  await net.user('alice');
  await net.user('bob');
  expect(await net.hs(`users list ${flags}`)).toMatchObject({ code: 0, out, err: '' });
});

test('takes its format from HS_OUTPUT, and refuses one that does not exist', async () => {
  await net.user('alice');
  expect(await net.hs('users list', { env: { HS_OUTPUT: 'name' } })).toMatchObject({ code: 0, out: '1\n' });
  expect(await net.hs('users list -o csv --columns id', { env: { HS_OUTPUT: 'name' } })).toMatchObject({
    out: 'id\r\n1\r\n',
  });
  const wrong = await net.hs('users list', { env: { HS_OUTPUT: 'jsn' } });
  expect(wrong).toMatchObject({ code: 2, out: '', calls: [] });
  expect(wrong.err).toContain('json');
});

test('says on stderr that there is nobody, and prints an empty document', async () => {
  expect(await net.hs('users list')).toMatchObject({ code: 0, out: '', err: 'No users\n' });
  expect(await net.hs('users list --quiet')).toMatchObject({ code: 0, out: '', err: '' });
  expect(await net.hs('users list -o json')).toMatchObject({ code: 0, out: '[]\n', err: '' });
});

test.each([
  ['--colums id', 'Did you mean --columns?'],
  ['--columns nme', 'Did you mean name?'],
  ['--sort=-emial', 'Did you mean email?'],
  ['-o jsno', 'Did you mean json?'],
  ['-o name --columns id', '--columns has no meaning'],
  ['-o json --json=yes', 'Users have no column'],
  ['-o table --json', 'contradict'],
  ['extra', 'Too many arguments: "extra"'],
])('users list %s is refused before anything is sent', async (flags, said) => {
  const { code, out, err, calls } = await net.hs(`users list ${flags}`);
  expect({ code, out, calls }).toEqual({ code: 2, out: '', calls: [] });
  expect(err).toContain(said);
});

test('names people from an identity provider, whatever their names hold', async () => {
  const evil = {
    name: 'eve\u001b[2J\u202e',
    displayName: 'a\nb',
    email: '',
    createdAt: { seconds: 0, nanos: 0 },
  };
  net.sandbox.store.users.insert({ ...evil, provider: 'oidc', providerId: 'x', profilePicUrl: '' });
  const table = await net.hs('users list');
  expect(table.out).toContain('eve\\x1b[2J\\u202e\ta\\nb');
  const document = (await net.hs('users list -o json')).json();
  expect(document).toMatchObject([{ name: 'eve\u001b[2J\u202e', displayName: 'a\nb' }]);
});

test('ends quietly where the reader has gone, and fails where the disk is full', async () => {
  await net.user('alice');
  expect(await net.hs('users list', { stdoutFails: 'EPIPE' })).toMatchObject({ code: 0, err: '' });
  const full = await net.hs('users list', { stdoutFails: 'ENOSPC' });
  expect(full.code).toBe(1);
  expect(full.err).toContain('no space is left');
});

test.each([
  ['--filter email~EXAMPLE', '1 2 3'],
  ['--filter=name~ali', '1'],
  ['--filter provider=oidc', '3'],
  ['--filter=created>390d', '1'],
  ['--sort=-id --limit 2', '3 2'],
])('users list %s', async (flags, expected) => {
  await net.start({ seed: 'demo' });
  const listed = await net.hs(`users list -o name ${flags}`);
  expect({ code: listed.code, ids: listed.out.trim().split('\n').join(' ') }).toEqual({
    code: 0,
    ids: expected,
  });
});
