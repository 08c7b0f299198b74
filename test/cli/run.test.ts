import { afterEach, describe, expect, test } from 'vitest';
import type { Commands } from '../../src/cli/run.ts';
import { run } from '../../src/cli/run.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { likeRelease, METHODS_OF_0_29, startFakeGrpc } from '../support/fake-grpc.ts';
import { runHs, TEST_VERSION } from '../support/harness.ts';
import { useTailnet } from '../support/tailnet.ts';

describe('other words for the same command', () => {
  const net = useTailnet();

  test.each([
    ['user ls', 'users list'],
    ['namespaces list', 'users list'],
    ['node ls', 'nodes list'],
    ['machines list', 'nodes list'],
    ['devices ls', 'nodes list'],
    ['authkeys ls', 'preauthkeys list'],
    ['pre-auth-keys list', 'preauthkeys list'],
    ['apikey ls', 'apikeys list'],
    ['api-keys list', 'apikeys list'],
    ['users get john', 'users show john'],
    ['route list', 'routes list'],
    ['authkeys new -n', 'preauthkeys create -n'],
    ['user destroy john -n', 'users delete john -n'],
    ['user rm john -n', 'users delete john -n'],
    ['users mv john jd -n', 'users rename john jd -n'],
    ['users add jane -n', 'users create jane -n'],
  ])('%s is %s', async (alias, line) => {
    await net.user('john');
    const [same, meant] = [await net.hs(alias), await net.hs(line)];
    expect(meant.code).toBe(0);
    expect([same.code, same.out, same.err]).toEqual([0, meant.out, meant.err]);
  });

  test('a verb that exists as it stands keeps its meaning', async () => {
    const { code, err } = await net.hs('policy get');
    expect(err).not.toContain('There is no command');
    expect([0, 3]).toContain(code);
  });

  test('nodes rm deletes, and asks like delete', async () => {
    const refused = await net.hs('node rm laptop');
    expect(refused).toMatchObject({ code: 2, calls: [] });
    expect(refused.err).toContain('--yes');
  });
});

