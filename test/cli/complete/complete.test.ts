import { describe, expect, test } from 'vitest';
import { newContext } from '../../../src/config/context.ts';
import { keptFilesIn } from '../../../src/files/kept-files.ts';
import type { NamedServer } from '../../../src/headscale/connect.ts';
import type { HeadscaleApi } from '../../../src/headscale/port.ts';
import { FACTS, tempFolder } from '../../config/support.ts';
import { remembering } from '../../support/remembered.ts';
import { useTailnet } from '../../support/tailnet.ts';
import { offeredIn, patience } from './offered.ts';

const net = useTailnet({ seed: 'demo' });
const offered = offeredIn(net);

describe('words of commands', () => {
  test.each([
    [[''], ['users', 'nodes', 'routes', 'policy', 'completion', 'help']],
    [['no'], ['nodes']],
    [
      ['nodes', ''],
      ['list', 'show', 'register', 'tag'],
    ],
    [
      ['node', 're'],
      ['register', 'rename'],
    ],
    [
      ['nodes', 'tag', ''],
      ['set', 'add', 'remove'],
    ],
    [
      ['help', 'con'],
      ['connection', 'contexts'],
    ],
    [['help', 'nodes', 'de'], ['delete']],
  ])('%j', async (words, some) => {
    expect(await offered(words)).toEqual(expect.arrayContaining(some));
  });

  test('come with what they do', async () => {
    const { out } = await net.hs(['__complete', 'zsh', 'nodes', 'dele']);
    expect(out).toBe('delete\tDelete nodes\n');
  });

  test('nothing follows what is no command', async () => {
    expect(await offered(['nodes', 'frobnicate', ''])).toEqual([]);
  });
});

