import { describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import { remembering } from '../support/remembered.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

describe('what is mistyped is answered with what is near, and never run', () => {
  test.each([
    ['a noun', 'noeds delete nas --yes', 2, 'Did you mean hs nodes?'],
    ['a verb', 'nodes delte nas --yes', 2, 'Did you mean hs nodes delete?'],
    ['a verb without its noun', 'prune --yes', 2, 'hs nodes prune'],
    ['a topic', 'help enviroment', 2, 'Did you mean hs help environment?'],
    ['a flag', 'nodes delete nas --yess', 2, 'Did you mean --yes?'],
    ['a flag that was cut', 'nodes list --colu id', 2, 'Did you mean --columns?'],
    ['a flag with one dash', 'nodes delete nas -dry-run', 2, 'Did you mean --dry-run?'],
    ['a flag before the command', '--addres x nodes list', 2, 'Did you mean --address?'],
    ['a format', 'nodes list --output jsn', 2, 'Did you mean json?'],
    ['a format as a flag', 'nodes list --yaml', 2, 'Did you mean -o yaml?'],
    ['one of a few values', 'nodes list --transport grcp', 2, 'Did you mean grpc?'],
    ['an argument of a few', 'completion bsh', 2, 'Did you mean bash or zsh?'],
    ['a column', 'nodes list --columns id,givnName', 2, 'Did you mean givenName?'],
    ['a column to sort by', 'nodes list --sort lastSen', 2, 'Did you mean lastSeen?'],
    ['a field of a filter', 'nodes list --filter onlin', 2, 'Did you mean online?'],
    ['a field compared', 'nodes list --filter usr=alice', 2, 'Did you mean user?'],
    ['a node', 'nodes delete laptpo --yes', 3, 'Did you mean laptop?'],
    ['a user', 'users delete alcie --yes', 3, 'Did you mean alice?'],
  ])('%s: hs %s', async (_, line, exit, hint) => {
    const { code, out, err, changes } = await net.hs(line.split(' '));
    expect({ code, out, changes }).toEqual({ code: exit, out: '', changes: [] });
    expect(err).toContain(hint);
  });

  test.each([
    ['contexts use prdo', {}],
    ['nodes list --context prdo', {}],
    ['nodes list', { HS_CONTEXT: 'prdo' }],
  ])('a context: hs %s %j', async (line, env) => {
    const { contexts } = await remembering([newContext('prod', 'https://hs.example.org'), 'key']);
    const { code, out, err, calls } = await net.hs(line.split(' '), {
      contexts,
      env: { HS_ADDRESS: '', HS_API_KEY: '', ...env },
    });
    expect({ code, out, calls }).toEqual({ code: 3, out: '', calls: [] });
    expect(err).toContain('Did you mean prod?');
  });

  test('what is near to nothing gets no guess', async () => {
    const { err } = await net.hs(['nodes', 'show', 'qqqqqqqq']);
    expect(err).not.toContain('Did you mean');
    expect(err).toContain('hs nodes list');
  });

  test('at most three are offered', async () => {
    for (const [id, name] of ['web-a', 'web-b', 'web-c', 'web-d'].entries())
      net.sandbox.store.nodes.update(id + 1, { givenName: name, hostname: name });
    expect((await net.hs(['nodes', 'show', 'web-x'])).err).toContain('Did you mean web-a, web-b or web-c?');
  });
});
