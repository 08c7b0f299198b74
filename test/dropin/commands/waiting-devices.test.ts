import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

describe.each(['0.23', '0.26', '0.28', '0.29', '0.30'] as const)('on %s', (release) => {
  const net = useTailnet({ release });

  test('a waiting device is let in, by either name of the command', async () => {
    await net.user('alice');
    const first = net.sandbox.devices.knock({ hostname: 'laptop' });
    const second = net.sandbox.devices.knock({ hostname: 'phone' });
    const registered = await net.headscale(`auth register --user alice --auth-id ${first}`);
    expect(registered).toMatchObject({ code: 0, out: 'Node laptop registered\n', err: '' });
    const old = await net.headscale(`nodes --user alice register --key ${second} --output json`);
    expect(old.json()).toMatchObject({ id: 2, given_name: 'phone', user: { name: 'alice' } });
    expect(old.err).toBe(
      'Command "register" is deprecated, use \'headscale auth register --auth-id <id> --user <user>\' instead\n',
    );
    const again = await net.headscale(`auth register --user alice --auth-id ${first}`);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/^Error: registering node: /);
  });

  test('a device that is none waits and can be let in', async () => {
    await net.user('alice');
    const id = net.sandbox.devices.knock({ hostname: 'for its id' });
    const made = await net.headscale([
      ...['debug', 'create-node', '--name', 'node-1', '--user', 'alice', '--key', id, '-o', 'json'],
    ]);
    expect(made).toMatchObject({ code: 0, err: '', changes: ['DebugCreateNode'] });
    const node = made.json();
    expect(node).toMatchObject({ name: 'node-1', user: { name: 'alice' } });
    expect(node).not.toHaveProperty('id');
    const registered = await net.headscale(`auth register -u alice --auth-id ${id} -o json`);
    expect(registered.json()).toMatchObject({ id: 1, name: 'node-1' });
  });

  test('an empty user is nobody, and an id of another era is told as such', async () => {
    await net.user('alice');
    const id = net.sandbox.devices.knock({ hostname: 'laptop' });
    for (const line of [
      ['auth', 'register', '-u', '', '--auth-id', id],
      ['nodes', 'register', '-u', '', '-k', id],
      ['debug', 'create-node', '--name', 'x', '-u', '', '-k', id],
    ]) {
      expect(await net.headscale(line)).toMatchObject({ code: 1, out: '', changes: [] });
    }
    const other = id.startsWith('mkey:')
      ? 'hskey-authreq-aaaaaaaaaaaaaaaaaaaaaaaa'
      : `mkey:${'a'.repeat(64)}`;
    const refused = await net.headscale(`auth register -u alice --auth-id ${other}`);
    expect(refused).toMatchObject({ code: 1, out: '', changes: [] });
    expect(refused.err).toContain('registering node: This id belongs to Headscale');
  });
});

describe.each(['0.29', '0.30'] as const)('sessions on %s', (release) => {
  const net = useTailnet({ release });

  test('are approved and rejected', async () => {
    const id = net.sandbox.devices.knock({ hostname: 'laptop' });
    expect(await net.headscale(`auth approve --auth-id ${id}`)).toMatchObject({
      code: 0,
      out: 'Auth request approved\n',
    });
    const other = net.sandbox.devices.knock({ hostname: 'phone' });
    const rejected = await net.headscale(`auth reject --auth-id ${other} -o json`);
    expect(rejected).toMatchObject({ code: 0, out: '{}\n' });
    expect(rejected.err).toContain('can still be registered with the same id');
    const nothing = await net.headscale('auth approve --auth-id hskey-authreq-aaaaaaaaaaaaaaaaaaaaaaaa');
    expect(nothing).toMatchObject({ code: 1, out: '' });
    expect(nothing.err).toMatch(
      /^Error: approving auth request: rpc error: code = NotFound desc = no pending auth/,
    );
  });
});
