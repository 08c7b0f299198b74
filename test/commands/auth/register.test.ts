import { expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const net = useTailnet();

test('is nodes register by the name that 0.29 gave it', async () => {
  await net.user('john');
  const id = net.sandbox.devices.knock({ hostname: 'laptop' });
  const done = await net.hs(['auth', 'register', '--auth-id', id, '-o', 'json']);
  expect(done).toMatchObject({ code: 0, changes: ['AuthRegister'] });
  expect(done.json()).toMatchObject({ id: '1', givenName: 'laptop', user: { name: 'john' } });
});

test('without a terminal and with several users it names the flag and the users', async () => {
  await net.user('john');
  await net.user('jane');
  const id = net.sandbox.devices.knock({ hostname: 'laptop' });
  const refused = await net.hs(['auth', 'register', '--auth-id', id]);
  expect(refused).toMatchObject({ code: 2, changes: [] });
  expect(refused.err).toMatch(/--user.*john, jane/s);
});
