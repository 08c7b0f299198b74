import { describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { fromMillis } from '../../src/domain/instant.ts';
import { RELEASES } from '../../src/domain/release.ts';
import { offences } from '../docs/json-schema.ts';
import { remembering } from '../support/remembered.ts';
import { NOW, useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const DAY_MS = 86_400_000;
const status = async (options = {}) =>
  (await net.hs('status -o json', options)).json() as Record<string, unknown>;
const kinds = async (options = {}) =>
  ((await status(options))['attention'] as { kind: string }[]).map(({ kind }) => kind);

describe('hs status', () => {
  test('shows a tailnet at a glance', async () => {
    const { code, out, err, changes } = await net.hs('status');
    expect({ code, err, changes }).toEqual({ code: 0, err: '', changes: [] });
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+: Headscale 0\.29 over gRPC\n/);
    const { nodes } = (await status()) as { nodes: Record<string, number> };
    expect(out).toMatch(new RegExp(`^Nodes +${nodes['online']} of ${nodes['total']} online`, 'm'));
    expect(out).toMatch(/^ {2}\d+ routes? waits? for approval: .*\n {4}hs routes list --waiting$/m);
  });

  test('counts what the lists show', async () => {
    const list = async (line: string) =>
      (await net.hs(`${line} -o json`)).json() as Record<string, unknown>[];
    const [nodes, routes, users, apiKeys] = [
      await list('nodes list'),
      await list('routes list --waiting'),
      await list('users list'),
      await list('apikeys list'),
    ];
    expect(await status()).toMatchObject({
      nodes: { total: nodes.length, online: nodes.filter(({ online }) => online).length },
      routes: { waiting: routes.length },
      users: { total: users.length },
      apiKeys: { total: apiKeys.length },
    });
  });

  test('names the context', async () => {
    const { contexts } = await remembering([newContext('prod', net.sandbox.address), net.sandbox.apiKey]);
    const { out } = await net.hs('status', { contexts, env: { HS_ADDRESS: '', HS_API_KEY: '' } });
    expect(out).toMatch(/^prod \(http/);
  });

  test.each(RELEASES)('works on %s, and its JSON is as documented', async (release) => {
    await net.start({ release, seed: 'demo' });
    expect(offences(await status(), 'status')).toEqual([]);
  });

  test('an empty tailnet needs nobody', async () => {
    await net.start({ seed: 'empty' });
    const { code, out } = await net.hs('status --check');
    expect(code).toBe(0);
    expect(out).toContain('Nothing needs a person');
  });

  test('shows names that a device chose without acting on them', async () => {
    await net.start({ seed: 'empty' });
    await net.user('alice');
    const id = Number(await net.node('alice', 'laptop'));
    net.sandbox.store.nodes.update(id, { givenName: 'evil\u001b[31m', expiry: fromMillis(NOW - DAY_MS) });
    const { out } = await net.hs('status');
    expect(out).toContain('1 node expired');
    expect(out).not.toContain('\u001b');
  });
});

describe.each(RELEASES)('on %s', (release) => {
  test('everything that needs a person is found, and what is shown for it finds it too', async () => {
    await net.start({ release, seed: 'demo' });
    const { store } = net.sandbox;
    store.nodes.update(2, { expiry: fromMillis(NOW + 3 * DAY_MS) });
    store.users.update(3, { name: 'alice', provider: 'oidc' });
    const isOld = ['0.23', '0.24'].some((old) => release.startsWith(old));
    // They do not list the keys of two who share a name, and it is said that they do not.
    const byName = ['0.23', '0.24', '0.25'].includes(release);
    const { attention, ...counts } = (await status({ now: NOW })) as Record<string, unknown> & {
      attention: { kind: string; command: string }[];
    };
    expect(attention.map(({ kind }) => kind)).toEqual([
      ...(isOld ? ['api_keys_refused_by_upgrade'] : []),
      'routes_waiting',
      'nodes_expired',
      'nodes_expiring',
      ...(byName ? [] : ['pre_auth_keys_lapsing']),
      'users_alike',
    ]);
    expect(counts).toMatchObject({
      nodes: { total: 9, online: 6, offline: 3, expired: 1, expiring: 1 },
      routes: { waiting: 2 },
      apiKeys: { total: 2, usable: 1 },
    });
    const said = 'does not list the pre-auth keys of users without a name of their own';
    expect(JSON.stringify(counts['faults']).includes(said)).toBe(byName);
    for (const { command } of attention) {
      const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
      const listed = await net.hs([...words.slice(1), '-o', 'json']);
      expect(listed.json(), command).not.toEqual([]);
    }
    expect((await net.hs('status --check')).code).toBe(9);
    expect(await kinds({ now: NOW + 80 * DAY_MS })).toContain('own_api_key_ends');
  });

  test('its faults are those that are known of it', async () => {
    await net.start({ release, seed: 'empty' });
    const { faults } = (await status()) as { faults: string[] };
    const { out } = await net.hs('status');
    for (const fault of faults) expect(out).toContain(fault);
    expect(faults.some((fault) => fault.includes('in clear'))).toBe(Number(release.split('.')[1]) <= 27);
  });
});

describe('what needs a person', () => {
  test('--check ends with 9, with the same output', async () => {
    const plain = await net.hs('status');
    const checked = await net.hs('status --check');
    expect([plain.code, checked.code]).toEqual([0, 9]);
    expect(checked.out).toBe(plain.out);
  });

  test('the key in use ends within two weeks', async () => {
    await net.start({ seed: 'empty' });
    expect(await kinds()).toEqual([]);
    expect(await kinds({ now: NOW + 80 * DAY_MS })).toEqual(['own_api_key_ends']);
    const { out } = await net.hs('status', { now: NOW + 80 * DAY_MS });
    expect(out).toContain('The API key in use ends in 10d');
  });

  test('keys of 0.23 and 0.24, which an upgrade to 0.28 makes useless', async () => {
    await net.start({ seed: 'empty', release: '0.24' });
    expect(await kinds()).toEqual(['api_keys_refused_by_upgrade']);
  });

  test('nodes that expired or will, and keys for many that lapse', async () => {
    await net.start({ seed: 'empty' });
    await net.user('alice');
    const [over, soon] = [await net.node('alice', 'over'), await net.node('alice', 'soon')];
    net.sandbox.store.nodes.update(Number(over), { expiry: fromMillis(NOW - DAY_MS) });
    net.sandbox.store.nodes.update(Number(soon), { expiry: fromMillis(NOW + 3 * DAY_MS) });
    await net.hs('preauthkeys create --reusable --expiration 3d');
    await net.hs('preauthkeys create --expiration 3d');
    expect(await kinds()).toEqual(['nodes_expired', 'nodes_expiring', 'pre_auth_keys_lapsing']);
    expect(await status()).toMatchObject({
      nodes: { expired: 1, expiring: 1 },
      preAuthKeys: { total: 2, usable: 2, unused: 2 },
    });
    expect((await net.hs('status')).out).toContain('1 node must log in again within 7 days: soon in 3d');
  });

  test('one person twice, by the e-mail address', async () => {
    await net.start({ seed: 'empty' });
    await net.user('alice', { email: 'alice@example.com' });
    await net.user('alice.example', { email: 'Alice@example.com' });
    expect((await net.hs('status')).out).toContain(
      '2 users have the e-mail address alice@example.com: ids 1, 2',
    );
  });

  test('people whom a name does not tell apart', async () => {
    await net.start({ seed: 'empty' });
    await net.user('alice');
    net.sandbox.store.users.update(1, { provider: 'oidc' });
    await net.user('other');
    net.sandbox.store.users.update(2, { name: 'alice' });
    expect(await kinds()).toEqual(['users_alike']);
    expect((await net.hs('status')).out).toContain('2 users are called alice: ids 1, 2');
  });
});

test('the faults of a release are told', async () => {
  await net.start({ release: '0.28' });
  expect((await net.hs('status')).out).toMatch(
    /Known faults of this release\n {2}Headscale 0\.28\.0 deletes every/,
  );
});
