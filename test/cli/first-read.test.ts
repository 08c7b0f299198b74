import { describe, expect, test } from 'vitest';
import { FIRST_READS } from '../../src/cli/first-read.ts';
import { describeAll } from '../../src/cli/manifest.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { useTailnet } from '../support/tailnet.ts';

const RPCS = {
  listUsers: 'ListUsers',
  listNodes: 'ListNodes',
  eachNode: 'ListNodes',
  listApiKeys: 'ListApiKeys',
} as const;

describe('the first read of a command', () => {
  const tailnet = useTailnet({ seed: 'demo' });

  test.each(Object.entries(FIRST_READS))(
    '%s sends %s once, in whatever order it is typed',
    async (id, read) => {
      const targets: Readonly<Record<string, string[]>> = {
        'users show': ['alice'],
        'nodes show': ['web-1'],
        'apikeys show': ['1'],
      };
      const { code, calls } = await tailnet.hs([
        ...id.split(' '),
        ...(targets[id] ?? []),
        '--timeout',
        '20s',
        '-o',
        'json',
      ]);
      expect(code).toBe(0);
      expect(calls.map(({ rpc }) => rpc).filter((rpc) => rpc === RPCS[read])).toHaveLength(1);
    },
  );

  test.each([
    'users list --no-such-flag',
    'users list --timeout 30',
    'users list too many',
    'users list --columns',
  ])('nothing is sent for a line that is refused: %s', async (line) => {
    const { code, calls } = await tailnet.hs(line);
    expect(code).toBe(2);
    expect(calls).toEqual([]);
  });

  test('the command says what went wrong with it', async () => {
    const { code, err } = await tailnet.hs('users list', { env: { HS_API_KEY: 'wrong' } });
    expect([code, err]).toEqual([4, expect.stringContaining('API key')]);
  });

  test('names commands that there are', async () => {
    const known = (await describeAll(COMMANDS)).map(({ id }) => id);
    expect(Object.keys(FIRST_READS).filter((id) => !known.includes(id))).toEqual([]);
  });
});
