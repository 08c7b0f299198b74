import { describe, expect, test } from 'vitest';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const tty = { columns: 200 };

describe('--time', () => {
  test('iso gives a terminal what a pipe gets', async () => {
    const { out } = await net.hs('nodes list --time iso --color never', { tty });
    expect(out).toContain('offline since 2026-11-24T10:00:00Z');
    expect(out).toContain('2026-12-14T12:00:00Z');
    expect(out).not.toMatch(/\bago\b|\bin \d/);
    expect((await net.hs('nodes show laptop --time=iso --color never', { tty })).out).toMatch(
      /^Last seen: +2026-11-21T12:00:00Z$/m,
    );
  });

  test('relative gives a pipe what a terminal gets', async () => {
    expect((await net.hs('nodes list --time relative')).out).toContain('\toffline 2h\tin 20d\t');
    expect((await net.hs('users show alice --time relative')).out).toMatch(/^CREATED\t400d ago$/m);
  });

  test.each(['json', 'jsonl', 'yaml', 'csv'])('programs get RFC 3339: %s', async (format) => {
    const refused = await net.hs(`users list -o ${format} --time relative`);
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain(`--time relative is for people: ${format} has times as RFC 3339 in UTC`);
    const plain = await net.hs(`users list -o ${format}`);
    expect((await net.hs(`users list -o ${format} --time iso`)).out).toBe(plain.out);
  });

  test('is one of two', async () => {
    const { code, err, calls } = await net.hs('users list --time isoo');
    expect({ code, calls }).toEqual({ code: 2, calls: [] });
    expect(err).toBe('Error: --time cannot be "isoo"\nIt is one of relative, iso. Did you mean iso?\n');
  });
});

describe('--json', () => {
  test('alone is -o json', async () => {
    for (const line of ['users list', 'users show alice', 'nodes list --user alice'])
      expect((await net.hs(`${line} --json`)).out).toBe((await net.hs(`${line} -o json`)).out);
  });

  test.each([
    ['users list --json=name,id', [{ name: 'alice', id: '1' }]],
    ['users list --json name', [{ name: 'alice' }]],
    ['users list --json=EMAIL', [{ email: 'alice@example.com' }]],
    ['nodes list --json=givenName --tag ci', [{ givenName: 'ci-runner' }]],
    ['nodes list --json=id --filter id>99', []],
  ])('%s gives those fields alone', async (line, some) => {
    const listed = (await net.hs(line)).json() as unknown[];
    expect(listed.slice(0, 1)).toEqual(some);
  });

  test('with fields of one thing', async () => {
    expect((await net.hs('nodes show laptop --json=id,givenName')).json()).toEqual({
      id: '6',
      givenName: 'laptop',
    });
  });

  test.each([
    ['nodes list --json=nmae', 'Nodes have no column "nmae"', 'Did you mean name?'],
    ['nodes show laptop --json=nmae', 'Nodes have no column "nmae"', 'Did you mean name?'],
    ['users list --json=', 'Users have no column ""', 'Columns: id, name,'],
    ['users list --json=id --columns name', '--columns and --json=… both name fields', 'Leave out one'],
    ['users list --json=id -o yaml', '--json and -o yaml contradict each other', 'Leave out one'],
  ])('%s is refused before anything is sent', async (line, message, hint) => {
    const refused = await net.hs(line);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.changes).toEqual([]);
    const { error } = refused.errorJson() as { error: { message: string; hint: string } };
    expect(error.message).toBe(message);
    expect(error.hint).toContain(hint);
  });

  test('an error is one JSON object, whatever fields were asked for', async () => {
    const { out, errorJson } = await net.hs('users list --json=nope');
    expect(out).toBe('');
    expect(errorJson()).toMatchObject({ error: { code: 'invalid_value', exitCode: 2 } });
  });

  test('its fields are offered at the Tab key', async () => {
    const offered = async (...words: string[]) =>
      (await net.hs(['__complete', 'fish', ...words])).out.split('\n').map((line) => line.split('\t')[0]);
    expect(await offered('users', 'list', '--json=em')).toEqual(['--json=email', '']);
    expect(await offered('users', 'list', '--json=id,em')).toEqual(['--json=id,email', '']);
    expect(await offered('users', 'list', '--time', '')).toEqual(['relative', 'iso', '']);
  });
});
