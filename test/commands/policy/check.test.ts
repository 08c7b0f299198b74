import { describe, expect, test } from 'vitest';
import { offences } from '../../docs/json-schema.ts';
import { useTailnet } from '../../support/tailnet.ts';
import { BAD, TEXT } from './texts.ts';

const net = useTailnet();
const ODD =
  '{\n  "groups": {"group:a": ["alice@", "bob@"]},\n  "acls": [{"action": "accept", "src": ["group:b"], "dst": ["*:*"]}]\n}\n';
const files = { 'good.hujson': TEXT, 'bad.hujson': BAD, 'odd.hujson': ODD };

describe('0.29 and later', () => {
  test('a good policy is good, and nothing is stored', async () => {
    const checked = await net.hs('policy check good.hujson', { files });
    expect(checked).toMatchObject({ code: 0, out: '', changes: [] });
    expect(checked.err).toBe(`The server at ${net.sandbox.address} would take this policy\n`);
    expect(checked.calls).toEqual([{ rpc: 'CheckPolicy', request: { policy: TEXT }, authorised: true }]);
    expect((await net.hs('policy check -', { stdin: TEXT })).code).toBe(0);
    expect((await net.hs('policy get')).code).toBe(3);
  });

  test.each(['0.29', '0.30'] as const)(
    "%s: a bad one ends with 9, the server's reason and its place",
    async (release) => {
      await net.start({ release });
      const checked = await net.hs('policy check bad.hujson', { files });
      expect(checked).toMatchObject({ code: 9, changes: [] });
      expect(checked.out).toBe(
        'bad.hujson:3:3: error: The server refuses the policy: parsing policy: parsing HuJSON: hujson: line 3, column 3: invalid literal: acls\n',
      );
      expect(checked.err).toBe(`The server at ${net.sandbox.address} would refuse this policy\n`);
    },
  );

  test('tests in it that fail are said, each on its line', async () => {
    const tested = TEXT.replace(
      '"acls"',
      '"tests": [{"src": "100.64.0.1", "deny": ["100.64.0.2:22", "100.64.0.3:80"]}],\n  "acls"',
    );
    const checked = await net.hs('policy check -', { stdin: tested });
    expect(checked.code).toBe(9);
    expect(checked.out).toBe(
      "-:3:61: error: The policy's own tests fail: 100.64.0.1 -> 100.64.0.2:22: expected DENIED, got ALLOWED\n" +
        '  100.64.0.1 -> 100.64.0.3:80: expected DENIED, got ALLOWED\n',
    );
  });

  test('-o json has its documented fields', async () => {
    const checked = await net.hs('policy check bad.hujson -o json', { files });
    expect(checked.code).toBe(9);
    expect(checked.json()).toEqual({
      file: 'bad.hujson',
      good: false,
      checkedBy: 'server',
      problems: [
        { line: 3, column: 3, severity: 'error', message: expect.stringContaining('parsing HuJSON') },
      ],
    });
    expect(offences(checked.json() as never, 'policy-check')).toEqual([]);
  });
});

describe('before 0.29 hs looks itself, and says so', () => {
  test.each(['0.23', '0.24', '0.25', '0.26', '0.27.0', '0.27.1', '0.28'] as const)('%s', async (release) => {
    await net.start({ release });
    await net.user('alice');
    const good = await net.hs('policy check good.hujson', { files });
    expect(good).toMatchObject({ code: 0, out: '', changes: [] });
    expect(good.err).toContain('hs itself finds nothing wrong');
    expect((await net.hs('policy check bad.hujson', { files })).out).toBe(
      'bad.hujson:3:3: error: This is no value: a text stands in double quotes\n',
    );
    const odd = await net.hs('policy check odd.hujson', { files });
    expect(odd.code).toBe(9);
    expect(odd.out).toBe(
      'odd.hujson:2:36: error: There is no user "bob"\n' +
        'odd.hujson:3:41: error: There is no group "group:b" in "groups". Did you mean group:a?\n',
    );
    expect(odd.err).toContain('hs itself checked this');
    expect(odd.calls.map(({ rpc }) => rpc)).not.toContain('CheckPolicy');
  });

  test('-o json says by whom', async () => {
    await net.start({ release: '0.28' });
    const checked = await net.hs('policy check odd.hujson -o json', { files });
    expect(checked.json()).toMatchObject({ good: false, checkedBy: 'hs' });
    expect(offences(checked.json() as never, 'policy-check')).toEqual([]);
  });
});

test.each([
  ['policy check', 'The policy is missing'],
  ['policy check missing.hujson', 'no such file'],
])('%s is refused before anything is sent', async (line, said) => {
  const refused = await net.hs(line, { files });
  expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
  expect(refused.err).toContain(said);
});
