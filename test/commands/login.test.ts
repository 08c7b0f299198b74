import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { newContext } from '../../src/config/context.ts';
import type { RunOptions } from '../support/harness.ts';
import { nothingRemembered, type Remembered } from '../support/remembered.ts';
import { closedPort } from '../support/servers.ts';
import { NOW, useTailnet } from '../support/tailnet.ts';

const net = useTailnet();
let kept: Remembered;
beforeEach(() => {
  kept = nothingRemembered();
});

/** An environment that names no server: everything comes from the line and what is remembered. Nothing spins. */
const NOTHING_SET = { HS_ADDRESS: '', HS_API_KEY: '', TERM: 'dumb' };
const hs = (line: string, options: Omit<RunOptions, 'sandbox'> = {}) =>
  net.hs(line, { contexts: kept.contexts, ...options, env: { ...NOTHING_SET, ...options.env } });
const login = (more = '', options: Omit<RunOptions, 'sandbox'> = {}) =>
  hs(`login ${net.sandbox.address} --api-key-stdin ${more}`.trim(), {
    stdin: `${net.sandbox.apiKey}\n`,
    ...options,
  });
const names = async () => [...(await kept.contexts.file.read()).config.contexts.keys()];
const WRONG = `hskey-api-${'w'.repeat(12)}-${'r'.repeat(64)}`;

