import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HsError } from '../../src/errors.ts';
import { hostAndPort, isLoopback, parseServerAddress } from '../../src/headscale/address.ts';

function refusal(text: string, plaintext = false): HsError {
  try {
    parseServerAddress(text, { plaintext });
  } catch (error) {
    if (error instanceof HsError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} was accepted`);
}

describe('parseServerAddress', () => {
  const tcp: [typed: string, host: string, port: number, tls: boolean, prefix: string, text: string][] = [
    ['hs.example.org', 'hs.example.org', 443, true, '', 'https://hs.example.org'],
    ['hs.example.org:443', 'hs.example.org', 443, true, '', 'https://hs.example.org'],
    ['hs.example.org:50443', 'hs.example.org', 50_443, true, '', 'https://hs.example.org:50443'],
    ['HS.Example.Org', 'hs.example.org', 443, true, '', 'https://hs.example.org'],
    ['https://hs.example.org', 'hs.example.org', 443, true, '', 'https://hs.example.org'],
    ['HTTPS://hs.example.org/', 'hs.example.org', 443, true, '', 'https://hs.example.org'],
    ['https://hs.example.org:8443/x', 'hs.example.org', 8443, true, '/x', 'https://hs.example.org:8443/x'],
    ['https://hs.example.org/x/y//', 'hs.example.org', 443, true, '/x/y', 'https://hs.example.org/x/y'],
    ['bücher.example', 'xn--bcher-kva.example', 443, true, '', 'https://xn--bcher-kva.example'],
    ['my_host:1', 'my_host', 1, true, '', 'https://my_host:1'],
    ['192.0.2.7:50443', '192.0.2.7', 50_443, true, '', 'https://192.0.2.7:50443'],
    ['localhost:50443', 'localhost', 50_443, true, '', 'https://localhost:50443'],
    ['[::1]:50443', '::1', 50_443, true, '', 'https://[::1]:50443'],
    ['[2001:DB8::1]', '2001:db8::1', 443, true, '', 'https://[2001:db8::1]'],
    ['2001:db8::1', '2001:db8::1', 443, true, '', 'https://[2001:db8::1]'],
    ['::1', '::1', 443, true, '', 'https://[::1]'],
    ['1:2:3:4:5:6:7:8080', '1:2:3:4:5:6:7:8080', 443, true, '', 'https://[1:2:3:4:5:6:7:8080]'],
    ['http://127.0.0.1:50443', '127.0.0.1', 50_443, false, '', 'http://127.0.0.1:50443'],
    ['http://127.8.9.1', '127.8.9.1', 80, false, '', 'http://127.8.9.1'],
    ['http://localhost:50443', 'localhost', 50_443, false, '', 'http://localhost:50443'],
    ['http://[::1]:50443/x', '::1', 50_443, false, '/x', 'http://[::1]:50443/x'],
  ];
  it.each(tcp)('reads %s', (typed, host, port, tls, prefix, text) => {
    expect(parseServerAddress(typed)).toEqual({ kind: 'tcp', host, port, tls, prefix, text });
  });

  it.each([
    ['http://hs.lan:50443', 'http://hs.lan:50443'],
    ['hs.lan:50443', 'http://hs.lan:50443'],
    ['hs.lan', 'http://hs.lan'],
    ['127.0.0.1:50443', 'http://127.0.0.1:50443'],
  ])('reads %s as plaintext where plaintext is asked for', (typed, text) => {
    expect(parseServerAddress(typed, { plaintext: true })).toMatchObject({ tls: false, text });
  });

  it.each([
    ['/var/run/headscale/headscale.sock', '/var/run/headscale/headscale.sock'],
    ['unix:///run/my socket', '/run/my socket'],
    ['unix:/run/hs.sock', '/run/hs.sock'],
    ['UNIX:///run/hs.sock', '/run/hs.sock'],
  ])('reads %s as a socket', (typed, path) => {
    expect(parseServerAddress(typed)).toEqual({
      kind: 'unix',
      path,
      host: 'localhost',
      port: 0,
      tls: false,
      prefix: '',
      text: `unix://${path}`,
    });
  });

  it('parses its own text back to the same address', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4().filter((ip) => ip !== '0.0.0.0'),
      fc.ipV6().filter((ip) => !/^[0:]+$/.test(ip)),
    );
    fc.assert(
      fc.property(
        host,
        fc.integer({ min: 1, max: 65_535 }),
        fc.boolean(),
        fc.constantFrom('', '/x', '/a/b-c'),
        (h, port, tls, prefix) => {
          const typed = `${tls ? 'https' : 'http'}://${h.includes(':') ? `[${h}]` : h}:${port}${prefix}`;
          const address = parseServerAddress(typed, { plaintext: !tls });
          expect(address).toMatchObject({ host: h.toLowerCase(), port, tls, prefix });
          expect(parseServerAddress(address.text, { plaintext: !tls })).toEqual(address);
        },
      ),
    );
  });

  it.each<[typed: string, says: RegExp]>([
    ['', /empty/],
    ['  ', /empty/],
    ['htps://hs.example.org', /htps:\/\/ is not a kind of address/],
    ['grpc://hs.example.org', /grpc:\/\/ is not a kind of address/],
    ['https:/hs.example.org', /slashes are missing/],
    ['https://', /names no host/],
    [':50443', /names no host/],
    ['hs.example.org:', /port is missing/],
    ['hs.example.org:0', /"0" is not a port/],
    ['hs.example.org:70000', /"70000" is not a port/],
    ['hs.example.org:grpc', /"grpc" is not a port/],
    ['hs.example.org:+1', /"\+1" is not a port/],
    [' hs.example.org', /space/],
    ['hs.example.org\n', /invisible/],
    ['hs\u200b.example.org', /invisible/],
    ['https://hs example.org', /space/],
    ['hs..example.org', /not a host name/],
    ['-hs.example.org', /not a host name/],
    ['hs!example', /not a host name/],
    ['127.1', /not a complete IP address/],
    ['2130706433', /not a complete IP address/],
    ['0.0.0.0:50443', /where a server listens/],
    ['[::]:50443', /where a server listens/],
    ['[127.0.0.1]:1', /not an IPv6 address/],
    ['::1:50443', /not an IPv6 address/],
    ['::1:8080', /can mean port 8080/],
    ['a:b:c', /neither host:port nor an IPv6 address/],
    ['hs.example.org/x', /a path, or an address without its scheme/],
    ['run/hs.sock', /a path, or an address without its scheme/],
    ['https://hs.example.org/x/../y', /cannot be the path/],
    ['https://hs.example.org//x', /cannot be the path/],
    ['https://hs.example.org/%2e', /cannot be the path/],
    ['https://hs.example.org?x=1', /query/],
    ['https://hs.example.org/#x', /fragment/],
    ['unix:run/hs.sock', /begins with a slash/],
    ['unix://run/hs.sock', /begins with a slash/],
    ['/run/\u0000', /control character/],
    [`/${'x'.repeat(107)}`, /108 bytes/],
    ['ssh://admin@hs.example.org', /ssh:\/\/ is not a kind of address/],
  ])('refuses %j', (typed, says) => {
    const error = refusal(typed);
    expect(error.code).toBe('usage');
    expect(error.message).toMatch(says);
    expect(error.hint).toBeTruthy();
  });

  it.each([
    'http://hs.example.org:50443',
    'http://100.64.0.1',
    'http://[::2]',
    'http://localhost.example.org',
  ])('refuses plaintext to another machine: %s', (typed) => {
    const error = refusal(typed);
    expect(error.code).toBe('usage');
    expect(error.message).toContain('API key readable');
    expect(error.hint).toContain(typed.replace('http:', 'https:'));
    expect(error.hint).toContain('--plaintext');
  });

  it('refuses https:// together with plaintext', () => {
    expect(refusal('https://hs.example.org', true).message).toContain('contradict');
  });

  it.each([
    ['https://admin:hunter2secret@hs.example.org', 'hunter2secret'],
    ['admin:hunter2secret@hs.example.org', 'hunter2secret'],
    ['ssh://admin:hunter2secret@hs.example.org', 'hunter2secret'],
    ['https://hs.example.org?key=hunter2secret', 'hunter2secret'],
    ['https://hs.example.org#hunter2secret', 'hunter2secret'],
    ['hskey-api-0123456789ab-hunter2secret', 'hunter2secret'],
    // As 0.23 and 0.24 make them, and as 0.25 to 0.27 do.
    [`abcdefghij.${'hunter2secret'.repeat(4).slice(0, 43)}`, 'hunter2secret'],
    [` abcdefg.${'hunter2secret'.repeat(4).slice(0, 32)}`, 'hunter2secret'],
  ])('does not repeat a secret that stands in the address', (typed, secret) => {
    const error = refusal(typed);
    expect(`${error.message} ${error.hint}`).not.toContain(secret);
  });
});

describe('isLoopback', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST', true],
    ['127.0.0.1', true],
    ['127.255.0.9', true],
    ['::1', true],
    ['0:0:0:0:0:0:0:1', true],
    ['128.0.0.1', false],
    ['::2', false],
    ['localhost.example.org', false],
    ['127.0.0.1.example.org', false],
  ])('%s: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });
});

describe('hostAndPort', () => {
  it.each([
    ['hs.example.org', 'hs.example.org:443'],
    ['[::1]:50443', '[::1]:50443'],
    ['/run/hs.sock', '/run/hs.sock'],
  ])('%s is named %s', (typed, shown) => {
    expect(hostAndPort(parseServerAddress(typed))).toBe(shown);
  });
});
