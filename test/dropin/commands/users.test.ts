import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

describe.each(['0.26', '0.28', '0.29', '0.30'] as const)('on %s', (release) => {
  const net = useTailnet({ release });

  test('a user is created, listed, renamed and destroyed with the same answers', async () => {
    const made = await net.headscale([
      ...[
        'users',
        'create',
        'john.doe',
        '--display-name',
        'John <Doe>',
        '--email=john@example.com',
        '-o',
        'json',
      ],
    ]);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toBe(
      '{\n\t"id": 1,\n\t"name": "john.doe",\n\t"created_at": {\n\t\t"seconds": 1795521600\n\t},\n' +
        '\t"display_name": "John \\u003cDoe\\u003e",\n\t"email": "john@example.com"\n}\n',
    );
    expect((await net.headscale('users ls -ojson')).json()).toEqual([made.json()]);
    expect((await net.headscale('users list')).out).toBe(
      'ID | Name       | Username | Email            | Created            \n' +
        '1  | John <Doe> | john.doe | john@example.com | 2026-11-24 12:00:00\n\n',
    );
    expect(await net.headscale('users rename --identifier 1 -r jane')).toMatchObject({
      code: 0,
      out: 'User renamed\n',
    });
    expect(await net.headscale('users destroy --force --name jane')).toMatchObject({
      code: 0,
      out: 'User destroyed\n',
    });
    expect((await net.headscale('users list -o json')).out).toBe('null\n');
  });

  test('a name that is taken is refused by the server, in its words', async () => {
    await net.user('alice');
    const again = await net.headscale('users create alice');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(
      /^Error: creating user: rpc error: code = \w+ desc = .*(UNIQUE|already exists)/,
    );
    const inJson = await net.headscale('users create alice -o json');
    expect(`Error: ${(inJson.errorJson() as { error: string }).error}\n`).toBe(again.err);
  });

  test('a user with nodes stays', async () => {
    await net.user('alice');
    await net.node('alice', 'laptop');
    expect(await net.headscale('users destroy -i 1 --force')).toMatchObject({ code: 1, out: '' });
    expect(net.sandbox.store.users.size).toBe(1);
  });
});

describe('a question', () => {
  const net = useTailnet();
  const destroy = async (stdin: string, words: readonly string[] = []) => {
    await net.user('alice');
    return net.headscale(['users', 'destroy', '-n', 'alice', ...words], { stdin });
  };

  test.each(['y\n', 'YES\n', 'sure', ' y indeed\n', 'y\r\n'])('is answered yes by %j', async (answer) => {
    expect(await destroy(answer)).toMatchObject({
      code: 0,
      out: 'User destroyed\n',
      err: 'Do you want to remove the user "alice" (1) and any associated preauthkeys? [y/n] ',
    });
  });

  test.each(['n\n', '\n', 'ye\n', 'no'])('is answered no by %j, which is no failure', async (answer) => {
    expect(await destroy(answer)).toMatchObject({ code: 0, out: 'User not destroyed\n', changes: [] });
  });

  test('that nobody answers is a failure, and nothing is sent', async () => {
    const ended = await destroy('');
    expect(ended).toMatchObject({ code: 1, out: '', changes: [] });
    expect(ended.err).toMatch(/\[y\/n\] Error: the input ended at the question.*--force/);
  });

  test('is not asked under --force', async () => {
    expect(await destroy('', ['--force', '-o', 'json'])).toMatchObject({ code: 0, out: '{}\n', err: '' });
  });

  test('about a user whose loss takes more with it says so first', async () => {
    await net.start({ release: '0.28' });
    const asked = await destroy('n\n');
    expect(asked.err).toMatch(
      /^Warning: Headscale 0\.28\.0 deletes every pre-auth key .*\nDo you want to remove/,
    );
  });

  test('shows a name that could draw on the terminal as Go quotes it', async () => {
    await net.user('a\u001b[31m"b');
    const asked = await net.headscale('users destroy -i 1', { stdin: 'n\n' });
    expect(asked.err).toContain('the user "a\\x1b[31m\\"b" (1)');
  });
});

describe('which user is meant', () => {
  const net = useTailnet();

  test.each([
    ['users destroy --force -i 0', /destroying user: "id:0" names no user: ids begin with 1/],
    ['users destroy --force -n bob', /destroying user: There is no user "bob"/],
    [
      'users destroy --force -i 1 -n bob',
      /destroying user: --identifier 1 is alice \(id 1\), and --name says/,
    ],
    ['users rename -i 0 -r x.y', /renaming user: "id:0" names no user/],
    ['users rename -i 1 -r Alice', /renaming user: "Alice" cannot be a user name: it has upper-case letters/],
    ['users create two@words', /creating user: "two@words" cannot be a user name: /],
    ['users destroy --force', /^Error: --name or --identifier flag is required\n$/],
    ['users create', /^Error: missing parameters\n$/],
    ['users create x -p %zz', /^Error: invalid picture URL: parse "%zz": invalid URL escape "%zz"\n$/],
  ])('%s changes nothing', async (line, text) => {
    await net.user('alice');
    const ended = await net.headscale(line);
    expect(ended).toMatchObject({ code: 1, out: '', changes: [], err: expect.stringMatching(text) });
  });

  test('is found by name too, where a user is renamed', async () => {
    await net.user('alice');
    const renamed = await net.headscale('users rename -n alice -r bob -o json-line');
    expect(renamed.json()).toMatchObject({ id: 1, name: 'bob' });
  });
});

test.each([
  ['-i 2', ['bob']],
  ['-i -1', ['alice', 'bob']],
  ['-n alice', ['alice']],
  ['-e bob@example.com', ['bob']],
  ['-i 2 -n alice', ['bob']],
])('users list %s shows those alone', async (flags, names) => {
  const { sandbox, headscale, user } = net;
  await user('alice');
  await user('bob', { email: 'bob@example.com' });
  const listed = await headscale(`users list ${flags} -o json`);
  expect((listed.json() as { name: string }[]).map(({ name }) => name)).toEqual(names);
  expect(sandbox.release).toBe('0.29');
});
const net = useTailnet();

test('HS_HEADSCALE_JSON=0.30 prints the JSON of 0.30', async () => {
  await net.user('alice');
  const listed = await net.headscale('users list -o json-line', { env: { HS_HEADSCALE_JSON: '0.30' } });
  expect(listed.out).toBe(
    '[{"createdAt":"2026-11-24T12:00:00Z","displayName":"","email":"","id":"1","name":"alice","profilePicUrl":"","provider":"","providerId":""}]\n',
  );
});
