import { expect, test } from 'vitest';
import { NOW, useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const expirations = () => net.sandbox.store.preAuthKeys.all().map(({ expiration }) => expiration.seconds);
const HOUR = NOW / 1000 + 3600;

async function twoKeys(): Promise<[string, string]> {
  await net.user('john');
  await net.user('jane');
  return [await net.preAuthKey(1), await net.preAuthKey(2)];
}

test('asks, and expires the one that is meant', async () => {
  await twoKeys();
  const expired = await net.hs('preauthkeys expire 2', { tty: true, answers: [true] });
  expect(expired).toMatchObject({ code: 0, out: '', asked: ['Go on?'], changes: ['ExpirePreAuthKey'] });
  expect(expired.calls.at(-1)?.request).toEqual({ id: '2' });
  expect(expired.err).toMatch(/Expire pre-auth key hskey-auth-.{12}-\*\*\* \(id 2, jane\) on http/);
  expect(expirations()).toEqual([HOUR, NOW / 1000]);
});

test.each(['the secret', 'the prefix', 'the masked form'])(
  'finds a key by %s, which is not repeated',
  async (form) => {
    const [, secret] = await twoKeys();
    const prefix = secret.slice(0, 'hskey-auth-'.length + 12);
    const reference = form === 'the secret' ? secret : form === 'the prefix' ? prefix : `${prefix}-***`;
    const expired = await net.hs(['preauthkeys', 'expire', '--yes', '-o', 'json', '--', reference]);
    expect(expired.code).toBe(0);
    expect(expired.json()).toEqual([{ id: '2', name: expect.stringContaining('***'), status: 'changed' }]);
    expect(expired.out + expired.err).not.toContain(secret.slice(-40));
    expect(expirations()).toEqual([HOUR, NOW / 1000]);
  },
);

test('0.26 is asked by owner and secret, and the secret is still not repeated', async () => {
  await net.start({ release: '0.26' });
  const [, secret] = await twoKeys();
  const expired = await net.hs(['preauthkeys', 'expire', '--yes', secret]);
  expect(expired.calls.at(-1)).toMatchObject({ request: { user: '2', key: secret } });
  expect(expired.out + expired.err).not.toContain(secret);
  expect(expirations()).toEqual([HOUR, NOW / 1000]);
});

test('answered with no, nothing changes', async () => {
  await twoKeys();
  expect(await net.hs('preauthkeys expire 1', { tty: true, answers: [false] })).toMatchObject({
    code: 1,
    changes: [],
  });
});

test('without a terminal it is refused before any call', async () => {
  const refused = await net.hs('preauthkeys expire 1');
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain('--yes');
});

test('a dry run changes nothing', async () => {
  await twoKeys();
  const tried = await net.hs('preauthkeys expire 1 -n -o json');
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toMatchObject([{ id: '1', status: 'would-change' }]);
});

test.each([
  ['99', 3, 'There is no pre-auth key with the id 99'],
  ['0', 2, 'ids begin with 1'],
  ['', 2, 'empty'],
])('"%s" ends with %d, though the server would say OK', async (reference, code, said) => {
  await twoKeys();
  const refused = await net.hs(['preauthkeys', 'expire', '--yes', reference]);
  expect(refused).toMatchObject({ code, out: '', changes: [] });
  expect(refused.err).toContain(said);
});

test('a secret that nobody knows, alone or beside one, is not repeated', async () => {
  const [first, second] = await twoKeys();
  const unknown = `hskey-auth-${'u'.repeat(12)}-${'s'.repeat(64)}`;
  for (const words of [[unknown], [first, unknown], ['--frst', first], [`--${second}`], [`-x${first}`]]) {
    for (const format of ['table', 'json']) {
      const refused = await net.hs(['preauthkeys', 'expire', '--yes', '-o', format, ...words]);
      expect([2, 3]).toContain(refused.code);
      expect(refused.changes).toEqual([]);
      for (const secret of [first, second, unknown]) {
        expect(refused.out + refused.err).not.toContain(secret.slice(-40));
        expect(refused.out + refused.err).not.toContain(secret.slice(24, 44));
      }
    }
  }
});

test('an old secret inside a longer text is not repeated, cut or not', async () => {
  const secret = '0123456789abcdef0123456789abcdef0123456789abcdef';
  for (const words of ['x', 'tailscale up --auth-key', 'x'.repeat(36)]) {
    const refused = await net.hs(['preauthkeys', 'expire', '--yes', '1', `${words} ${secret}`]);
    expect(refused).toMatchObject({ code: 3, changes: [] });
    expect(refused.err).not.toContain(secret.slice(0, 12));
  }
});

test('one that is over already is no change, and those beside it are', async () => {
  await net.start({ seed: 'demo' });
  const over = await net.hs('preauthkeys expire 3 --yes -o json');
  expect(over).toMatchObject({ code: 0, changes: [] });
  expect(over.json()).toMatchObject([{ id: '3', status: 'unchanged' }]);
  expect(over.err).toMatch(/Nothing to expire: pre-auth key \S+ \(id 3.*\) expired \d+\w ago/);
  const both = await net.hs('preauthkeys expire 3 1 --yes -o json');
  expect(both.json()).toMatchObject([
    { id: '3', status: 'unchanged' },
    { id: '1', status: 'changed' },
  ]);
  expect(both.changes).toHaveLength(1);
});
