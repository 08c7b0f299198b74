import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../config/support.ts';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const knock = () => net.sandbox.devices.knock({ hostname: 'laptop' });

test('lets a device in for the only user there is, and says for whom', async () => {
  await net.user('john');
  const id = knock();
  const registered = await net.hs(['nodes', 'register', '--key', id]);
  expect(registered).toMatchObject({ code: 0, changes: ['AuthRegister'], asked: [] });
  expect(registered.err).toBe(
    `For john, the only user\nRegistered node laptop (id 1, john) on ${net.sandbox.address}\n`,
  );
  expect(registered.out).toContain('ID\t1\nNAME\tlaptop\nUSER\tjohn\n');
  expect(registered.calls.at(-1)?.request).toEqual({ user: 'john', authId: id });
});

test.each([
  ['an argument', (id: string) => [id]],
  ['--key=', (id: string) => [`--key=${id}`]],
  ['-k', (id: string) => ['-k', id]],
  ['a URL', (id: string) => [`https://hs.example.com/register/${id}`]],
  ['the command of the page', (id: string) => [`headscale auth register --auth-id ${id} --user USERNAME`]],
])('takes the id as %s', async (_, words) => {
  await net.user('john');
  const registered = await net.hs(['nodes', 'register', '-o', 'json', ...words(knock())]);
  expect(registered.code).toBe(0);
  expect(registered.json()).toMatchObject({ id: '1', givenName: 'laptop', user: { name: 'john' } });
});

describe('with several users', () => {
  test('and without a terminal it is refused, naming the flag and the users', async () => {
    await net.user('john');
    await net.user('jane');
    const refused = await net.hs(['nodes', 'register', '--key', knock()]);
    expect(refused).toMatchObject({ code: 2, out: '', changes: [] });
    expect(refused.err).toContain('--user');
    expect(refused.err).toContain('john, jane');
  });

  test('and a terminal there is a list to pick from', async () => {
    await net.user('john');
    await net.user('jane');
    const id = knock();
    const picked = await net.hs(['nodes', 'register', '--key', id], { tty: true, answers: ['jane'] });
    expect(picked.asked).toEqual(['Which user? john (id 1) | jane (id 2)']);
    expect(picked.calls.at(-1)?.request).toEqual({ user: 'jane', authId: id });
  });

  test.each(['jane', '2', 'id:2', 'jane@example.com'])('--user %s says which', async (user) => {
    await net.user('john');
    await net.user('jane', { email: 'jane@example.com' });
    const registered = await net.hs(['nodes', 'register', '--key', knock(), '--user', user, '-o', 'name']);
    expect(registered).toMatchObject({ code: 0, out: '1\n' });
    expect(net.sandbox.store.nodes.get(1)?.userId).toBe(2);
  });
});

test('a URL of another host than the server is pointed out; a socket has no name to compare', async () => {
  const socketPath = path.join(tempFolder(), 'hs.sock');
  await net.start({ socketPath });
  await net.user('john');
  const paste = () => ['nodes', 'register', `https://hs.example.com/register/${knock()}`];
  const elsewhere = 'The URL is of hs.example.com, and this goes to 127.0.0.1';
  expect((await net.hs(paste())).err).toContain(elsewhere);
  const overSocket = await net.hs(paste(), { env: { HS_ADDRESS: `unix://${socketPath}` } });
  expect(overSocket).toMatchObject({ code: 0, err: expect.not.stringContaining('The URL is of') });
});

test('a dry run registers nobody', async () => {
  await net.user('john');
  const id = knock();
  const tried = await net.hs(['nodes', 'register', '--key', id, '-n', '-o', 'json']);
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toEqual([{ id: '', name: id, status: 'would-change' }]);
  expect(tried.err).toContain('Would register a device for john (id 1)');
});

