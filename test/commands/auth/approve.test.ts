import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();
const knock = () => net.sandbox.devices.knock({ hostname: 'laptop' });

test.each([
  ['the id', (id: string) => id],
  ['the URL', (id: string) => `https://hs.example.com/auth/${id}`],
])('finishes what waits, by %s', async (_, word) => {
  const id = knock();
  const done = await net.hs(['auth', 'approve', word(id)], { tty: true });
  expect(done).toMatchObject({ code: 0, asked: [], changes: ['AuthApprove'] });
  expect(done.calls.at(-1)?.request).toEqual({ authId: id });
  expect(done.err).toBe(`Approved ${id} on ${net.sandbox.address}\n`);
});

test('a dry run finishes nothing', async () => {
  const id = knock();
  const tried = await net.hs(['auth', 'approve', id, '-n', '-o', 'json']);
  expect(tried).toMatchObject({ code: 0, changes: [] });
  expect(tried.json()).toEqual([{ id, name: id, status: 'would-change' }]);
});

test('what does not wait ends with 3, what is no id with 2', async () => {
  const unknown = await net.hs(['auth', 'approve', `hskey-authreq-${'x'.repeat(24)}`]);
  expect(unknown).toMatchObject({ code: 3, out: '' });
  expect(unknown.err).toContain('No login waits under this id');
  expect(await net.hs('auth approve nonsense')).toMatchObject({ code: 2, calls: [] });
  expect(await net.hs('auth approve')).toMatchObject({ code: 2, calls: [] });
});

test('0.28 cannot, and is not asked', async () => {
  await net.start({ release: '0.28' });
  const refused = await net.hs(['auth', 'approve', `hskey-authreq-${'x'.repeat(24)}`]);
  expect(refused).toMatchObject({ code: 7, calls: [] });
  expect(refused.err).toContain('cannot approve or reject a waiting login');
});
