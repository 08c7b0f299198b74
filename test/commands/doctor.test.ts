import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHs } from '../support/harness.ts';
import { closedPort } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo', now: Date.now });
// The clock of a page is the real one.
const now = () => ({ now: Date.now() });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hs-doctor-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Document {
  readonly address: string;
  readonly checks: readonly { id: string; title: string; status: string; detail: string; fix: string[] }[];
  readonly release: { release: string; transport: string; hazards: string[] } | null;
}

const IDS = [
  'address',
  'name',
  'connection',
  'tls',
  'certificate',
  'web',
  'proxy',
  'grpc',
  'release',
  'body_size',
  'credential',
  'clock',
  'key_expiry',
  'old_keys',
  'policy',
];

describe.each([
  ['0.23', '0.23', 'gRPC'],
  ['0.25', '0.24 – 0.25', 'gRPC'],
  ['0.26', '0.26', 'gRPC'],
  ['0.28', '0.28', 'gRPC'],
  ['0.29', '0.29', 'gRPC'],
  ['0.30', '0.30', 'HTTP'],
] as const)('on %s', (release, found, transport) => {
  test('everything is well over plain loopback, and nothing is changed', async () => {
    await net.start({ release });
    const seen = await net.hs('doctor -o json', now());
    expect(seen).toMatchObject({ code: 0, err: '', changes: [] });
    const document = seen.json() as Document;
    expect(document.address).toBe(net.sandbox.address);
    expect(document.checks.map(({ id }) => id)).toEqual(IDS);
    expect(document.checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(document.release).toMatchObject({ release: found, transport });
    expect(document.release?.hazards).not.toHaveLength(0);
    expect(document.checks.find(({ id }) => id === 'credential')).toMatchObject({ status: 'ok' });
  });

  test('over TLS', async () => {
    const { caPem } = await net.start({ release, tls: true });
    const env = { HS_CA_FILE: 'ca.pem' };
    const seen = await net.hs('doctor -o json', { env, files: { 'ca.pem': caPem ?? '' }, ...now() });
    expect(seen.code).toBe(0);
    const { checks } = seen.json() as Document;
    expect(checks.slice(0, 5).map(({ status }) => status)).toEqual(['ok', 'skipped', 'ok', 'ok', 'ok']);
  });

  test('over a socket, without a key', async () => {
    const socketPath = path.join(folder, `${release}.sock`);
    const { apiKey } = await net.start({ release, socketPath });
    const seen = await runHs(['doctor', `unix://${socketPath}`, '-o', 'json'], now());
    expect(seen.code).toBe(0);
    const { checks, release: told } = seen.json() as Document;
    expect(checks.find(({ id }) => id === 'credential')?.detail).toBe('a socket needs none, and answers');
    expect(told).toMatchObject({ transport });
    expect(seen.out).not.toContain(apiKey);
  });
});

test('people get a line for each check, what to change beneath it, and what to know at the end', async () => {
  const seen = await net.hs('doctor', { tty: true, env: { NO_COLOR: '1' }, ...now() });
  const lines = seen.out.split('\n');
  expect(lines[0]).toMatch(/^warning {2}Address {6}http:\/\/127\.0\.0\.1:\d+: plaintext/);
  expect(seen.out).toMatch(/^ {9}> Right for a tunnel or a sandbox/m);
  expect(seen.out).toMatch(/^ok {7}gRPC {9}Headscale answers/m);
  expect(seen.out).toMatch(/^skipped {2}TLS {10}the address is without TLS$/m);
  expect(seen.out).toMatch(/\nWhat to know of Headscale 0\.29:\n {2}- /);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('words stand beside the colours', async () => {
  const seen = await net.hs('doctor --color always', { tty: true, ...now() });
  expect(seen.out).toContain('\u001b[32mok\u001b[39m');
  expect(seen.out).toContain('\u001b[33mwarning\u001b[39m');
});

test('in a pipe each check is one whole line', async () => {
  const seen = await net.hs('doctor', now());
  const [list = ''] = seen.out.split('\n\n');
  const lines = list.split('\n').filter((line) => !line.startsWith(' '));
  expect(lines).toHaveLength(IDS.length);
});

test('rows and names, for programs that want them', async () => {
  expect((await net.hs('doctor -o name', now())).out.trim().split('\n')).toEqual(IDS);
  const csv = await net.hs('doctor -o csv', now());
  expect(csv.out.split('\n')[0]?.trim()).toBe('id,status,title,detail,fix');
});

test('the document is the same for every server', async () => {
  const document = (await net.hs('doctor -o json', now())).json() as Document;
  expect(Object.keys(document)).toEqual(['address', 'checks', 'release']);
  for (const check of document.checks) {
    expect(check).toEqual({
      id: expect.any(String),
      status: expect.stringMatching(/^(ok|warning|failed|skipped)$/),
      title: expect.any(String),
      detail: expect.any(String),
      fix: expect.any(Array),
    });
  }
  expect(document.release).toEqual({
    release: '0.29',
    oldest: '0.29',
    newest: '0.29',
    version: null,
    transport: 'gRPC',
    foundBy: ['probes'],
    contradiction: null,
    hazards: expect.any(Array),
  });
  expect((await net.hs('doctor -o jsonl', now())).out.trimEnd().split('\n')).toHaveLength(1);
});

test('a wrong key ends with 4, with its document on stdout', async () => {
  const HS_API_KEY = `hskey-api-${'w'.repeat(12)}-${'r'.repeat(64)}`;
  const seen = await net.hs('doctor -o json', { env: { HS_API_KEY }, ...now() });
  expect(seen).toMatchObject({ code: 4, err: '' });
  const failed = (seen.json() as Document).checks.filter(({ status }) => status === 'failed');
  expect(failed.map(({ id }) => id)).toEqual(['credential']);
  expect(seen.out).not.toContain('rrrr');
});

test('a closed port ends with 6, with its document on stdout', async () => {
  const address = `http://127.0.0.1:${await closedPort()}`;
  const seen = await runHs(['doctor', address, '-o', 'json']);
  expect(seen).toMatchObject({ code: 6, err: '' });
  const document = seen.json() as Document;
  expect(document).toMatchObject({ address, release: null });
  expect(document.checks.find(({ id }) => id === 'connection')).toMatchObject({
    status: 'failed',
    detail: 'nothing listens there (connection refused)',
  });
});

test('without a key it goes as far as it can', async () => {
  const seen = await runHs(['doctor', net.sandbox.address], now());
  expect(seen.code).toBe(0);
  expect(seen.out).toMatch(/^skipped {2}API key {6}no API key is given$/m);
  expect(seen.out).toContain('headscale apikeys create --expiration 90d');
  expect(net.sandbox.calls).toEqual([]);
});

test('a key that is for another address is not sent, and that is said', async () => {
  const env = { HS_ADDRESS: `http://127.0.0.1:${await closedPort()}`, HS_API_KEY: net.sandbox.apiKey };
  const seen = await runHs(['doctor', net.sandbox.address], { env, ...now() });
  expect(seen.code).toBe(0);
  expect(seen.out).toMatch(/^skipped {2}API key {6}HS_API_KEY belongs to the address in HS_ADDRESS/m);
  expect(net.sandbox.calls).toEqual([]);
});

test.each([
  ['without any server', [], 'No server is named'],
  ['an address that cannot be one', ['http://example.com'], 'readable for everyone'],
  ['two addresses', ['https://a.example', '--address', 'https://b.example'], 'named twice'],
  ['two words', ['https://a.example', 'https://b.example'], 'It takes'],
])('%s is a mistake of the command line', async (_name, words, said) => {
  const refused = await runHs(['doctor', ...words]);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain(said);
});

test('Ctrl-C ends it with 130', async () => {
  const pressed = new AbortController();
  const running = runHs(['doctor', net.sandbox.address], { interruptAt: pressed.signal });
  pressed.abort();
  expect(await running).toMatchObject({ code: 130, out: '' });
});