describe('a good login', () => {
  test('takes the key from standard input, and says what it reached', async () => {
    const done = await login();
    expect(done).toMatchObject({ code: 0, out: '', changes: [] });
    const lines = done.err.trimEnd().split('\n');
    expect(lines[0]).toBe(`Trying ${net.sandbox.address}`);
    expect(lines[1]).toMatch(/^The API key is kept in .*credentials\.json, readable by you alone/);
    expect(lines.slice(2)).toEqual([
      `Logged in to ${net.sandbox.address} (Headscale 0.29 over gRPC) as context 127-0-0-1`,
      '0 users and 0 nodes; the API key ends in 90d and is kept in a file',
      'Next: hs users create NAME and hs preauthkeys create',
    ]);
    expect((await hs('users list')).code).toBe(0);
  });

  test('takes the key from a file', async () => {
    const files = { '/key': `${net.sandbox.apiKey}\n` };
    expect(await hs(`login ${net.sandbox.address} --api-key-file /key`, { files })).toMatchObject({
      code: 0,
    });
    expect(Object.values(kept.keys())).toEqual([`${net.sandbox.address} ${net.sandbox.apiKey}`]);
  });

  test('asks for the key on a terminal', async () => {
    const done = await hs(`login ${net.sandbox.address}`, { tty: true, answers: [net.sandbox.apiKey] });
    expect(done).toMatchObject({ code: 0, asked: ['API key (not shown; ? says how to make one)'] });
    expect(Object.values(kept.keys())).toEqual([`${net.sandbox.address} ${net.sandbox.apiKey}`]);
  });

  test('takes the address from HS_ADDRESS, and says that the variable goes first', async () => {
    const env = { HS_ADDRESS: net.sandbox.address };
    const done = await hs('login --api-key-stdin', { env, stdin: net.sandbox.apiKey });
    expect(done.code).toBe(0);
    expect(done.err).toContain('HS_ADDRESS is set and goes first');
  });

  test('leaves the key in no output, no error and not in config.yaml', async () => {
    for (const format of ['', '-o json', '--debug']) {
      const done = await login(format);
      expect(done.out + done.err).not.toContain(net.sandbox.apiKey);
    }
    expect(kept.text('config.yaml')).not.toContain(net.sandbox.apiKey);
    expect(kept.text('config.yaml')).not.toContain('hskey');
  });

  test('keeps its files for their owner alone', async () => {
    await login();
    const mode = (file: string) => (statSync(path.join(kept.folder, file)).mode & 0o777).toString(8);
    expect([mode('.'), mode('config.yaml'), mode('credentials.json')]).toEqual(['700', '600', '600']);
  });

  test('gives the context as JSON, with a machine format', async () => {
    const done = await login('-o json --context prod --user alice --login-server https://hs.example.org');
    expect(done.code).toBe(0);
    expect(done.json()).toEqual({
      name: 'prod',
      current: true,
      address: net.sandbox.address,
      transport: 'auto',
      trust: 'system',
      key: 'file',
      defaultUser: 'alice',
      loginServer: 'https://hs.example.org',
      readOnly: false,
    });
  });

  test('to 0.30 keeps that it speaks HTTP', async () => {
    await net.start({ release: '0.30' });
    expect((await login('--context new')).err).toContain('over HTTP) as context new\n');
    expect((await kept.contexts.file.read()).config.contexts.get('new')?.transport).toBe('http');
    expect((await hs('users list')).code).toBe(0);
  });

  test.each(['0.23', '0.25', '0.27.0', '0.28'] as const)('works on %s', async (release) => {
    await net.start({ release });
    expect(await login()).toMatchObject({ code: 0, changes: [] });
    expect((await hs('users list -o json')).json()).toEqual([]);
  });

  test('needs no key on a socket', async () => {
    const socketPath = path.join(path.dirname(kept.folder), 'hs.sock');
    await net.start({ socketPath });
    expect(await hs(`login ${socketPath}`)).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['localhost']);
    expect(existsSync(path.join(kept.folder, 'credentials.json'))).toBe(false);
    expect((await hs('users list')).code).toBe(0);
  });

  test('over TLS keeps the certificate authority, and the next command uses it', async () => {
    await net.start({ tls: true });
    const { caFile = '', caPem } = net.sandbox;
    const files = { [caFile]: caPem ?? '' };
    const host = net.sandbox.address.replace('https://', '');
    const stdin = net.sandbox.apiKey;
    const untrusted = await hs(`login ${host} --api-key-stdin`, { stdin });
    expect(untrusted).toMatchObject({ code: 2 });
    expect(await names()).toEqual([]);
    expect((await hs(`login ${host} --api-key-stdin --ca-file ${caFile}`, { files, stdin })).code).toBe(0);
    expect((await hs('users list', { files })).code).toBe(0);
    const byName = await hs('login --context 127-0-0-1 --api-key-stdin', { files, stdin });
    expect(byName).toMatchObject({ code: 0 });
    expect((await kept.contexts.file.read()).config.contexts.get('127-0-0-1')?.trust.kind).toBe('ca-file');
  });

  test('with --insecure warns, and does not keep it', async () => {
    await net.start({ tls: true });
    const done = await login('--insecure');
    expect(done.code).toBe(0);
    expect(done.err).toContain('Warning: --insecure says that nobody checks');
    expect((await kept.contexts.file.read()).config.contexts.get('127-0-0-1')?.trust.kind).toBe('system');
  });
});

describe('a login that fails saves nothing', () => {
  const nothingSaved = () => expect(existsSync(kept.folder)).toBe(false);

  test('with a wrong key: 4', async () => {
    const refused = await login('', { stdin: WRONG });
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).not.toContain('rrrr');
    nothingSaved();
  });

  test.each([
    ['two words', 'more than one word', 2],
    ['', 'is empty', 2],
    ['schlüssel', 'no API key has', 4],
  ])('with the odd key %j', async (stdin, said, code) => {
    const refused = await login('', { stdin });
    expect(refused).toMatchObject({ code, out: '' });
    expect(refused.err).toContain(said);
    nothingSaved();
  });

  test('at a port where nobody listens: 6, before a key is asked for', async () => {
    const port = await closedPort();
    const refused = await hs(`login http://127.0.0.1:${port}`, { tty: true });
    expect(refused).toMatchObject({ code: 6, out: '', asked: [] });
    expect(refused.err).toContain(`127.0.0.1:${port}`);
    nothingSaved();
  });

  test('without a key and somebody to ask: 2, with how to make one', async () => {
    const refused = await hs(`login ${net.sandbox.address}`);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('headscale apikeys create --expiration 90d');
    expect(refused.err).toContain('/mash/headscale/bin/headscale apikeys create');
    expect(refused.err).toContain('--api-key-stdin');
    const tty = await hs(`login ${net.sandbox.address} --no-input`, { tty: true });
    expect(tty).toMatchObject({ code: 2, asked: [] });
    nothingSaved();
  });

  test.each([
    ['login', 'The server to log in to is missing'],
    ['login 127.0.0.1:1 --api-key-stdin --context a.b', 'cannot be the name of a context'],
    ['login http://hs.example.com', 'readable for everyone'],
  ])('%s: 2, and nothing is sent', async (line, said) => {
    const refused = await hs(line);
    expect(refused).toMatchObject({ code: 2, out: '', calls: [] });
    expect(refused.err).toContain(said);
    nothingSaved();
  });

  test('with -o json: one object', async () => {
    const refused = await login('-o json', { stdin: WRONG });
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.errorJson()).toMatchObject({ error: { code: 'credentials', exitCode: 4 } });
  });
});