describe('flags and their values', () => {
  test('flags, each once', async () => {
    expect(await offered(['users', 'list', '--co'])).toEqual(
      expect.arrayContaining(['--columns', '--context']),
    );
    expect(await offered(['users', 'list', '--context', 'prod', '--con'])).not.toContain('--context');
  });

  test.each([
    [
      ['users', 'list', '-o', 'j'],
      ['json', 'jsonl'],
    ],
    [
      ['users', 'list', '--output=js'],
      ['--output=json', '--output=jsonl'],
    ],
    [
      ['users', 'list', '--transport', ''],
      ['auto', 'grpc', 'http'],
    ],
    [['users', 'list', '--sort', 'em'], ['email']],
    [['users', 'list', '--columns', 'id,em'], ['id,email']],
    [
      ['nodes', 'list', '--filter', 'us'],
      ['user=', 'user~'],
    ],
    [
      ['nodes', 'list', '--filter', 'online and !(see'],
      ['online and !(seen>', 'online and !(seen<'],
    ],
    [['nodes', 'list', '--filter=onl'], ['--filter=online']],
    [
      ['nodes', 'list', '--filter', 'online '],
      ['online and', 'online or'],
    ],
    [
      ['nodes', 'list', '--filter', 'not us'],
      ['not user=', 'not user~'],
    ],
    [
      ['nodes', 'list', '--filter', 'method='],
      ['method=key', 'method=cli', 'method=oidc'],
    ],
    [['nodes', 'list', '--filter', 'expires=n'], ['expires=never']],
    [['nodes', 'list', '--filter', '!online and seen>3'], ['!online and seen>30d']],
    [['nodes', 'list', '--filter', 'nothing=x'], []],
    [['nodes', 'list', '--sort=-lastS'], ['--sort=-lastSeen']],
    [['nodes', 'list', '--sort', 'id,lastSeen,l'], []],
    [
      ['sandbox', '--headscale', '0.27'],
      ['0.27.0', '0.27.1'],
    ],
    [
      ['--output', 'js'],
      ['json', 'jsonl'],
    ],
    [['--quiet', '--no-in'], ['--no-input']],
    [
      ['--color', 'never', 'nodes', 're'],
      ['register', 'rename'],
    ],
    // Its value may be left out, and does not stand in the next word.
    [['users', 'list', '--filter', 'x', '--limit', '3', '--columns', 'em'], ['email']],
    [['nodes', 'list', '--expiring', '--tag', 'tag:c'], ['tag:ci']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
  ])('%j', async (words, all) => {
    expect(await offered(words)).toEqual(all);
  });

  test.each([
    [['policy', 'set', '']],
    [['users', 'list', '--ca-file', '/et']],
    [['users', 'list', '--ca-file=/et']],
  ])('files after %j', async (words) => {
    expect(await offered(words)).toEqual([':files']);
  });
});

describe('a server', () => {
  const nodes = ['nodes', 'show', 'na'];
  const cached = () => keptFilesIn(tempFolder(), FACTS);

  test('is asked once a minute', async () => {
    const cache = cached();
    const at = (now: number) => ({ ...patience, cache, now });
    const calls = async (now: number) =>
      (await net.hs(['__complete', 'zsh', ...nodes], at(now))).calls.filter(({ rpc }) => rpc === 'ListNodes');
    expect(await calls(0)).toHaveLength(1);
    expect(await calls(59_000)).toHaveLength(0);
    expect(await calls(61_000)).toHaveLength(1);
    // The clock was set back.
    expect(await calls(0)).toHaveLength(1);
  });

  test('whose key comes from a program is not asked: that program may ask somebody', async () => {
    const context = { ...newContext('own', net.sandbox.address), key: { kind: 'command', argv: ['cat'] } };
    const { contexts } = await remembering([context as ReturnType<typeof newContext>, undefined]);
    const { out, err, calls } = await net.hs(['__complete', 'zsh', ...nodes], {
      ...patience,
      contexts: { ...contexts, keyFromCommand: () => Promise.reject(new Error('the program was run')) },
      env: { HS_ADDRESS: '', HS_API_KEY: '' },
    });
    expect({ out, err, calls }).toEqual({ out: '', err: '', calls: [] });
  });

  test('is asked without a question of ssh', async () => {
    const asked: (boolean | undefined)[] = [];
    await offered(nodes, {
      through: (api: HeadscaleApi, { noInput }: NamedServer) => {
        asked.push(noInput);
        return api;
      },
      tty: true,
    });
    expect(asked).toEqual([true]);
  });

  test('that is slow is not waited for, and what was known is offered', async () => {
    const cache = cached();
    expect(await offered(nodes, { cache, now: 0 })).toEqual(['nas']);
    const slow = {
      cache,
      now: 120_000,
      whileWaiting: async () => {},
      env: { HS_ADDRESS: net.sandbox.address },
    };
    expect(await offered(nodes, slow)).toEqual(['nas']);
  });

  test.each([
    ['that is not there', { HS_ADDRESS: 'http://127.0.0.1:1' }],
    ['that refuses the key', { HS_API_KEY: 'nonsense' }],
    ['that nobody named', { HS_ADDRESS: '', HS_API_KEY: '' }],
    ['whose address is none', { HS_ADDRESS: 'ftp://x' }],
  ])('%s is no matter for words', async (_, env) => {
    expect(await offered(nodes, { env })).toEqual([]);
  });
});

test('earlier policies are completed from what is kept here', async () => {
  const state = keptFilesIn(tempFolder(), FACTS);
  for (const text of ['{"acls": []}', '{"acls": [],}'])
    await net.hs('policy set - -y', { state, stdin: text });
  await net.hs(['policy', 'set', '-', '-y', '--note', 'a try'], { state, stdin: '{}' });
  const { out, calls } = await net.hs(['__complete', 'zsh', 'policy', 'rollback', ''], { state });
  expect(out.split('\n').slice(0, 2)).toEqual([
    '3\treplaced 2026-11-24T12:00:00.000Z, 1 line, a try',
    '2\treplaced 2026-11-24T12:00:00.000Z, 1 line',
  ]);
  expect(calls).toEqual([]);
  expect((await net.hs(['__complete', 'zsh', 'policy', 'diff', '--backup=1'], { state })).out).toMatch(
    /^--backup=1\t/,
  );
});
