import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const users = () => net.sandbox.store.users.all().map(({ name }) => name);

test('wants the name typed, and deletes', async () => {
  await net.user('john');
  await net.preAuthKey(1);
  const gone = await net.hs('users delete john', { tty: true, answers: ['john'] });
  expect(gone).toMatchObject({ code: 0, out: '', asked: ['Type john to go on'], changes: ['DeleteUser'] });
  expect(gone.err).toContain(`Delete user john (id 1) on ${net.sandbox.address}\n`);
  expect(gone.err).toContain('One pre-auth key goes with it');
  expect(gone.err).toContain(`Deleted user john (id 1) on ${net.sandbox.address}\n`);
  expect(gone.calls.at(-1)?.request).toEqual({ id: '1' });
  expect(users()).toEqual([]);
});

test.each(['', 'y', 'yes', 'jane', 'John'])('"%s" typed changes nothing', async (answer) => {
  await net.user('john');
  const kept = await net.hs('users delete john', { tty: true, answers: [answer] });
  expect(kept).toMatchObject({ code: 1, changes: [] });
  expect(kept.err).toContain('Aborted, nothing changed');
  expect(users()).toEqual(['john']);
});

test.each([
  ['without a terminal', {}],
  ['in CI', { tty: true, env: { CI: '1' } }],
])('%s it is refused before any call', async (_, options) => {
  await net.user('john');
  const refused = await net.hs('users delete john', options);
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain('--yes');
});

test('with --no-input it is refused before any call', async () => {
  expect(await net.hs('users delete john --no-input', { tty: true })).toMatchObject({ code: 2, calls: [] });
});

test.each(['--yes', '-y', '--force'])('%s answers', async (flag) => {
  await net.user('john');
  const gone = await net.hs(`users delete john ${flag} -o json`);
  expect(gone).toMatchObject({ code: 0, changes: ['DeleteUser'] });
  expect(gone.json()).toEqual([{ id: '1', name: 'john', status: 'changed' }]);
});

test('a dry run changes nothing and asks nothing', async () => {
  await net.user('john');
  const tried = await net.hs('users delete john -n -o json', { tty: true });
  expect(tried).toMatchObject({ code: 0, changes: [], asked: [] });
  expect(tried.json()).toEqual([{ id: '1', name: 'john', status: 'would-change' }]);
});

test('a user that owns nodes is a conflict, whatever is answered', async () => {
  await net.user('john');
  await net.node('john', 'laptop');
  const refused = await net.hs('users delete john --yes');
  expect(refused).toMatchObject({ code: 5, out: '', changes: [] });
  expect(refused.err).toContain('john (id 1) owns nodes: laptop (id 1, john)');
  expect(refused.err).toContain('hs nodes delete');
});

test('on 0.28 it says that all keys of all users go, and wants the name typed', async () => {
  await net.start({ release: '0.28' });
  await net.user('john');
  await net.user('jane');
  await net.preAuthKey(2);
  const kept = await net.hs('users delete john', { tty: true, answers: ['no'] });
  expect(kept.err).toContain('deletes every pre-auth key of every user');
  expect(net.sandbox.store.preAuthKeys.size).toBe(1);
});

test.each([
  ['users delete ghost --yes', 3, 'There is no user "ghost"'],
  ['users delete 0 --yes', 2, 'ids begin with 1'],
  ['users delete --yes', 2, 'USER is missing'],
])('%s ends with %d', async (line, code, said) => {
  const refused = await net.hs(line);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});

test('0.23 deletes by name', async () => {
  await net.start({ release: '0.23' });
  await net.user('john');
  expect((await net.hs('users delete john --yes')).calls.at(-1)).toMatchObject({
    rpc: 'DeleteUser',
    request: { name: 'john' },
  });
  expect(users()).toEqual([]);
});