describe('a second login', () => {
  test('to the same address changes the key, and leaves what it does not name', async () => {
    await login('--user alice --read-only --context prod');
    await kept.contexts.file.change((draft) => {
      const context = draft.config.contexts.get('prod');
      if (context) draft.put({ ...context, confirm: 'severe', format: 'json' });
    });
    const { apiKey } = net.sandbox;
    const made = await net.hs('apikeys create -o name');
    const second = made.out.trim();
    expect(second).not.toBe(apiKey);
    expect(await login('--login-server https://hs.example.org', { stdin: second })).toMatchObject({
      code: 0,
    });
    expect(kept.keys()).toEqual({ prod: `${net.sandbox.address} ${second}` });
    expect((await kept.contexts.file.read()).config.contexts.get('prod')).toMatchObject({
      defaultUser: 'alice',
      loginServer: 'https://hs.example.org',
      readOnly: true,
      confirm: 'severe',
      format: 'json',
    });
  });

  test('with a wrong key leaves the good one', async () => {
    await login();
    const before = kept.keys();
    expect((await login('', { stdin: WRONG })).code).toBe(4);
    expect(kept.keys()).toEqual(before);
  });

  test('to another server of that host gets a number, and becomes the current one', async () => {
    await kept.contexts.file.change((draft) => draft.put(newContext('127-0-0-1', 'https://127.0.0.1:9')));
    expect((await login()).err).toContain('as context 127-0-0-1-2\n');
    expect((await login()).err).toContain('as context 127-0-0-1-2\n');
    expect(await names()).toEqual(['127-0-0-1', '127-0-0-1-2']);
    expect((await kept.contexts.file.read()).config.currentContext).toBe('127-0-0-1-2');
  });

  test('with --context of another server is a conflict: 5, before a key is asked for', async () => {
    await kept.contexts.file.change((draft) => draft.put(newContext('prod', 'https://127.0.0.1:9')));
    const before = kept.text('config.yaml');
    const refused = await hs(`login ${net.sandbox.address} --context prod`, { tty: true });
    expect(refused).toMatchObject({ code: 5, asked: [] });
    expect(refused.err).toContain('The context prod is of another server');
    expect(kept.text('config.yaml')).toBe(before);
  });

  test('with another name makes a second context of the same server', async () => {
    await login('--context prod');
    await login('--context look --read-only');
    expect(await names()).toEqual(['prod', 'look']);
    const config = (await kept.contexts.file.read()).config;
    expect(config.contexts.get('prod')?.readOnly).toBe(false);
  });
});

test('says how many there are, and what to look at next', async () => {
  await net.user('alice');
  await net.node('alice', 'laptop');
  const { err } = await login();
  expect(err).toContain('\n1 user and 1 node; the API key ends in 90d');
  expect(err).toContain('\nNext: hs status and hs nodes list\n');
});

test('the key ends with what the server says of it', async () => {
  const soon = await net.hs('apikeys create --expiration 1h -o name');
  expect((await login('', { stdin: soon.out.trim(), now: NOW })).err).toMatch(
    /; the API key ends in (1 ?h|60 ?m) /,
  );
});
