import { describe, expect, test } from 'vitest';
import { runHs } from '../support/harness.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });

describe('flags that every command knows stand before it as well as after it', () => {
  const after = 'nodes list --output json --columns id --quiet --color never --timeout 30s';

  test.each([
    '--output json nodes list --columns id --quiet --color never --timeout 30s',
    '-o json --quiet nodes list --columns id --color never --timeout 30s',
    '-ojson -q --color=never --timeout=30s nodes list --columns id',
    '--columns id --output=json -q --color never --timeout 30s nodes ls',
  ])('hs %s', async (before) => {
    const expected = await net.hs(after.split(' '));
    const { code, out, err } = await net.hs(before.split(' '));
    expect({ code, out, err }).toEqual({ code: 0, out: expected.out, err: '' });
  });

  test('a server is named by them', async () => {
    const env = { HS_ADDRESS: '' };
    const { out } = await net.hs(['--address', net.sandbox.address, 'users', 'list', '-o', 'name'], { env });
    expect(out).toMatch(/^1\n2\n/);
  });

  test('help is found behind them', async () => {
    const { out } = await runHs(['users', 'list', '--help']);
    for (const line of [
      '--quiet users list --help',
      '--help users list',
      '-h users list',
      '-q help users list',
    ]) {
      expect(await runHs(line.split(' '))).toMatchObject({ code: 0, out });
    }
  });

  test('one that is given on both sides is given twice', async () => {
    expect((await runHs(['-o', 'json', 'users', 'list', '--output', 'yaml'])).err).toContain(
      'is given twice',
    );
  });
});

describe('what else begins with a dash is refused, and nothing is sent', () => {
  test.each([
    ['--dry-run nodes delete nas', '--dry-run cannot stand before a command', 'come after it'],
    ['--yes nodes delete nas', '--yes cannot stand before a command', 'come after it'],
    ['-y nodes delete nas', '-y cannot stand before a command', 'come after it'],
    ['--contxt prod nodes list', '--contxt cannot stand before a command', 'Did you mean --context?'],
    ['--user=alice nodes list', '--user cannot stand before a command', ''],
    ['-qy nodes delete nas', '-qy cannot stand before a command', ''],
  ])('hs %s', async (line, said, hint) => {
    const { code, out, err, calls } = await net.hs(line.split(' '));
    expect({ code, out, calls }).toEqual({ code: 2, out: '', calls: [] });
    expect(err).toContain(said);
    expect(err).toContain(hint);
  });
});

describe('an argument that is missing comes with how the command is typed', () => {
  test.each([
    ['users rename john', 'NAME is missing', 'hs users rename USER NAME [flags]', 'hs users rename john'],
    ['nodes show', 'NODE is missing', 'hs nodes show NODE [flags]', 'hs nodes show '],
    ['nodes delete --yes', 'NODE is missing', 'hs nodes delete [NODE…] [flags]', 'hs nodes delete '],
    ['nodes tag add nas', 'TAGS is missing', 'hs nodes tag add ', 'hs nodes tag add '],
    ['completion', 'SHELL is missing', 'hs completion SHELL [flags]', 'hs completion bash'],
  ])('hs %s', async (line, said, usage, example) => {
    const { code, out, err, calls } = await net.hs(line.split(' '));
    expect({ code, out, calls }).toEqual({ code: 2, out: '', calls: [] });
    const [first, second, third, ...rest] = err.split('\n');
    expect(first).toBe(`Error: ${said}`);
    expect(second).toContain(`Usage: ${usage}`);
    expect(third).toContain('Example: ');
    expect(third).toContain(example);
    expect(rest.length).toBe(2);
  });
});
