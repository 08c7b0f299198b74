import { describe, expect, test } from 'vitest';
import { runHeadscale } from '../../support/harness.ts';
import { closedPort } from '../../support/servers.ts';
import { useTailnet } from '../../support/tailnet.ts';

describe.each(['0.28', '0.29', '0.30'] as const)('on %s', (release) => {
  const net = useTailnet({ release });

  test('health is an empty line for people', async () => {
    expect(await net.headscale('health')).toMatchObject({ code: 0, out: '\n', err: '' });
    expect((await net.headscale('health -o json-line')).out).toBe('{"database_connectivity":true}\n');
    expect((await net.headscale('health -o yaml')).out).toBe('databaseconnectivity: true\n\n');
  });

  test('version is that of the server', async () => {
    const { code, out, err } = await net.headscale('version');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      new RegExp(
        `^headscale version v?${release}[^\\n]*\ncommit: unknown\nbuild time: unknown\nbuilt with: hs `,
      ),
    );
  });

  test('a wrong key is told in the words of the server, and not repeated', async () => {
    const ended = await net.headscale('users list -o json', { env: { HS_API_KEY: 'invalid-key-12345' } });
    expect(ended).toMatchObject({ code: 1, out: '' });
    const { error } = ended.errorJson() as { error: string };
    expect(error).toMatch(/^listing users: rpc error: code = (Internal|Unauthenticated) desc = /);
    expect(error.toLowerCase()).toMatch(/unauthenticated|validat(e|ing) token/);
    expect(ended.err).not.toContain('invalid-key-12345');
  });
});

test('health is refused in words by a release that does not have it', async () => {
  await net.start({ release: '0.26' });
  const ended = await net.headscale('health');
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toMatch(/^Error: checking health: /);
});
const net = useTailnet();

describe('version', () => {
  test('of a server that is not there is unknown, and no error', async () => {
    const env = { HS_ADDRESS: `http://127.0.0.1:${await closedPort()}`, HS_API_KEY: 'x' };
    const ended = await runHeadscale(['version', '-o', 'json'], { env });
    expect(ended.code).toBe(0);
    expect(ended.json()).toMatchObject({
      version: 'unknown',
      go: { os: 'linux', arch: 'amd64' },
      dirty: false,
    });
  });

  test('knows no flag of the others where it stands first', async () => {
    expect((await net.headscale('version --force')).err).toBe('Error: unknown flag: --force\n');
    expect((await net.headscale('--force version')).code).toBe(0);
  });
});

describe('help', () => {
  test.each([
    [[]],
    [['--help']],
    [['help']],
    [['users']],
    [['users', 'bogus']],
    [['users', 'create', '-h']],
    [['help', 'users', 'create']],
  ])('%j is on stdout, and no failure', async (words) => {
    const ended = await runHeadscale(words);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(/\n\nUsage:\n {2}headscale /);
  });

  test('of a command shows its arguments, names and flags', async () => {
    const { out } = await runHeadscale(['users', 'create', '--help']);
    expect(out).toContain('  headscale users create NAME [flags]\n');
    expect(out).toContain('  c, new\n');
    expect(out).toMatch(/\n {2}-d, --display-name TEXT {2}\S/);
  });

  test('of what there is not goes to stderr', async () => {
    const ended = await runHeadscale(['help', 'bogus']);
    expect(ended).toMatchObject({ code: 0, out: '' });
    expect(ended.err).toMatch(/^Unknown help topic \[`bogus`\]\nUsage:\n/);
  });
});

test.each(['serve', 'configtest', 'generate private-key', 'gen private-key', 'mockoidc', 'dumpConfig'])(
  '%s belongs to the server, and a sentence says where to run it',
  async (line) => {
    const ended = await net.headscale(line);
    expect(ended).toMatchObject({ code: 1, out: '', calls: [] });
    expect(ended.err).toMatch(
      /^Error: [a-zA-Z-]+ .* run the headscale program on the server's own machine\n$/,
    );
  },
);

