import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();

test('makes the name from the display name and says which', async () => {
  const made = await net.hs(['users', 'create', '--display-name', 'John Doe']);
  expect(made).toMatchObject({ code: 0, changes: ['CreateUser'] });
  expect(made.err).toBe(
    `The user name is john.doe, from the display name\nCreated user john.doe (id 1) on ${net.sandbox.address}\n`,
  );
  expect(made.out).toContain('NAME\tjohn.doe\nDISPLAY NAME\tJohn Doe\n');
  expect(made.calls).toEqual([
    {
      rpc: 'CreateUser',
      request: { name: 'john.doe', displayName: 'John Doe', email: '', pictureUrl: '' },
      authorised: true,
    },
  ]);
});

test('sends everything it is given and answers with the whole user', async () => {
  const argv = [
    'users',
    'create',
    'john',
    '-d',
    'J. "D" Doe',
    '-e',
    'john@example.com',
    '-p',
    'https://x/j.png',
  ];
  const made = await net.hs([...argv, '-o', 'json']);
  expect(made.calls[0]?.request).toEqual({
    name: 'john',
    displayName: 'J. "D" Doe',
    email: 'john@example.com',
    pictureUrl: 'https://x/j.png',
  });
  expect(made.json()).toEqual({
    id: '1',
    name: 'john',
    createdAt: '2026-11-24T12:00:00Z',
    displayName: 'J. "D" Doe',
    email: 'john@example.com',
    providerId: '',
    provider: '',
    profilePicUrl: 'https://x/j.png',
  });
  expect(made.errorJson()).toEqual({ notices: [`Created user john (id 1) on ${net.sandbox.address}`] });
});

test('-o name prints the id alone', async () => {
  expect(await net.hs('users create john -o name --quiet')).toMatchObject({ code: 0, out: '1\n', err: '' });
});

test('display names arrive byte for byte', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((name) => name.isWellFormed());
  let number = 0;
  await fc.assert(
    fc.asyncProperty(text, async (displayName) => {
      number += 1;
      const made = await net.hs([
        'users',
        'create',
        `--display-name=${displayName}`,
        '-o',
        'json',
        '--',
        `user${number}`,
      ]);
      expect(made.code).toBe(0);
      expect(made.calls[0]?.request['displayName']).toBe(displayName);
      expect(made.json()).toMatchObject({ displayName });
    }),
    { numRuns: 30 },
  );
});

describe('--if-not-exists', () => {
  test('leaves a user of that name as it is, and answers with it', async () => {
    await net.user('john', { displayName: 'John' });
    for (const line of ['users create john', 'users create --display-name John', 'users create john -n']) {
      const done = await net.hs(`${line} --if-not-exists -o json`);
      expect(done).toMatchObject({ code: 0, changes: [] });
      expect(done.json()).toMatchObject({ id: '1', name: 'john', displayName: 'John' });
      expect(done.err).toContain('User john (id 1) is there already');
    }
  });

  test('creates one where there is none, and is no answer to a name that no policy can express', async () => {
    await net.user('john');
    expect(await net.hs('users create jane --if-not-exists')).toMatchObject({
      code: 0,
      changes: ['CreateUser'],
    });
    expect(await net.hs('users create Jane_ --if-not-exists')).toMatchObject({ code: 2, calls: [] });
  });
});

describe('a dry run', () => {
  test('sends nothing and says what it would do', async () => {
    const tried = await net.hs(['users', 'create', '-n', '--display-name', 'John Doe']);
    expect(tried).toMatchObject({ code: 0, out: '', calls: [] });
    expect(tried.err).toContain(`Would create user john.doe on ${net.sandbox.address}\n`);
  });

  test('in JSON is a list of results', async () => {
    const tried = await net.hs('users create john --dry-run -o json');
    expect(tried.json()).toEqual([{ id: '', name: 'john', status: 'would-change' }]);
    expect((await net.hs('users create john --dry-run -o name')).out).toBe('');
  });
});

test.each([
  [['create'], 'A new user needs a name'],
  [['create', ''], 'A user name cannot be empty'],
  [['create', 'John Doe'], 'cannot be a user name'],
  [['create', 'John'], 'upper-case'],
  [['create', 'john@example.com'], '--email'],
  [['create', 'tagged-devices'], 'tagged nodes'],
  [['create', '--display-name', '漢字'], 'No user name can be made'],
  [['create', '--display-nam', 'x'], 'Did you mean --display-name?'],
  [['create', 'john', 'doe'], 'A value with spaces needs quotes'],
  [['create', 'john', '--display-name', '-x'], '--display-name=-x'],
  [['create', 'john', '--email'], '--email needs a value'],
])('users %j is refused before anything is sent', async (argv, said) => {
  const { code, out, err, calls } = await net.hs(['users', ...argv]);
  expect({ code, out, calls }).toEqual({ code: 2, out: '', calls: [] });
  expect(err).toContain(said);
});

test('a name that is taken is a conflict', async () => {
  await net.user('john');
  const again = await net.hs('users create john');
  expect(again).toMatchObject({ code: 5, out: '', changes: ['CreateUser'] });
  expect(again.err).toContain('Another user has this name already');
});

test('never asks', async () => {
  expect(await net.hs('users create john', { tty: true })).toMatchObject({ code: 0, asked: [] });
});

test('0.23 keeps names alone: the rest is left out, and that is said', async () => {
  await net.start({ release: '0.23' });
  const made = await net.hs(['users', 'create', '--display-name', 'John Doe']);
  expect(made.code).toBe(0);
  expect(made.err).toContain('This release keeps names alone: display name');
  expect(made.calls).toMatchObject([{ rpc: 'CreateUser', request: { name: 'john.doe' } }]);
});
