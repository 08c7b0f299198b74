import { describe, expect, test } from 'vitest';
import { useTailnet } from '../../support/tailnet.ts';

const POLICY = '{ // everybody\n  "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]}],\n}\n';

describe.each(['0.26', '0.28', '0.29', '0.30'] as const)('on %s', (release) => {
  const net = useTailnet({ release });

  test('a policy is stored byte for byte, from a file or standard input, and printed whatever the format', async () => {
    const files = { '/tmp/p.hujson': POLICY };
    expect(await net.headscale('policy set -f /tmp/p.hujson', { files })).toMatchObject({
      code: 0,
      out: 'Policy updated.\n',
      err: '',
      changes: ['SetPolicy'],
    });
    expect(await net.headscale('policy get')).toMatchObject({ code: 0, out: `${POLICY}\n`, err: '' });
    await net.headscale('policy set -f -', { stdin: '{"acls":[]}' });
    expect((await net.headscale('policy get -o json')).out).toBe('{"acls":[]}\n');
  });

  test('where none is stored, the server says so', async () => {
    const ended = await net.headscale('policy get -o json');
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.errorJson()).toEqual({
      error: expect.stringMatching(
        /^loading ACL policy: rpc error: code = \w+ desc = .*acl policy not found/,
      ),
    });
  });

  test('a bad one stays where it is', async () => {
    const ended = await net.headscale('policy set -f x', { files: { x: '{"acls": [ not json' } });
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toMatch(/^Error: setting ACL policy: rpc error: code = \w+ desc = .*/);
  });
});

describe('a check', () => {
  const net = useTailnet();
  const files = { good: POLICY, bad: '{"acls":[{"action":"no","src":["*"],"dst":["*:*"]}]}' };

  test('is made by the server', async () => {
    expect(await net.headscale('policy check -f good', { files })).toMatchObject({
      code: 0,
      out: 'Policy is valid\n',
      changes: [],
    });
    const bad = await net.headscale('policy check -f bad', { files });
    expect(bad.code).toBe(1);
    expect(bad.err).toMatch(
      /^Error: rpc error: code = InvalidArgument desc = parsing policy: .*invalid ACL action\n$/,
    );
  });

  test('that the release does not have is told as that', async () => {
    await net.start({ release: '0.28' });
    const ended = await net.headscale('policy check -f good', { files });
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toMatch(/^Error: .*0\.29/s);
  });
});

describe('nothing is sent', () => {
  const net = useTailnet();

  test.each([
    ['policy set -f empty', /^Error: reading policy file: The policy in empty is empty\n/],
    ['policy set', /^Error: required flag\(s\) "file" not set\n$/],
    ['policy get --bypass-grpc-and-access-database-directly', /opens the database of the server/],
    [
      'policy set -f empty --bypass-server-and-access-database-directly --force',
      /opens the database of the server/,
    ],
  ])('by %s', async (line, text) => {
    const ended = await net.headscale(line, { files: { empty: '\n' } });
    expect(ended).toMatchObject({ code: 1, out: '', calls: [], err: expect.stringMatching(text) });
  });

  test('where the file is not there or is a folder, in the words of Go', async () => {
    const at = async (file: string) =>
      (await net.headscale(['policy', 'set', '-f', file], { realFiles: true })).err;
    expect(await at('/nonexistent/p')).toBe(
      'Error: reading policy file: open /nonexistent/p: no such file or directory\n',
    );
    expect(await at('/')).toBe('Error: reading policy file: read /: is a directory\n');
  });
});