test.each([
  [[], 2, 'What is to be registered is missing'],
  [['--key', ''], 2, 'An empty text is not a registration id'],
  [['--key', 'nonsense'], 2, '"nonsense" is not a registration id'],
  [['a', '--key', 'b'], 2, 'given twice'],
  [['--key', `mkey:${'ab'.repeat(32)}`], 2, 'belongs to Headscale 0.23 and 0.24'],
  [['--key', 'x'.repeat(24)], 2, 'belongs to Headscale 0.25 to 0.28'],
  [['--key', `hskey-authreq-${'x'.repeat(24)}`], 3, 'No device waits under this registration id'],
  [['--key', `hskey-authreq-${'x'.repeat(24)}`, '--user', 'jhon'], 3, 'Did you mean john?'],
  [['--key', `hskey-authreq-${'x'.repeat(24)}`, '--user', ''], 2, 'empty'],
  [['--key', `hskey-authreq-${'x'.repeat(24)}`, '--usr', 'john'], 2, 'Did you mean --user?'],
])('nodes register %j ends with %d', async (words, code, said) => {
  await net.user('john');
  const refused = await net.hs(['nodes', 'register', ...words]);
  expect(refused).toMatchObject({ code, out: '' });
  expect(refused.err).toContain(said);
  expect(net.sandbox.store.nodes.size).toBe(0);
});

test('a user in the paste and another in --user contradict each other', async () => {
  await net.user('john');
  const paste = `headscale nodes register --key ${knock()} --user jane`;
  const refused = await net.hs(['nodes', 'register', paste, '--user', 'john']);
  expect(refused).toMatchObject({ code: 2, calls: [] });
  expect(refused.err).toContain('The paste says --user jane');
});

test('without a user it says how to make one', async () => {
  const refused = await net.hs(['nodes', 'register', '--key', knock()]);
  expect(refused).toMatchObject({ code: 3, changes: [] });
  expect(refused.err).toContain('hs users create');
});

describe('a user that the call cannot name', () => {
  test('because there is no name is refused, not sent', async () => {
    net.sandbox.store.users.insert(person({ name: '', email: '', providerId: 'https://sso/7' }));
    const refused = await net.hs(['nodes', 'register', '--key', knock()]);
    expect(refused).toMatchObject({ code: 7, out: '', changes: [] });
    expect(refused.err).toContain('has no name');
  });

  test('because servers show an address in its place is refused, though only the server can tell', async () => {
    await net.start({ seed: 'demo' });
    const refused = await net.hs(['nodes', 'register', knock(), '--user', 'carol@example.com']);
    expect(refused).toMatchObject({ code: 7, out: '' });
    expect(refused.err).toContain('has no name, only an e-mail address');
    expect(refused.err).toContain('hs users rename id:3 NAME');
    expect(net.sandbox.store.nodes.size).toBe(9);
  });

  test('because two share it is refused, not sent', async () => {
    await net.user('john');
    net.sandbox.store.users.insert(
      person({ name: 'john', email: 'j@example.com', providerId: 'https://sso/8' }),
    );
    const refused = await net.hs(['nodes', 'register', '--key', knock(), '--user', 'id:2']);
    expect(refused).toMatchObject({ code: 7, out: '', changes: [] });
    expect(refused.err).toContain('john');
  });
});

test.each(['0.23', '0.25', '0.28'] as const)('on %s it is another call', async (release) => {
  await net.start({ release });
  await net.user('john');
  const id = knock();
  // Such an id may begin with a dash.
  const registered = await net.hs(['nodes', 'register', `--key=${id}`]);
  expect(registered).toMatchObject({ code: 0, changes: ['RegisterNode'] });
  expect(registered.calls.at(-1)?.request).toMatchObject({ user: 'john', key: id });
});

test('a pre-auth key or API key in its place is not repeated', async () => {
  await net.user('john');
  const secret = await net.preAuthKey(1);
  for (const key of [secret, net.sandbox.apiKey]) {
    const refused = await net.hs(['nodes', 'register', '--key', key]);
    expect(refused).toMatchObject({ code: 2, calls: [] });
    expect(refused.err).not.toContain(key.slice(-20));
  }
});

function person(facts: { name: string; email: string; providerId: string }) {
  return {
    ...facts,
    displayName: '',
    provider: 'oidc',
    profilePicUrl: '',
    createdAt: { seconds: 0, nanos: 0 },
  };
}
