import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/headscale/named-address.ts';
import type { SshAddress } from '../../../src/headscale/ssh/ssh-address.ts';
import { byHand, forwardArguments, loginArguments } from '../../../src/headscale/ssh/ssh-arguments.ts';

function ssh(typed: string): SshAddress {
  const address = parseAddress(typed);
  if (address.kind !== 'ssh') throw new Error(`${typed} is not behind ssh`);
  return address;
}

const LOGIN = { control: '/tmp/hs-1/c', timeoutMs: 15_000, mayAsk: false };

/** The options of a command line, by name. */
function optionsIn(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.flatMap((word, at) => (words[at - 1] === '-o' ? [word.split('=') as [string, string]] : [])),
  );
}

describe('a login', () => {
  test('runs nothing, forwards nothing of the configuration, and shares no connection', () => {
    const words = loginArguments(ssh('ssh://admin@hs.example.org:2222'), LOGIN);
    expect(words.slice(0, 4)).toEqual(['-N', '-T', '-a', '-x']);
    expect(optionsIn(words)).toEqual({
      BatchMode: 'yes',
      ClearAllForwardings: 'yes',
      ConnectTimeout: '15',
      ControlMaster: 'yes',
      ControlPath: '/tmp/hs-1/c',
      ControlPersist: 'no',
      PermitLocalCommand: 'no',
      StreamLocalBindMask: '0177',
    });
    expect(words.slice(-6)).toEqual(['-p', '2222', '-l', 'admin', '--', 'hs.example.org']);
  });

  test('leaves user and port to ssh where the address names none', () => {
    const words = loginArguments(ssh('ssh://[::1]'), LOGIN);
    expect(words).not.toContain('-p');
    expect(words).not.toContain('-l');
    expect(words.slice(-2)).toEqual(['--', '::1']);
  });

  test('may ask somebody, and then keeps its messages apart from what it asks', () => {
    const words = loginArguments(ssh('ssh://h'), { ...LOGIN, mayAsk: true, log: '/tmp/hs-1/log' });
    expect(optionsIn(words)).not.toHaveProperty('BatchMode');
    expect(words.join(' ')).toContain('-E /tmp/hs-1/log');
  });

  test.each([
    [1, '1'],
    [1500, '2'],
    [60_000, '60'],
  ])('%d ms are %s s', (timeoutMs, seconds) => {
    const words = loginArguments(ssh('ssh://h'), { ...LOGIN, timeoutMs });
    expect(optionsIn(words)['ConnectTimeout']).toBe(seconds);
  });
});

describe('a forward', () => {
  test.each([
    ['ssh://h', '/tmp/hs-1/api:/var/run/headscale/headscale.sock'],
    ['ssh://h/run/x.sock', '/tmp/hs-1/api:/run/x.sock'],
    ['ssh://h?to=localhost:50443', '/tmp/hs-1/api:localhost:50443'],
    ['ssh://h?to=[::1]:50443', '/tmp/hs-1/api:[::1]:50443'],
    ['ssh://h?to=https://hs.lan/x', '/tmp/hs-1/api:hs.lan:443'],
  ])('to %s is asked for as %s', (typed, forward) => {
    const words = forwardArguments(ssh(typed), { control: '/tmp/hs-1/c', local: '/tmp/hs-1/api' });
    expect(words.join(' ')).toBe(`-F none -S /tmp/hs-1/c -O forward -L ${forward} -- h`);
  });
});

test.each([
  ['ssh://h', 'ssh h'],
  ['ssh://admin@h:2222', 'ssh -p 2222 admin@h'],
])('%s is %s by hand', (typed, line) => {
  expect(byHand(ssh(typed))).toBe(line);
});
