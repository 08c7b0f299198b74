import { describe, expect, test } from 'vitest';
import { newContext } from '../../../src/config/context.ts';
import { remembering } from '../../support/remembered.ts';
import { useTailnet } from '../../support/tailnet.ts';
import { offeredIn, patience } from './offered.ts';

const net = useTailnet({ seed: 'demo' });
const offered = offeredIn(net);

describe('names', () => {
  test.each([
    [
      ['nodes', 'delete', ''],
      ['nas', 'router-berlin'],
    ],
    [['nodes', 'delete', 'n'], ['nas']],
    [['nodes', 'list', '--yes', '--', 'x', ''], []],
    [['users', 'delete', 'a'], ['alice']],
    [['preauthkeys', 'create', '--user', 'b'], ['bob']],
    [['preauthkeys', 'create', '--user=b'], ['--user=bob']],
    [['preauthkeys', 'create', '--tags', 'tag:'], ['tag:server']],
    [['routes', 'approve', 'router-berlin', '10.'], ['10.1.0.0/24']],
    [
      ['preauthkeys', 'expire', ''],
      ['1', '2'],
    ],
    [['apikeys', 'expire', ''], ['1']],
    [['nodes', 'list', '--filter', 'user=al'], ['user=alice']],
    [
      ['nodes', 'list', '--filter', 'online and !(user='],
      ['online and !(user=alice', 'online and !(user=bob'],
    ],
    [['nodes', 'list', '--filter=user="bo'], ['--filter=user="bob"']],
    [['nodes', 'list', '--filter', "user='bo"], ["user='bob'"]],
    [
      ['nodes', 'list', '--filter', 'tag='],
      ['tag=ci', 'tag=server'],
    ],
    [['nodes', 'list', '--filter', 'tag=tag:c'], ['tag=tag:ci']],
    [['nodes', 'list', '--filter', 'name~nas'], ['name~nas']],
    [['users', 'list', '--filter', 'name=al'], ['name=alice']],
    [['routes', 'list', '--filter', 'node=router'], ['node=router-berlin']],
    [['routes', 'list', '--filter', 'route=10.1'], ['route=10.1.0.0/24']],
    [['--quiet', 'nodes', 'show', 'na'], ['nas']],
  ])('%j', async (words, some) => {
    const all = await offered(words);
    expect(all).toEqual(expect.arrayContaining(some));
    if (some.length === 0) expect(all).toEqual([]);
  });

  test('of contexts need no server', async () => {
    const { contexts } = await remembering([newContext('prod', 'https://hs.example.org'), 'key']);
    expect(await offered(['contexts', 'use', ''], { contexts, env: { HS_ADDRESS: '' } })).toEqual(['prod']);
    expect(await offered(['nodes', 'list', '--context', 'p'], { contexts })).toEqual(['prod']);
  });

  test('no secret is among them, also where the server lists them in clear', async () => {
    await net.start({ release: '0.26', seed: 'demo' });
    const { out } = await net.hs(['__complete', 'zsh', 'preauthkeys', 'expire', ''], patience);
    expect(out).not.toBe('');
    for (const { secret } of net.sandbox.store.preAuthKeys.all()) expect(out).not.toContain(secret);
  });

  test('that a terminal should not be sent are left out', async () => {
    net.sandbox.store.nodes.update(1, { givenName: 'evil\u001b[31m' });
    expect((await offered(['nodes', 'show', ''])).join()).not.toContain('evil');
  });

  test('with spaces come whole, and in quotes where a filter needs them', async () => {
    net.sandbox.store.users.update(1, { name: 'John Doe' });
    expect(await offered(['users', 'show', 'Jo'])).toEqual(['John Doe']);
    expect(await offered(['nodes', 'list', '--filter', 'user="John'])).toEqual(['user="John Doe"']);
    expect(await offered(['nodes', 'list', '--filter', 'user='])).toContain('user="John Doe"');
  });

  test('that no single quotes can hold are not offered in any', async () => {
    net.sandbox.store.users.update(1, { name: "John O'Neil" });
    expect(await offered(['nodes', 'list', '--filter', "user='Jo"])).toEqual([]);
    expect(await offered(['nodes', 'list', '--filter', 'user="Jo'])).toEqual(['user="John O\'Neil"']);
  });

  test('come for a server that a flag before the command names', async () => {
    const { contexts } = await remembering([newContext('here', net.sandbox.address), net.sandbox.apiKey]);
    const env = { HS_ADDRESS: '', HS_API_KEY: '' };
    expect(await offered(['--context', 'here', 'nodes', 'show', 'na'], { contexts, env })).toEqual(['nas']);
  });

  test.each([
    ['zsh', ['users', 'show', "'John D"]],
    ['zsh', ["'users'", 'show', 'John\\ D']],
    ['fish', ['users', 'show', '"John D']],
    ['fish', ['users', 'show', 'John\\ D']],
    ['powershell', ['users', 'show', ':John D']],
    ['powershell', ['users', 'show', ':']],
  ])('come to %s, whose word at the cursor is %j', async (shell, words) => {
    net.sandbox.store.users.update(1, { name: 'John Doe' });
    const { out } = await net.hs(['__complete', shell, ...words], patience);
    expect(out).toContain('John Doe\t');
  });
});
