import { afterEach, describe, expect, test } from 'vitest';
import type { HsError } from '../../../src/errors.ts';
import type { ServerAddress } from '../../../src/headscale/address.ts';
import type { TransportChoice } from '../../../src/headscale/connect.ts';
import { forwardProxy, type Turn } from '../../support/forward-proxy.ts';
import { elsewhere, openOver, PROXY_LOGIN, proxyAt } from '../../support/proxied.ts';
import { closedPort, rawServer, Servers } from '../../support/servers.ts';
import { failureOf } from '../http/talk.ts';

const servers = new Servers();
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await servers.end();
});

async function refusalOf(
  address: ServerAddress,
  transport: TransportChoice,
  timeoutMs = 5000,
): Promise<HsError> {
  const api = await openOver(address, transport, { apiKey: 'the-secret-key', timeoutMs });
  ends.push(() => api.close());
  return await failureOf(api.createUser({ name: 'john' }));
}

const answer = (line: string, ...headers: string[]): Turn => ({
  says: [`HTTP/1.1 ${line}`, ...headers, 'Content-Length: 0', '', ''].join('\r\n'),
});

type Fault = [
  name: string,
  turn: Turn,
  code: string,
  says: RegExp,
  hint: RegExp,
  more?: { readonly authorization?: string; readonly typed?: string },
];

const FAULTS: Fault[] = [
  [
    'a login is missing',
    answer('407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="x"'),
    'credentials',
    /wants a user name and password \(HTTP 407\)$/,
    /^Set HTTPS_PROXY=http:\/\/USER:PASSWORD@127\.0\.0\.1:\d+\. /,
  ],
  [
    'a login is wrong',
    answer('407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="x"'),
    'credentials',
    /refuses the user name and password in it \(HTTP 407\)$/,
    /^Correct HTTPS_PROXY=/,
    { authorization: PROXY_LOGIN },
  ],
  [
    'a login is of another kind',
    answer(
      '407 No',
      'Proxy-Authenticate: Negotiate',
      'Proxy-Authenticate: NTLM',
      'Proxy-Authenticate: x\u0007',
    ),
    'credentials',
    /wants a login that hs does not speak: NTLM, Negotiate$/,
    /cntlm/,
    { authorization: PROXY_LOGIN },
  ],
  [
    'the host is not allowed',
    answer('403 Forbidden'),
    'unreachable',
    /does not allow connections to hs\.example\.org:443 \(HTTP 403\)$/,
    /Ask whoever runs it/,
  ],
  [
    'the port is not allowed',
    answer('403 Forbidden'),
    'unreachable',
    /does not allow connections to hs\.example\.org:50443 \(HTTP 403\)$/,
    /Many allow port 443 alone/,
    { typed: 'https://hs.example.org:50443' },
  ],
  ...[500, 502, 503, 504].map(
    (status) =>
      [
        `it answers ${status}`,
        answer(`${status} Bad`),
        'unreachable',
        new RegExp(`cannot connect to hs\\.example\\.org:443 \\(HTTP ${status}\\)$`),
        /seen from there/,
      ] as Fault,
  ),
  ...[400, 404, 405, 501].map(
    (status) =>
      [
        `it answers ${status}, as web servers do`,
        answer(`${status} No`),
        'unreachable',
        new RegExp(`passes no connections on \\(HTTP ${status} to CONNECT\\)$`),
        /host and port in HTTPS_PROXY/,
      ] as Fault,
  ),
  ['it redirects', answer('302 Found', 'Location: https://login'), 'unreachable', /HTTP 302/, /See its log/],
  ['it hangs up', 'hang up', 'unreachable', /hangs up when it is asked for hs\.example\.org:443$/, /log/],
  ['it is no proxy', { says: 'SSH-2.0-x\r\n' }, 'unreachable', /is no HTTP proxy$/, /Check the port/],
  ['it ends in the middle', { says: 'HTTP/1.1 200 O' }, 'unreachable', /is no HTTP proxy$/, /Check the port/],
  [
    'it never ends its head',
    { says: `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(70_000)}` },
    'unreachable',
    /is no HTTP/,
    /port/,
  ],
];

describe.each(['grpc', 'http', 'auto'] as const)('the error over %s where', (transport) => {
  test.each(FAULTS)('%s', async (_name, turn, code, says, hint, more = {}) => {
    const proxy = forwardProxy(() => turn);
    const { authorization, typed } = more;
    const address = elsewhere(proxyAt(await servers.listen(proxy.server), { authorization }), typed);
    const error = await refusalOf(address, transport);
    expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
    expect(error.message).toMatch(
      /^Cannot reach Headscale at hs\.example\.org:\d+: .*the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\)/,
    );
    expect(error.hint).toMatch(hint);
    expect(error.hint).toContain('NO_PROXY=hs.example.org');
    expect(lines(error)).not.toMatch(/hunter22|the-secret-key/);
    expect(proxy.carried()).toBe('');
  });

  test('nothing listens', async () => {
    const error = await refusalOf(elsewhere(proxyAt(await closedPort())), transport);
    expect(error.code).toBe('unreachable');
    expect(error.message).toMatch(
      /nothing listens at the proxy http:\S+ \(HTTPS_PROXY\) \(connection refused\)/,
    );
  });

  test('it has a name that nobody knows', async () => {
    const proxy = proxyAt(3128, { host: 'proxy.invalid', text: 'http://proxy.invalid:3128' });
    const error = await refusalOf(elsewhere(proxy), transport);
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(error.message).toMatch(
      /the name of the proxy http:\/\/proxy\.invalid:3128 .* cannot be looked up/,
    );
  });
});

/** In milliseconds. */
const SHORTLY = 200;

describe('silence', () => {
  test.each(['grpc', 'http'] as const)('of a proxy that takes the wish, over %s', async (transport) => {
    const at = await servers.listen(forwardProxy(() => 'say nothing').server);
    const error = await refusalOf(elsewhere(proxyAt(at)), transport, SHORTLY);
    expect(error).toMatchObject({ code: 'timeout' });
    expect(error.message).toMatch(
      /was asked for hs\.example\.org:443 and does not say whether it gets there$/,
    );
  });

  test('of a proxy that takes no connection', async () => {
    const error = await refusalOf(elsewhere(proxyAt(await servers.deafPort())), 'grpc', SHORTLY);
    expect(error).toMatchObject({ code: 'timeout' });
    expect(error.message).toMatch(
      /the proxy http:\S+ \(HTTPS_PROXY\) gave no answer to the attempt to connect/,
    );
  });

  test('of a proxy that wants TLS and gets as far', async () => {
    const at = await servers.listen(rawServer((socket) => socket.resume()));
    const proxy = proxyAt(at, { tls: true, text: `https://127.0.0.1:${at}` });
    const error = await refusalOf(elsewhere(proxy), 'http', SHORTLY);
    expect(error).toMatchObject({ code: 'timeout' });
    expect(error.message).toContain(`the proxy https://127.0.0.1:${at}`);
  });
});

function lines({ message, hint, details }: HsError): string {
  return [message, hint, ...details].join('\n');
}
