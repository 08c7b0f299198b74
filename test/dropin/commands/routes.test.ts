import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

describe.each(['0.23', '0.24', '0.25'] as const)('on %s', (release) => {
  const net = useTailnet({ release });

  test('routes have ids, by which they are enabled, disabled and forgotten', async () => {
    await net.user('alice');
    await net.node('alice', 'router');
    net.sandbox.devices.announce(1, ['10.1.0.0/24', '10.2.0.0/24']);
    net.sandbox.devices.online(1);
    expect((await net.headscale('routes list')).out).toBe(
      'ID | Node   | Prefix      | Advertised | Enabled | Primary\n' +
        '1  | router | 10.1.0.0/24 | true       | false   | false  \n' +
        '2  | router | 10.2.0.0/24 | true       | false   | false  \n\n',
    );
    const enabled = await net.headscale('routes enable -r 2');
    expect(enabled).toMatchObject({ code: 0, out: '', err: '', changes: ['EnableRoute'] });
    expect((await net.headscale('r ls -i 1 -o json')).json()).toMatchObject([
      { id: 1, node: { id: 1 }, prefix: '10.1.0.0/24', advertised: true },
      { id: 2, prefix: '10.2.0.0/24', advertised: true, enabled: true, is_primary: true },
    ]);
    expect((await net.headscale('route disable --route 2 -o json')).out).toBe('{}\n');
    const forgotten = await net.headscale('routes delete -r 2');
    expect(forgotten).toMatchObject({ code: 0, out: '', changes: ['DeleteRoute'] });
    const unknown = await net.headscale('routes enable -r 77');
    expect(unknown).toMatchObject({ code: 1, out: '', changes: [] });
    expect(unknown.err).toContain('enabling route: There is no route with the id 77');
  });
});

describe.each(['0.26', '0.29', '0.30'] as const)('on %s', (release) => {
  const net = useTailnet({ release });

  test('routes are listed without ids, and what needs one says what to do instead', async () => {
    await net.user('alice');
    await net.node('alice', 'router');
    net.sandbox.devices.announce(1, ['10.1.0.0/24']);
    const listed = await net.headscale('routes list');
    expect(listed.out).toContain('-  | router | 10.1.0.0/24 | true       | false   | false  \n');
    expect(listed.err).toContain('Headscale from 0.26 on gives routes no ids');
    for (const verb of ['enable', 'disable', 'delete']) {
      const refused = await net.headscale(`routes ${verb} -r 1`);
      expect(refused).toMatchObject({ code: 1, out: '', changes: [] });
      expect(refused.err).toContain('`headscale nodes approve-routes -i NODE -r PREFIX,…`');
    }
  });
});
