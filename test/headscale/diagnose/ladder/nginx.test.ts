import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { RunningSandbox } from '../../../../src/sandbox/running.ts';
import { startSandbox } from '../../../../src/sandbox/start.ts';
import { testWith } from '../../../support/needs.ts';
import { startNginx } from '../../../support/reverse-proxies.ts';
import { type Expected, holds, Through } from './through.ts';

let through: Through;
let modern: RunningSandbox;
let older: RunningSandbox;
let http: RunningSandbox;

beforeAll(async () => {
  [through, modern, older, http] = await Promise.all([
    Through.make(),
    startSandbox({ release: '0.29' }),
    startSandbox({ release: '0.28' }),
    startSandbox({ release: '0.30' }),
  ]);
});
afterEach(() => through.stop());
afterAll(async () => {
  await Promise.all([modern, older, http].map((sandbox) => sandbox.stop()));
});

const grpc = (sandbox = modern) => `grpc_pass grpc://127.0.0.1:${sandbox.grpcPort};`;
const web = (sandbox = modern) => `location / { proxy_pass ${sandbox.httpAddress}; }`;
const route = () => `location /headscale. { ${grpc()} }`;

const CASES: readonly [
  name: string,
  lines: () => readonly string[],
  exitCode: number,
  expected: readonly Expected[],
  options?: { prefix?: string; listen?: string },
][] = [
  [
    'set up as it should be',
    () => ['client_max_body_size 4m;', route(), web()],
    0,
    [
      ['tls', 'ok', /HTTP\/2 is offered/],
      ['web', 'ok', /\/health passes, \/version v0\.29\.2, the API asks for a key/],
      ['proxy', 'ok', /^nginx\/[\d.]+ is in between$/],
      ['grpc', 'ok', /Headscale answers/],
      ['release', 'ok', /0\.29 over gRPC, told by probes, the API.*\/version/],
      ['body_size', 'ok', /get through/],
      ['credential', 'ok', /it works/],
      ['clock', 'ok', /agrees/],
    ],
  ],
  [
    'with its own limit of the body',
    () => [route(), web()],
    0,
    [['body_size', 'warning', /stops requests of 1\.2 MB/, /^nginx: client_max_body_size 4m;$/]],
  ],
  [
    'without a gRPC route',
    () => ['client_max_body_size 4m;', web()],
    0,
    [
      [
        'grpc',
        'warning',
        /there is no gRPC route; hs uses the web API/,
        /nginx: location \/headscale\. \{ grpc_pass/,
      ],
      ['body_size', 'ok', /get through/],
      ['credential', 'ok', /it works/],
    ],
  ],
  [
    'without a gRPC route and with its own limit',
    () => [web()],
    0,
    [['body_size', 'warning', /stops requests/, /client_max_body_size/]],
  ],
  [
    'in front of 0.28 without a gRPC route',
    () => [web(older)],
    4,
    [['grpc', 'warning', /there is no gRPC route/]],
  ],
  [
    'without HTTP/2, with the route',
    () => [route(), web()],
    0,
    [
      ['tls', 'ok', /no HTTP\/2/],
      ['grpc', 'warning', /passes gRPC on, but does not offer HTTP\/2/, /^nginx: listen 443 ssl http2;/],
    ],
    { listen: 'ssl' },
  ],
  [
    'without HTTP/2 and without a route',
    () => [web()],
    0,
    [['grpc', 'warning', /offers no HTTP\/2 on this port, and has no gRPC route/, /listen 443 ssl http2;/]],
    { listen: 'ssl' },
  ],
  [
    'with a prefix',
    () => [
      `location /x/headscale. { rewrite ^/x(/.*)$ $1 break; ${grpc()} }`,
      `location /x/ { proxy_pass ${modern.httpAddress}/; }`,
    ],
    0,
    [
      ['grpc', 'ok', /Headscale answers/],
      ['web', 'ok', /Headscale answers/],
      ['credential', 'ok', /it works/],
    ],
    { prefix: '/x' },
  ],
  [
    'with a prefix that is passed on to gRPC',
    () => [`location /x/headscale. { ${grpc()} }`, `location /x/ { proxy_pass ${modern.httpAddress}/; }`],
    0,
    [['grpc', 'warning', /passes the path \/x on to gRPC/, /rewrite \^\/x\(\/\.\*\)\$ \$1 break;/]],
    { prefix: '/x' },
  ],
  [
    'with a prefix that was not typed',
    () => [`location /headscale/ { proxy_pass ${modern.httpAddress}/; }`],
    6,
    [['web', 'failed', /no Headscale at this host and path/, /use https:\/\/localhost:\d+\/headscale\.$/]],
  ],
  [
    'without the prefix that was typed',
    () => [route(), web()],
    6,
    [['web', 'failed', /no Headscale/, /use https:\/\/localhost:\d+\.$/]],
    { prefix: '/x' },
  ],
  [
    'with proxy_pass for gRPC',
    () => [`location /headscale. { proxy_pass http://127.0.0.1:${modern.grpcPort}; }`, web()],
    0,
    [['grpc', 'warning', /has a gRPC route, but/, /grpc_pass[\s\S]*proxy_pass in place of grpc_pass/]],
  ],
  [
    'with nothing behind the gRPC route',
    () => ['location /headscale. { grpc_pass grpc://127.0.0.1:1; }', web()],
    0,
    [['grpc', 'warning', /has a gRPC route, but.*HTTP 502/, /grpc_allow_insecure: true/]],
  ],
  [
    'with nothing behind it',
    () => ['location / { proxy_pass http://127.0.0.1:1; }'],
    6,
    [
      [
        'web',
        'failed',
        /gets no answer from Headscale behind it \(HTTP 502\)/,
        /systemctl status[\s\S]*error\.log/,
      ],
      ['grpc', 'failed', /, as above$/],
      ['credential', 'skipped', /no key is sent/],
    ],
  ],
  [
    'with a login page',
    () => ['location / { return 302 https://login.example/?rd=1; }'],
    6,
    [['web', 'failed', /redirects to https:\/\/login\.example\//, /nginx: auth_request off;/]],
  ],
  [
    'with a login on the web side alone',
    () => [route(), 'location / { return 302 https://login.example/; }'],
    0,
    [
      ['web', 'warning', /redirects.*; gRPC works without it$/],
      ['credential', 'ok', /it works/],
    ],
  ],
  [
    'with a password of its own',
    () => ['auth_basic "staff"; auth_basic_user_file /dev/null;', route(), web()],
    6,
    [['web', 'failed', /its own login.*realm/, /auth_basic off;/]],
  ],
  [
    'that blocks',
    () => ['deny all;', route(), web()],
    6,
    [['web', 'failed', /refuses this machine/, /allow ADDRESS;/]],
  ],
  [
    'that demands a client certificate',
    () => ['ssl_verify_client on; ssl_client_certificate CERT;', web()],
    6,
    [['web', 'failed', /demands a client certificate/, /ssl_verify_client off;/]],
  ],
  [
    'that takes the key off',
    () => [`location /headscale. { grpc_set_header Authorization ""; ${grpc()} }`, web()],
    4,
    [['credential', 'failed', /none arrived: the proxy takes it off/, /nginx: no grpc_set_header/]],
  ],
  [
    'whose routes lead to two servers',
    () => [route(), web(older)],
    0,
    [
      [
        'release',
        'warning',
        /gRPC is answered by 0\.29, the web API by 0\.28/,
        /where the routes of the proxy lead/,
      ],
    ],
  ],
];

for (const [name, lines, exitCode, expected, { prefix, listen } = {}] of CASES) {
  testWith('nginx')(name, async () => {
    const found = await through.look((pair) => startNginx(pair, lines(), listen), {
      prefix,
      key: modern.apiKey,
    });
    holds(found, expected);
    expect(found.exitCode).toBe(exitCode);
  });
}

testWith('nginx')('in front of 0.30, with a route that is left over', async () => {
  const lines = ['location /headscale. { grpc_pass grpc://127.0.0.1:1; }', web(http)];
  const found = await through.look((pair) => startNginx(pair, lines), { key: http.apiKey });
  holds(found, [
    ['grpc', 'skipped', /left over/],
    ['release', 'ok', /0\.30 over HTTP/],
    ['credential', 'ok', /it works/],
  ]);
  expect(found.exitCode).toBe(0);
});