describe('the server', () => {
  test('is named by the variables of the official client, spaces and Bearer and all', async () => {
    const address = net.sandbox.address;
    const env = { HEADSCALE_CLI_ADDRESS: address, HEADSCALE_CLI_API_KEY: ` Bearer ${net.sandbox.apiKey}\n` };
    expect(await runHeadscale(['users', 'list', '-o', 'json'], { env })).toMatchObject({
      code: 0,
      out: 'null\n',
    });
  });

  test('is named by a config file alone that is named itself', async () => {
    const files = {
      '/etc/h.yaml': `cli:\n  address: ${net.sandbox.address}\n  api_key: ${net.sandbox.apiKey}\n`,
    };
    for (const words of [
      ['-c', '/etc/h.yaml', 'users', 'list'],
      ['users', '--config=/etc/h.yaml', 'list'],
    ]) {
      expect((await runHeadscale([...words, '-o', 'json'], { files })).out).toBe('null\n');
    }
    const env = { HEADSCALE_CONFIG: '/etc/h.yaml', HEADSCALE_CLI_ADDRESS: '' };
    expect((await runHeadscale(['users', 'list', '-o', 'json'], { files, env })).out).toBe('null\n');
  });

  test('that nothing names is the one of this machine, and how to name one is said', async () => {
    const ended = await runHeadscale(['users', 'list']);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(
      /^Error: connecting to headscale: Cannot reach Headscale at \/var\/run\/headscale\/headscale\.sock: .*\nName one: HS_ADDRESS/,
    );
  });

  test('that has no key is told of', async () => {
    const ended = await runHeadscale(['users', 'list'], {
      env: { HEADSCALE_CLI_ADDRESS: net.sandbox.address },
    });
    expect(ended.err).toMatch(
      /^Error: connecting to headscale: There is no API key for .*\nPut one into HEADSCALE_CLI_API_KEY/,
    );
  });

  test('is left alone where the timeout has no unit', async () => {
    const env = {
      HEADSCALE_CLI_ADDRESS: net.sandbox.address,
      HEADSCALE_CLI_API_KEY: net.sandbox.apiKey,
      HEADSCALE_CLI_TIMEOUT: '30',
    };
    const ended = await runHeadscale(['users', 'list'], { env });
    expect(ended.err).toMatch(
      /^Error: connecting to headscale: HEADSCALE_CLI_TIMEOUT: "30" is not a duration: the unit is missing/,
    );
    expect(net.sandbox.calls).toEqual([]);
  });
});

test.each(['table', 'JSON', 'json-lines'])('-o %s is refused before anything is sent', async (format) => {
  const ended = await net.headscale(['users', 'create', 'alice', '-o', format]);
  expect(ended).toMatchObject({ code: 1, out: '', calls: [] });
  expect(ended.err).toBe(`Error: unknown output format "${format}": it can be json, json-line, yaml\n`);
});

test('an unknown word at the root is told to people whatever the format', async () => {
  expect(await net.headscale('-o json usrs list')).toMatchObject({
    code: 1,
    out: '',
    err: 'Error: unknown command "usrs" for "headscale"\n\nDid you mean this?\n\tusers\n\n',
  });
});

test.each([
  [['users', 'r'], 'rename\tGive a user another name.\n:4\n'],
  [['users', 'list', '--ema'], '--email\tThe e-mail address of the user\n:4\n'],
  [['-o', 'json', 'apik'], 'apikeys\tThe API keys of the server.\n:4\n'],
  [['users', 'list', ''], ':4\n'],
])('a completion script of the official client that asks %j is answered', async (words, out) => {
  expect(await runHeadscale(['__complete', ...words])).toMatchObject({
    code: 0,
    out,
    err: 'Completion ended with directive: ShellCompDirectiveNoFileComp\n',
  });
});
