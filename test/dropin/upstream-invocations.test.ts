import { afterEach, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { runHeadscale } from '../support/harness.ts';
import { useTailnet } from '../support/tailnet.ts';
import { APIKEYS, PREAUTHKEYS } from './upstream/keys.ts';
import { NODES, TAGS } from './upstream/nodes.ts';
import { POLICIES } from './upstream/policies.ts';
import { SESSIONS } from './upstream/sessions.ts';
import type { Seen } from './upstream/step.ts';
import { USERS } from './upstream/users.ts';

const SCENARIOS = { USERS, PREAUTHKEYS, APIKEYS, NODES, TAGS, SESSIONS, POLICIES };

test('every call is there', () => {
  const numbered = (letter: string, count: number) =>
    Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);
  const wanted = [
    ...[...numbered('U', 8), ...numbered('P', 9), ...numbered('A', 7), ...numbered('N', 25), "N17'"],
    ...[...numbered('R', 2), ...numbered('Y', 8)],
  ];
  const there = Object.values(SCENARIOS).flatMap((steps) => steps.map(({ id }) => id));
  expect([...new Set(there)].sort()).toEqual(wanted.sort());
});

describe.each(['0.28', '0.29'] as const)('against %s', (release) => {
  const net = useTailnet({ release });

  test.each(Object.entries(SCENARIOS))('%s', async (_, steps) => {
    let seen: Seen = {};
    for (const step of steps.filter(({ on }) => on === undefined || on === release)) {
      await step.before?.(net, seen);
      const line = typeof step.line === 'function' ? step.line(seen) : step.line;
      const ended = await net.headscale(line, { files: step.files ?? {} });
      const what = `${step.id} headscale ${typeof line === 'string' ? line : line.join(' ')}: ${ended.err}`;
      expect(ended.code, what).toBe(step.fails ? 1 : 0);
      if (step.fails) expect(ended.out, what).toBe('');
      if (step.json !== undefined) expect(ended.json(), what).toMatchObject(step.json as object);
      if (step.absent) expect(ended.json(), what).not.toHaveProperty(step.absent);
      if (step.out) expect(ended.out, what).toMatch(step.out);
      if (step.err) expect(ended.err, what).toMatch(step.err);
      seen = { ...seen, ...step.keep?.(ended) };
    }
  });
});

describe('from another machine, over TLS', () => {
  let sandbox: RunningSandbox | undefined;
  afterEach(async () => await sandbox?.stop());

  const config = (address: string, key?: string) =>
    [
      'cli:',
      `  address: ${address}`,
      ...(key === undefined ? [] : [`  api_key: ${key}`]),
      '  timeout: 5s',
      '  insecure: true\n',
    ].join('\n');

  test.each(['0.28', '0.29'] as const)('C1 to C6 and A7, against %s', async (release) => {
    sandbox = await startSandbox({ release, tls: true });
    for (const name of ['user1', 'user2']) await sandbox.core.call('CreateUser', { name }, { trusted: true });
    const address = sandbox.address.replace('https://', '');
    const list = ['users', 'list', '--output', 'json'];
    const env = { HEADSCALE_CLI_ADDRESS: address, HEADSCALE_CLI_INSECURE: 'true' };
    const withKey = (key: string) => ({ env: { ...env, HEADSCALE_CLI_API_KEY: key } });
    const files = {
      '/tmp/config_no_key.yaml': config(address),
      '/tmp/config_invalid_key.yaml': config(address, 'invalid-key-12345'),
      '/tmp/config_valid_key.yaml': config(address, sandbox.apiKey),
    };
    const configured = (name: string) => runHeadscale(['--config', `/tmp/${name}.yaml`, ...list], { files });

    expect(await runHeadscale(list, { env }), 'C1').toMatchObject({ code: 1, out: '' });
    expect(await configured('config_no_key'), 'C4').toMatchObject({ code: 1, out: '' });
    for (const refused of [
      await runHeadscale(list, withKey('invalid-key-12345')),
      await configured('config_invalid_key'),
    ]) {
      expect(refused, 'C2, C5').toMatchObject({ code: 1, out: '' });
      const said = refused.err.toLowerCase();
      expect(said, 'C2, C5').toMatch(
        /unauthenticated|invalid token|validating token|failed to validate token|authentication/,
      );
      expect(said, 'C2, C5').not.toMatch(/user[12]/);
    }
    const both = [{ name: 'user1' }, { name: 'user2' }];
    expect((await runHeadscale(list, withKey(sandbox.apiKey))).json(), 'C3').toMatchObject(both);
    expect((await configured('config_valid_key')).json(), 'C6').toMatchObject(both);

    const made = await runHeadscale(['apikeys', 'create', '--expiration', '24h'], withKey(sandbox.apiKey));
    expect((await runHeadscale(list, withKey(made.out.trim()))).json(), 'A7').toMatchObject(both);
  });
});
