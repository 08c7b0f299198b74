import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

describe.each(['0.23', '0.26', '0.28', '0.29', '0.30'] as const)('on %s', (release) => {
  const net = useTailnet({ release });

  test('a key is made, listed and expired with the same answers', async () => {
    await net.user('alice');
    const [{ id }] = (await net.headscale('users list -o json')).json() as [{ id: number }];
    const made = await net.headscale(
      `preauthkeys --user ${id} create --reusable --expiration 24h --output json --tags tag:b,tag:a`,
    );
    expect(made).toMatchObject({ code: 0, err: '', changes: ['CreatePreAuthKey'] });
    const key = made.json() as { id: number; key: string };
    expect(key).toMatchObject({
      id: 1,
      user: { name: 'alice' },
      reusable: true,
      expiration: { seconds: Date.UTC(2026, 10, 25, 12) / 1000 },
      acl_tags: ['tag:a', 'tag:b'],
    });
    expect(key).not.toHaveProperty('ephemeral');
    const human = await net.headscale('preauthkeys create -u alice');
    expect(human.out.trim()).toMatch(/^(hskey-auth-[\w-]{77}|[0-9a-f]{48})$/);
    expect((await net.headscale('pre ls -o json')).json()).toMatchObject([{ id: 1 }, { id: 2 }]);
    const table = (await net.headscale('authkey list')).out;
    expect(table).toMatch(
      /^ID \| Key\/Prefix +\| Reusable \| Ephemeral \| Used {2}\| Expiration +\| Created +\| Owner *\n/,
    );
    expect(table).toMatch(
      /\n2 {2}\| [^|]+ \| false +\| false +\| false \| 2026-11-24 13:00:00 \| 2026-11-24 12:00:00 \| alice *\n/,
    );
    expect(await net.headscale('preauthkeys expire --id 1')).toMatchObject({
      code: 0,
      out: 'Key expired\n',
      changes: ['ExpirePreAuthKey'],
    });
    expect((await net.headscale('preauthkeys e -i 2 -o yaml')).out).toBe('{}\n\n');
  });

  test('the old form names a key by its user and itself', async () => {
    await net.user('alice');
    await net.user('bob');
    const { out } = await net.headscale('preauthkeys create -u alice --reusable');
    const key = out.trim();
    expect(await net.headscale(['preauthkeys', 'expire', key, '-u', 'bob'])).toMatchObject({
      code: 1,
      changes: [],
    });
    const expired = await net.headscale(['preauthkeys', '--user', 'alice', 'expire', key]);
    expect(expired).toMatchObject({ code: 0, out: 'Key expired\n', changes: ['ExpirePreAuthKey'] });
  });

  test('a key that there is not is not expired', async () => {
    await net.user('alice');
    const expired = await net.headscale('preauthkeys expire --id 99 -o json');
    expect(expired).toMatchObject({ code: 1, out: '', changes: [] });
    expect(expired.errorJson()).toMatchObject({
      error: expect.stringMatching(/^expiring preauthkey: There is no pre-auth key with the id 99\n/),
    });
    for (const line of ['expire', 'expire 1', 'expire --id 0', 'delete']) {
      const refused = await net.headscale(`preauthkeys ${line}`);
      expect(refused).toMatchObject({
        code: 1,
        err: 'Error: missing --id parameter: missing parameters\n',
      });
    }
  });
});

describe('what releases differ in', () => {
  const net = useTailnet();

  test.each(['0.28', '0.29', '0.30'] as const)(
    '%s makes keys that tags own, and deletes keys',
    async (release) => {
      await net.start({ release });
      const made = await net.headscale('preauthkeys create --tags tag:web -o json');
      expect(made.json()).not.toHaveProperty('user');
      expect((await net.headscale('preauthkeys list')).out).toMatch(/\| tag:web\n/);
      expect(await net.headscale('preauthkeys rm -i 1')).toMatchObject({ code: 0, out: 'Key deleted\n' });
      expect((await net.headscale('preauthkeys list -o json')).out).toBe('null\n');
      const nobody = await net.headscale('preauthkeys create');
      expect(nobody).toMatchObject({ code: 1, out: '' });
      expect(nobody.err).toMatch(/creating preauthkey: .*auth-?key must be either tagged or owned by user/i);
    },
  );

  test('0.26 does neither, and is not asked', async () => {
    await net.start({ release: '0.26' });
    await net.user('alice');
    await net.headscale('preauthkeys create -u 1');
    for (const line of ['create --tags tag:web', 'delete --id 1']) {
      const refused = await net.headscale(`preauthkeys ${line}`);
      expect(refused).toMatchObject({ code: 1, out: '', changes: [] });
      expect(refused.err).toContain('Headscale before 0.28');
    }
  });

  test('the keys of one user are listed, as 0.27 and older wanted it', async () => {
    await net.user('alice');
    await net.user('bob');
    await net.headscale('preauthkeys create -u alice');
    await net.headscale('preauthkeys create -u 2');
    expect((await net.headscale('preauthkeys list -u bob -o json')).json()).toMatchObject([{ id: 2 }]);
  });

  test('nodes that joined with a key are named when it goes', async () => {
    await net.user('alice');
    net.sandbox.devices.join(await net.preAuthKey(1), { hostname: 'laptop' });
    const deleted = await net.headscale('preauthkeys delete --id 1');
    expect(deleted).toMatchObject({ code: 0, out: 'Key deleted\n' });
    expect(deleted.err).toMatch(/^Nodes joined with it: laptop \(id 1, alice\)\n/);
  });
});
