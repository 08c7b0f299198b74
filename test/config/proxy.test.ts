import { describe, expect, test } from 'vitest';
import type { Env } from '../../src/config/env.ts';
import { chosenProxy, proxySecrets } from '../../src/config/proxy.ts';
import { createRedactor } from '../../src/domain/secret.ts';
import { HsError } from '../../src/errors.ts';

const SECURE = { host: 'hs.example.org', port: 443, tls: true };
const PLAIN = { host: 'hs.example.org', port: 80, tls: false };

function refusal(act: () => unknown): HsError {
  try {
    act();
  } catch (error) {
    if (error instanceof HsError) return error;
  }
  throw new Error('not refused');
}

describe('the variable that counts', () => {
  test.each<[env: Env, secure: string | undefined, plain: string | undefined]>([
    [{}, undefined, undefined],
    [{ HTTPS_PROXY: 'http://p:1' }, 'HTTPS_PROXY', undefined],
    [{ https_proxy: 'http://p:1' }, 'https_proxy', undefined],
    [{ HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:1' }, 'HTTPS_PROXY', undefined],
    [{ HTTPS_PROXY: ' ', https_proxy: 'http://q:1' }, 'https_proxy', undefined],
    [{ HTTP_PROXY: 'http://p:1' }, undefined, 'HTTP_PROXY'],
    [{ http_proxy: 'http://p:1' }, undefined, 'http_proxy'],
    [{ ALL_PROXY: 'http://p:1' }, 'ALL_PROXY', 'ALL_PROXY'],
    [{ all_proxy: 'http://p:1' }, 'all_proxy', 'all_proxy'],
    [{ ALL_PROXY: 'socks5://p:1', HTTPS_PROXY: 'http://q:1' }, 'HTTPS_PROXY', 'refused'],
    [{ ALL_PROXY: 'http://p:1', NO_PROXY: 'example.org' }, undefined, undefined],
    [{ ALL_PROXY: 'http://p:1', no_proxy: '*' }, undefined, undefined],
    [{ ALL_PROXY: 'http://p:1', NO_PROXY: 'a.org', no_proxy: '*' }, 'ALL_PROXY', 'ALL_PROXY'],
    [{ grpc_proxy: 'http://p:1', FTP_PROXY: 'http://p:1' }, undefined, undefined],
  ])('of %j is %s with TLS and %s without', (env, secure, plain) => {
    const variable = (place: typeof SECURE) => {
      try {
        return chosenProxy(place, env)?.variable;
      } catch {
        return 'refused';
      }
    };
    expect([variable(SECURE), variable(PLAIN)]).toEqual([secure, plain]);
  });
});

test.each(['localhost', '127.0.0.1', '127.9.9.9', '::1'])('%s is never reached through one', (host) => {
  for (const tls of [true, false]) {
    const env = { ALL_PROXY: 'http://p:1', HTTPS_PROXY: 'http://p:1', http_proxy: 'http://p:1' };
    expect(chosenProxy({ host, port: 50443, tls }, env)).toBeUndefined();
    expect(chosenProxy({ host, port: 50443, tls }, { ALL_PROXY: 'socks5://p:1' })).toBeUndefined();
  }
});

describe('a proxy', () => {
  test.each([
    ['http://proxy.example:3128', 'proxy.example', 3128, false, 'http://proxy.example:3128'],
    ['http://proxy.example:3128/', 'proxy.example', 3128, false, 'http://proxy.example:3128'],
    ['proxy.example:3128', 'proxy.example', 3128, false, 'http://proxy.example:3128'],
    ['proxy.example', 'proxy.example', 80, false, 'http://proxy.example'],
    ['https://proxy.example', 'proxy.example', 443, true, 'https://proxy.example'],
    ['HTTP://Proxy.Example:8080', 'proxy.example', 8080, false, 'http://proxy.example:8080'],
    ['http://[fd7a::1]:3128', 'fd7a::1', 3128, false, 'http://[fd7a::1]:3128'],
  ])('written %s', (value, host, port, tls, text) => {
    const env = { HTTPS_PROXY: value };
    expect(chosenProxy(SECURE, env)).toMatchObject({ host, port, tls, text, authorization: undefined });
  });

  test.each([
    ['http://anna:s3cr3t@p:1', 'anna:s3cr3t'],
    ['anna:s3cr3t@p:1', 'anna:s3cr3t'],
    ['http://anna:p%40ss%2Fw%C3%B6rd@p:1', 'anna:p@ss/wörd'],
    ['http://token@p:1', 'token:'],
    ['http://anna:a:b@p:1', 'anna:a:b'],
  ])('with a login, %s', (value, login) => {
    const proxy = chosenProxy(SECURE, { HTTPS_PROXY: value });
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from(login).toString('base64')}`);
    expect(proxy?.text).toBe('http://p:1');
  });

  test.each([
    ['socks5://p:1080', /^HTTPS_PROXY names a SOCKS proxy, which hs does not speak$/],
    ['socks5h://anna:hunter22@p:1080', /SOCKS/],
    ['ftp://p:1', /^HTTPS_PROXY names a proxy of a kind that hs does not know$/],
    ['http://', /^HTTPS_PROXY is not the URL of a proxy$/],
    ['http://p:99999', /not the URL/],
    ['http://p q:1', /not the URL/],
    ['http://anna:hunter22#x@p:1', /not the URL/],
    ['http://anna:1/hunter22@p:1', /not the URL/],
    ['http://anna:1?hunter22@p:1', /not the URL/],
    ['http://anna:hunter22%zz@p:1', /not the URL/],
  ])('that hs cannot use, %s, is refused without repeating it', (value, says) => {
    const error = refusal(() => chosenProxy(SECURE, { HTTPS_PROXY: value }));
    expect(error).toMatchObject({ code: 'usage', exitCode: 2, message: expect.stringMatching(says) });
    expect(error.hint).toMatch(/http:\/\/proxy\.example:3128/);
    expect(`${error.message} ${error.hint}`).not.toMatch(/hunter22|anna/);
  });

  test('that is refused can be gone without', () => {
    const env = { HTTPS_PROXY: 'socks5://p:1080' };
    expect(refusal(() => chosenProxy(SECURE, env)).hint).toContain('NO_PROXY=hs.example.org');
    expect(chosenProxy(SECURE, { ...env, NO_PROXY: 'hs.example.org' })).toBeUndefined();
  });
});

test.each([
  ['http://anna:hunter22@p:1', ['hunter22', Buffer.from('anna:hunter22').toString('base64')]],
  ['http://anna:hunter%4022@p:1', ['hunter%4022', 'hunter@22']],
  ['socks5://anna:hunter22@p:1', ['hunter22']],
  ['http://anna:hunter22#x@p:1', ['hunter22#x']],
  ['http://gh0stly-token@p:1', ['gh0stly-token']],
])('what must not be shown of %s is known', (value, hidden) => {
  for (const name of ['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY']) {
    const { redact } = createRedactor(proxySecrets({ [name]: value }));
    for (const secret of hidden) expect(redact(`x ${secret} y`)).not.toContain(secret);
  }
});
