import { afterEach, beforeAll, expect } from 'vitest';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../support/certificates.ts';
import { testWith } from '../support/needs.ts';
import { nothingRemembered } from '../support/remembered.ts';
import { type RealProxy, startCaddy, startNginx } from '../support/reverse-proxies.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
let authority: CertificateAuthority;
let pair: KeyPair;
let proxy: RealProxy | undefined;

beforeAll(async () => {
  authority = await makeAuthority();
  pair = await authority.issue();
});
afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
});

const nginx = (prefix = '') => [
  `location ${prefix}/headscale. { ${prefix === '' ? '' : `rewrite ^${prefix}(/.*)$ $1 break; `}grpc_pass grpc://127.0.0.1:${net.sandbox.grpcPort}; }`,
  nginxWeb(prefix),
];
const nginxWeb = (prefix = '') => `location ${prefix}/ { proxy_pass ${net.sandbox.httpAddress}/; }`;
const caddy = (prefix: string) => [
  `handle_path ${prefix}/* {`,
  `reverse_proxy /headscale.* h2c://127.0.0.1:${net.sandbox.grpcPort}`,
  `reverse_proxy ${net.sandbox.httpAddress.replace('http://', '')}`,
  '}',
];

/** Logs in to what is typed behind the proxy, and lists users with what was kept. */
async function logIn(started: Promise<RealProxy>, typed: string) {
  proxy = await started;
  const bare = `https://localhost:${proxy.port}`;
  const kept = nothingRemembered();
  const hs = (line: string) =>
    net.hs(line, {
      contexts: kept.contexts,
      env: { HS_ADDRESS: '', HS_API_KEY: '' },
      files: { '/ca.pem': authority.cert },
      stdin: net.sandbox.apiKey,
    });
  const done = await hs(`login ${bare}${typed} --ca-file /ca.pem --api-key-stdin`);
  const address = /^Logged in to (\S+)/m.exec(done.err)?.[1]?.replace(bare, '');
  return { ...done, address, hs };
}

const CASES: readonly [
  name: string,
  program: 'nginx' | 'caddy',
  start: () => Promise<RealProxy>,
  typed: string,
  expected: readonly [address: string, transport: string],
][] = [
  ['at a host', 'nginx', () => startNginx(pair, nginx()), '', ['', 'gRPC']],
  ['without a gRPC route', 'nginx', () => startNginx(pair, [nginxWeb()]), '', ['', 'HTTP']],
  ['without HTTP/2', 'nginx', () => startNginx(pair, nginx(), 'ssl'), '', ['', 'HTTP']],
  ['behind a path', 'nginx', () => startNginx(pair, nginx('/vpn')), '/vpn', ['/vpn', 'gRPC']],
  [
    'behind the path that MASH suggests, which was not typed',
    'nginx',
    () => startNginx(pair, nginx('/headscale')),
    '',
    ['/headscale', 'gRPC'],
  ],
  ['from the URL of a page of it', 'nginx', () => startNginx(pair, nginx()), '/windows', ['', 'gRPC']],
  ['behind a path', 'caddy', () => startCaddy(pair, caddy('/vpn')), '/vpn', ['/vpn', 'gRPC']],
  [
    'behind the path that MASH suggests, which was not typed',
    'caddy',
    () => startCaddy(pair, caddy('/headscale')),
    '',
    ['/headscale', 'gRPC'],
  ],
];

for (const [name, program, start, typed, [address, transport]] of CASES) {
  testWith(program)(`${program}: ${name}`, async () => {
    const done = await logIn(start(), typed);
    expect(done).toMatchObject({ code: 0, address });
    expect(done.err).toContain(`(Headscale 0.29 over ${transport})`);
    expect(await done.hs('users list -o json')).toMatchObject({ code: 0, out: '[]\n' });
  });
}

testWith('nginx')('nginx: a login page in front gets no key, and is named', async () => {
  const done = await logIn(startNginx(pair, ['location / { return 302 https://login.example/?rd=1; }']), '');
  expect(done).toMatchObject({ code: 6, address: undefined });
  expect(done.err).toMatch(/redirects to .*login\.example/);
});
