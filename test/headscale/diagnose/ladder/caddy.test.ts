import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { RunningSandbox } from '../../../../src/sandbox/running.ts';
import { startSandbox } from '../../../../src/sandbox/start.ts';
import { testWith } from '../../../support/needs.ts';
import { startCaddy } from '../../../support/reverse-proxies.ts';
import { type Expected, holds, Through } from './through.ts';

let through: Through;
let modern: RunningSandbox;

beforeAll(async () => {
  [through, modern] = await Promise.all([Through.make(), startSandbox({ release: '0.29' })]);
});
afterEach(() => through.stop());
afterAll(() => modern.stop());

const route = () => `reverse_proxy /headscale.* h2c://127.0.0.1:${modern.grpcPort}`;
const web = () => `reverse_proxy ${modern.httpAddress.replace('http://', '')}`;

const CASES: readonly [
  name: string,
  lines: () => readonly string[],
  exitCode: number,
  expected: readonly Expected[],
  options?: { prefix?: string; global?: readonly string[] },
][] = [
  [
    'set up as it should be',
    () => [route(), web()],
    0,
    [
      ['proxy', 'ok', /Caddy/],
      ['grpc', 'ok', /Headscale answers/],
      ['body_size', 'ok', /get through/],
      ['credential', 'ok', /it works/],
    ],
  ],
  [
    'without a gRPC route',
    () => [web()],
    0,
    [['grpc', 'warning', /no gRPC route/, /Caddy: reverse_proxy \/headscale\.\* h2c/]],
  ],
  [
    'without HTTP/2',
    () => [route(), web()],
    0,
    [['grpc', 'warning', /does not offer HTTP\/2/, /protocols h1/]],
    { global: ['servers {', 'protocols h1', '}'] },
  ],
  [
    'with http for h2c',
    () => [`reverse_proxy /headscale.* http://127.0.0.1:${modern.grpcPort}`, web()],
    0,
    [['grpc', 'warning', /has a gRPC route, but/, /h2c:\/\/[\s\S]*"malformed HTTP response"/]],
  ],
  [
    'with a prefix',
    () => ['handle_path /x/* {', route(), web(), '}'],
    0,
    [
      ['grpc', 'ok', /Headscale answers/],
      ['credential', 'ok', /it works/],
    ],
    { prefix: '/x' },
  ],
  [
    'with a prefix that was not typed',
    () => ['handle_path /headscale/* {', route(), web(), '}'],
    6,
    [['web', 'failed', /a page comes back/, /use https:\/\/localhost:\d+\/headscale\.$/]],
  ],
  [
    'with a limit of the body',
    () => ['request_body {', 'max_size 1MB', '}', route(), web()],
    0,
    [['body_size', 'warning', /stops requests/, /^Caddy: request_body \{ max_size 4MB \}$/]],
  ],
  [
    'with nothing behind it',
    () => ['reverse_proxy 127.0.0.1:1'],
    6,
    [['web', 'failed', /HTTP 502/, /Caddy: its log names it/]],
  ],
];

for (const [name, lines, exitCode, expected, { prefix, global } = {}] of CASES) {
  testWith('caddy')(name, async () => {
    const found = await through.look((pair) => startCaddy(pair, lines(), global), {
      prefix,
      key: modern.apiKey,
    });
    holds(found, expected);
    expect(found.exitCode).toBe(exitCode);
  });
}
