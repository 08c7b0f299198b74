import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HsError } from '../../src/errors.ts';
import { asksForKey, parseAddress, placeOf, typedAddress } from '../../src/headscale/named-address.ts';

const DEFAULT = '/var/run/headscale/headscale.sock';

function refusal(text: string, plaintext = false): HsError {
  try {
    parseAddress(text, { plaintext });
  } catch (error) {
    if (error instanceof HsError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} was accepted`);
}

describe('parseAddress', () => {
  it('reads what is not behind ssh as before', () => {
    expect(parseAddress('hs.example.org')).toMatchObject({ kind: 'tcp', text: 'https://hs.example.org' });
    expect(parseAddress('/run/hs.sock')).toMatchObject({ kind: 'unix', text: 'unix:///run/hs.sock' });
  });

  const ssh: [
    typed: string,
    user: string | undefined,
    host: string,
    port: number | undefined,
    text?: string,
  ][] = [
    ['ssh://hs.example.org', undefined, 'hs.example.org', undefined],
    ['ssh://admin@hs.example.org', 'admin', 'hs.example.org', undefined],
    ['SSH://admin@hs.example.org/', 'admin', 'hs.example.org', undefined, 'ssh://admin@hs.example.org'],
    ['ssh://admin@hs.example.org:2222', 'admin', 'hs.example.org', 2222],
    ['ssh://hs.example.org:22', undefined, 'hs.example.org', 22],
    ['ssh://My_Alias-1', undefined, 'My_Alias-1', undefined],
    ['ssh://john.doe+ops@corp@10.0.0.1', 'john.doe+ops@corp', '10.0.0.1', undefined],
    ['ssh://admin@[2001:DB8::1]', 'admin', '2001:db8::1', undefined, 'ssh://admin@[2001:db8::1]'],
    ['ssh://[::1]:2222', undefined, '::1', 2222],
    ['ssh://bücher.example', undefined, 'xn--bcher-kva.example', undefined, 'ssh://xn--bcher-kva.example'],
    [`ssh://hs.example.org${DEFAULT}`, undefined, 'hs.example.org', undefined, 'ssh://hs.example.org'],
  ];
  it.each(ssh)('reads %s, with the usual socket', (typed, user, host, port, text = typed) => {
    expect(parseAddress(typed)).toMatchObject({
      kind: 'ssh',
      user,
      host,
      port,
      target: { kind: 'unix', path: DEFAULT },
      text,
    });
  });

  it('takes another socket', () => {
    expect(parseAddress('ssh://h/run/hs/a-b_c@1.sock')).toMatchObject({
      host: 'h',
      target: { kind: 'unix', path: '/run/hs/a-b_c@1.sock' },
      text: 'ssh://h/run/hs/a-b_c@1.sock',
    });
  });

  it.each([
    ['localhost:50443', { host: 'localhost', port: 50_443, tls: false }, 'localhost:50443'],
    ['127.0.0.1:1', { host: '127.0.0.1', port: 1, tls: false }, '127.0.0.1:1'],
    ['[::1]:50443', { host: '::1', port: 50_443, tls: false }, '[::1]:50443'],
    ['http://localhost:8080', { host: 'localhost', port: 8080, tls: false }, 'localhost:8080'],
    ['http://localhost:8080/x', { prefix: '/x', tls: false }, 'http://localhost:8080/x'],
    ['https://hs.lan', { host: 'hs.lan', port: 443, tls: true }, 'https://hs.lan'],
    ['https://hs.lan:8443/x', { port: 8443, tls: true, prefix: '/x' }, 'https://hs.lan:8443/x'],
  ])('takes a port: ?to=%s', (to, target, shown) => {
    expect(parseAddress(`ssh://h?to=${to}`)).toMatchObject({
      target: { kind: 'tcp', ...target },
      text: `ssh://h?to=${shown}`,
    });
    expect(parseAddress(`ssh://h/?to=${to}`).text).toBe(`ssh://h?to=${shown}`);
  });

  it('takes a port of a third machine without TLS only where that is said', () => {
    const typed = 'ssh://h?to=hs.lan:50443';
    expect(refusal(typed)).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('API key readable'),
      hint: expect.stringMatching(/https:\/\/hs\.lan:50443.*--plaintext/),
    });
    expect(parseAddress(typed, { plaintext: true })).toMatchObject({
      target: { host: 'hs.lan' },
      text: typed,
    });
  });

  it('parses its own text back to the same address', () => {
    const user = fc.stringMatching(/^[a-z0-9._][a-z0-9._@+-]{0,8}$/);
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6(),
      fc.stringMatching(/^[A-Za-z0-9._][A-Za-z0-9._-]{0,12}$/),
    );
    const end = fc.constantFrom('', '/', '/run/x.sock', DEFAULT, '?to=localhost:1', '?to=https://a.b/c');
    fc.assert(
      fc.property(
        fc.option(user, { nil: undefined }),
        host,
        fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
        end,
        (u, h, port, suffix) => {
          const place = h.includes(':') ? `[${h}]` : h;
          const typed = `ssh://${u === undefined ? '' : `${u}@`}${place}${port === undefined ? '' : `:${port}`}${suffix}`;
          const address = parseAddress(typed);
          expect(address).toMatchObject({ kind: 'ssh', user: u, port });
          expect(parseAddress(address.text)).toEqual(address);
        },
      ),
    );
  });

  it.each<[typed: string, says: RegExp]>([
    ['ssh:hs.example.org', /two slashes are missing/],
    ['ssh://', /names no host/],
    ['ssh://admin@', /names no host/],
    ['ssh:///run/hs.sock', /names no host/],
    ['ssh://:22', /names no host/],
    ['ssh://-oProxyCommand=x', /"-oProxyCommand=x" is not a host name/],
    ['ssh://-h@hs.example.org', /"-h" cannot be the user/],
    ['ssh://@hs.example.org', /"" cannot be the user/],
    ['ssh://$(reboot)@hs.example.org', /cannot be the user/],
    ['ssh://a`b`', /not a host name/],
    ['ssh://a;b', /not a host name/],
    ['ssh://hs.example.org:', /port is missing/],
    ['ssh://hs.example.org:ssh', /"ssh" is not a port/],
    ['ssh://hs.example.org:0', /"0" is not a port/],
    ['ssh://2001:db8::1', /more than one colon/],
    ['ssh://[fe80::1%eth0]', /not an IPv6 address/],
    ['ssh://[10.0.0.1]', /not an IPv6 address/],
    ['ssh://h/run/%d', /cannot be the socket/],
    ['ssh://h/run/$HOME', /cannot be the socket/],
    ['ssh://h/run/a:b', /cannot be the socket/],
    ['ssh://h/run/hs/', /cannot be the socket/],
    [`ssh://h/${'x'.repeat(107)}`, /108 bytes/],
    ['ssh://h/run/a b', /space/],
    ['ssh://h\n', /invisible/],
    ['ssh://h#x', /fragment/],
    ['ssh://h?from=x', /to=HOST:PORT/],
    ['ssh://h?to=', /to=HOST:PORT/],
    ['ssh://h?to=a:1&x=2', /to=HOST:PORT/],
    ['ssh://h?', /to=HOST:PORT/],
    ['ssh://h?to=localhost', /neither HOST:PORT nor a URL/],
    ['ssh://h?to=localhost:50443/x', /neither HOST:PORT nor a URL/],
    ['ssh://h?to=ssh://x:1', /neither HOST:PORT nor a URL/],
    ['ssh://h?to=-x:1', /not a host name/],
    ['ssh://h/run/a.sock?to=localhost:1', /a socket and \?to=/],
  ])('refuses %j', (typed, says) => {
    const error = refusal(typed);
    expect(error.code).toBe('usage');
    expect(error.message).toMatch(says);
    expect(error.hint).toBeTruthy();
  });

  it('does not repeat a password', () => {
    const { message, hint } = refusal('ssh://admin:hunter2secret@hs.example.org');
    expect(message).toContain('holds a password');
    expect(`${message} ${hint}`).not.toContain('hunter2');
  });
});

describe('of an address', () => {
  it.each([
    ['hs.example.org', true],
    ['unix:///run/hs.sock', false],
    ['ssh://hs.example.org', false],
    ['ssh://hs.example.org?to=localhost:50443', true],
  ])('%s wants a key: %s', (typed, wants) => {
    expect(asksForKey(parseAddress(typed))).toBe(wants);
  });

  it.each([
    ['hs.example.org', 'hs.example.org:443'],
    ['https://hs.example.org/x', 'https://hs.example.org/x'],
    ['/run/hs.sock', '/run/hs.sock'],
    ['ssh://admin@hs.example.org', 'ssh://admin@hs.example.org'],
  ])('%s is named %s in messages', (typed, shown) => {
    expect(placeOf(parseAddress(typed))).toBe(shown);
  });

  it('what shells would read stands in quotes', () => {
    expect(typedAddress(parseAddress('ssh://h?to=localhost:1'))).toBe('"ssh://h?to=localhost:1"');
    expect(typedAddress(parseAddress('ssh://h'))).toBe('ssh://h');
  });
});