describe('help', () => {
  test.each(['help', '--help', '-h', ''])('"hs %s" shows the first page', async (line) => {
    const shown = await runHs(line === '' ? [] : line.split(' '));
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain('hs users create --display-name "John Doe"');
  });

  test.each(['users', 'help users', 'user --help', 'users -h'])('"hs %s" lists the verbs', async (line) => {
    const shown = await runHs(line.split(' '));
    expect(shown).toMatchObject({ code: 0, err: '' });
    for (const verb of ['list', 'show', 'create', 'rename', 'delete'])
      expect(shown.out).toContain(`hs users ${verb}`);
  });

  test.each([
    'users create --help',
    'users create -h',
    'help users create',
    'help user add',
    'users create john --display-name x --help',
  ])('"hs %s" shows the command', async (line) => {
    const shown = await runHs(line.split(' '));
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain('hs users create [NAME] [flags]');
  });

  test('after -- it is a value like any other', async () => {
    const refused = await runHs(['users', 'create', '--', '--help']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('cannot be a user name');
  });

  test.each([
    ['help nonsense', 'There is no help for "nonsense"'],
    ['help usres', 'Did you mean hs help users?'],
    ['help users crate', 'Did you mean hs help users create?'],
    ['usres --help', 'users'],
  ])('"hs %s" is refused', async (line, said) => {
    const refused = await runHs(line.split(' '));
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(said);
  });

  test('needs no server and asks none', async () => {
    expect((await runHs(['nodes', 'delete', '--help'])).code).toBe(0);
  });
});

test.each(['--version', '-V', '-v'])('hs %s prints the version', async (flag) => {
  expect(await runHs([flag])).toMatchObject({ code: 0, out: `hs ${TEST_VERSION}\n`, err: '' });
});

describe('what is no command', () => {
  test.each([
    ['usres list', 'There is no command "usres"', 'hs users'],
    ['users lsit', 'There is no command "users lsit"', 'Did you mean hs users list?'],
    ['users frobnicate', 'There is no command "users frobnicate"', 'list, show, create, rename, delete'],
    [
      'delete',
      'There is no command "delete"',
      'hs users delete, hs nodes delete, hs preauthkeys delete or hs',
    ],
    [
      'register --key mkey:x',
      'There is no command "register"',
      'Did you mean hs nodes register or hs auth register?',
    ],
    ['bogus', 'There is no command "bogus"', ''],
    ['toString', 'There is no command "toString"', ''],
    ['constructor list', 'There is no command "constructor"', ''],
    ['users constructor', 'There is no command "users constructor"', ''],
    ['--quiet', 'A command is missing', 'hs users list -o json'],
    ['--address x', 'A command is missing', ''],
    ['--quiet usres list', 'There is no command "usres"', 'hs users'],
  ])('hs %s', async (line, said, hint) => {
    const refused = await runHs(line.split(' '));
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(said);
    expect(refused.err).toContain(hint);
  });

  test.each(['users --quiet list', 'users -o json', 'users --columns id list'])(
    'hs %s says that the verb comes first',
    async (line) => {
      const refused = await runHs(line.split(' '));
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('flags come after the verb');
    },
  );

  test('an API key in its place is not repeated', async () => {
    const key = `hskey-api-${'p'.repeat(12)}-${'s'.repeat(64)}`;
    for (const argv of [[key], ['users', key], ['help', key]]) {
      const refused = await runHs(argv);
      expect(refused.code).toBe(2);
      expect(refused.err).not.toContain('sss');
    }
  });
});

describe('an error', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  test.each([
    '-o json',
    '-ojson',
    '-o=json',
    '--output json',
    '--output=json',
    '--json',
    '-o yaml',
    '-qo json',
  ])('with %s is one JSON object, and stdout is empty', async (flags) => {
    const refused = await runHs(['users', 'list', ...flags.split(' ')]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.errorJson()).toMatchObject({
      error: { code: 'usage', message: 'No server is named', exitCode: 2 },
    });
    expect(refused.err.split('\n')).toHaveLength(2);
  });

  test('with HS_OUTPUT=json too, even where the command line is the error', async () => {
    const refused = await runHs(['users', 'list', '--bogus'], { env: { HS_OUTPUT: 'json' } });
    expect(refused.errorJson()).toMatchObject({ error: { code: 'usage' } });
  });

  test('is as colourless as the command line asks', async () => {
    const tty = { tty: true, env: { TERM: 'xterm' } };
    expect((await runHs(['users', 'list', '--color', 'never'], tty)).err).not.toContain('\u001b');
    expect((await runHs(['users', 'list', '--color', 'always'])).err).toContain('\u001b');
  });

  test('after -- a format is a value', async () => {
    const refused = await runHs(['users', 'show', '--', '--json']);
    expect(refused.err).toMatch(/^Error: No server is named\n/);
  });

  test('is at most four lines', async () => {
    const lines = (await runHs(['users', 'list'])).err.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(4);
  });

  test('never holds the key in use, whatever form it has and wherever it came from', async () => {
    const key = 'not-of-any-known-form-123456';
    const server = await startFakeGrpc(
      likeRelease(METHODS_OF_0_29, ({ authorization }) => ({ code: 2, details: `refused ${authorization}` })),
    );
    ends.push(() => server.stop());
    const address = `http://127.0.0.1:${server.port}`;
    for (const format of ['table', 'json']) {
      const argv = ['users', 'list', '-o', format];
      const fromEnv = await runHs(argv, { env: { HS_ADDRESS: address, HS_API_KEY: key } });
      const fromFile = await runHs([...argv, '--api-key-file', '/key'], {
        env: { HS_ADDRESS: address },
        files: { '/key': `${key}\n` },
      });
      const official = await runHs(argv, {
        env: { HEADSCALE_CLI_ADDRESS: address, HEADSCALE_CLI_API_KEY: key, HS_DEBUG: '1' },
      });
      for (const refused of [fromEnv, fromFile, official]) {
        expect(refused.code).toBe(1);
        expect(refused.err).toContain('refused');
        expect(refused.err).not.toContain(key);
      }
    }
  });

  test('of hs itself is told as a defect, without a stack', async () => {
    const broken: Commands = {
      version: '1',
      ids: ['users list'],
      load: () => Promise.reject(new TypeError('x is not a function')),
      describe: async () => [],
      describeOne: async () => undefined,
    };
    const seen: string[] = [];
    const err = { isTTY: false, write: (text: string) => seen.push(text) };
    const deps = { streams: { stderr: err, stdout: err }, env: {} };
    expect(await run(['users', 'list'], broken, deps as unknown as Parameters<typeof run>[2])).toBe(1);
    expect(seen.join('')).toContain('defect of hs');
    expect(seen.join('')).not.toContain('at ');
  });
});

test('every command is found by its own words', async () => {
  for (const id of Object.keys(COMMANDS)) {
    const shown = await runHs([...id.split(' '), '--help']);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain(`hs ${id}`);
  }
});
