import { expect, test } from 'vitest';
import { answerBytes } from '../support/answer-bytes.ts';
import { likeRelease, METHODS_OF_0_29, startFakeGrpc } from '../support/fake-grpc.ts';
import { runHs } from '../support/harness.ts';
import { NOW, useTailnet } from '../support/tailnet.ts';

const net = useTailnet();

test('reads without asking', async () => {
  await net.user('john');
  const got = await net.hs('api ListUsers', { tty: true });
  expect(got).toMatchObject({ code: 0, err: '', asked: [], calls: [{ rpc: 'ListUsers' }] });
  expect(got.json()).toMatchObject({ users: [{ id: '1', name: 'john', createdAt: '2026-11-24T12:00:00Z' }] });
});

test('a time that no calendar has is refused, not shown', async () => {
  const users = [{ id: 1, createdAt: { seconds: '9000000000000' } }];
  const bytes = await answerBytes('0.29', 'ListUsers', { users });
  const server = await startFakeGrpc(likeRelease(METHODS_OF_0_29, () => ({ bytes })));
  const env = { HS_ADDRESS: `http://127.0.0.1:${server.port}`, HS_API_KEY: 'k' };
  const refused = await runHs(['api', 'ListUsers'], { env });
  await server.stop();
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain("The server's answer has a time beyond any calendar");
});

test('changes once it is agreed', async () => {
  const line = ['api', 'CreateUser', '{"name": "john", "displayName": "J D"}'];
  const done = await net.hs(line, { tty: true, answers: [true] });
  expect(done).toMatchObject({ code: 0, asked: ['Go on?'], changes: ['CreateUser'] });
  expect(done.calls.at(-1)?.request).toMatchObject({ name: 'john', displayName: 'J D' });
  expect(await net.hs(line, { tty: true, answers: [false] })).toMatchObject({ code: 1, changes: [] });
});

test('what undoes a lot wants its name typed', async () => {
  await net.user('john');
  const kept = await net.hs(['api', 'DeleteUser', '{"id": "1"}'], { tty: true, answers: ['y'] });
  expect(kept).toMatchObject({ code: 1, asked: ['Type DeleteUser to go on'], changes: [] });
});

test('takes the message from standard input', async () => {
  const done = await net.hs('api CreateUser - --yes', { stdin: '{"name":"john"}' });
  expect(done.json()).toMatchObject({ user: { id: '1', name: 'john' } });
});

test('without a terminal a change is refused before any call, and a dry run sends none', async () => {
  const refused = await net.hs(['api', 'CreateUser', '{"name":"john"}']);
  expect(refused).toMatchObject({ code: 2, calls: [] });
  expect(refused.err).toContain('--yes');
  expect(await net.hs(['api', 'CreateUser', '{"name":"john"}', '-n'])).toMatchObject({
    code: 0,
    changes: [],
  });
});

test('masks secrets that are listed, and shows the one that is created', async () => {
  await net.start({ release: '0.26' });
  await net.user('john');
  const secret = await net.preAuthKey(1);
  const message = '{"user":"1"}';
  expect((await net.hs(['api', 'ListPreAuthKeys', message])).out).not.toContain(secret);
  expect((await net.hs(['api', 'ListPreAuthKeys', message, '--reveal'])).out).toContain(secret);
  const expiration = new Date(NOW + 3_600_000).toISOString();
  const made = await net.hs(['api', 'CreatePreAuthKey', `{"user":"1","expiration":"${expiration}"}`, '-y']);
  expect(made.out).toContain(net.sandbox.store.preAuthKeys.get(2)?.secret);
});

test.each([
  [['api'], 2, 'RPC is missing'],
  [['api', 'Nonsense'], 2, '--yes'],
  [['api', 'Nonsense', '-y'], 2, 'no call "Nonsense"'],
  [['api', 'ListUser'], 2, 'Did you mean ListUsers'],
  [['api', 'ListUsers', 'nope'], 2, 'The message is no JSON'],
  [['api', 'ListUsers', '[]'], 2, 'JSON object'],
  [['api', 'ListUsers', '{"nme":"x"}'], 2, 'no field "nme"'],
  [['api', 'DeleteNode', '{"nodeId":"0"}', '-y'], 2, '0 is none'],
  [['api', 'CreateApiKey', '{}', '-y'], 2, 'expired from birth'],
  [['api', 'SetPolicy', '{"policy":""}', '-y'], 2, 'empty policy'],
])('%j ends with %d', async (argv, code, said) => {
  const refused = await net.hs(argv);
  expect(refused).toMatchObject({ code, out: '', calls: [] });
  expect(refused.err).toContain(said);
});
