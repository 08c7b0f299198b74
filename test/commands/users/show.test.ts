import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

test.each(['alice', '1', 'id:1', 'name:alice', 'alice@example.com', 'ALICE@example.com'])(
  'finds a user as %s',
  async (reference) => {
    const shown = await net.hs(['users', 'show', reference, '-o', 'json']);
    expect(shown).toMatchObject({ code: 0, err: '', calls: [{ rpc: 'ListUsers' }] });
    expect(shown.json()).toMatchObject({ id: '1', name: 'alice', email: 'alice@example.com' });
  },
);

test('shows every column, a line each', async () => {
  const { out } = await net.hs('users show alice');
  expect(out).toContain('ID\t1\nNAME\talice\nDISPLAY NAME\tAlice Example\nE-MAIL\talice@example.com\n');
  expect((await net.hs('users show alice', { tty: true, env: { NO_COLOR: '1' } })).out).toMatch(
    /Display name: +Alice Example/,
  );
  expect((await net.hs('users show alice -o name')).out).toBe('1\n');
});

test.each([
  ['alcie', 3, 'Did you mean alice?'],
  ['99', 3, 'There is no user with the id or name 99'],
  ['id:99', 3, 'There is no user with the id 99'],
  ['', 2, 'empty'],
  ['0', 2, 'ids begin with 1'],
  ['tagged-devices', 2, 'not a user'],
])('"%s" is refused with %d', async (reference, code, said) => {
  const shown = await net.hs(['users', 'show', reference]);
  expect(shown).toMatchObject({ code, out: '' });
  expect(shown.err).toContain(said);
});

test('a number that is the id of one and the name of another is ambiguous', async () => {
  await net.user('2');
  const { code, err } = await net.hs('users show 2');
  expect(code).toBe(2);
  expect(err).toContain('2 users answer to 2: bob (id 2, bob@example.com), 2 (id 4)');
  expect(await net.hs('users show name:2 -o name')).toMatchObject({ code: 0, out: '4\n' });
});

test('a machine format has its error as one JSON object', async () => {
  const { out, errorJson } = await net.hs('users show alcie -o json');
  expect(out).toBe('');
  expect(errorJson()).toEqual({
    error: {
      code: 'not_found',
      message: 'There is no user "alcie"',
      hint: 'Did you mean alice?',
      details: [],
      exitCode: 3,
    },
    notices: [],
  });
});

test('wants a user', async () => {
  const { code, err, calls } = await net.hs('users show');
  expect({ code, calls }).toEqual({ code: 2, calls: [] });
  expect(err).toContain('USER is missing');
});
