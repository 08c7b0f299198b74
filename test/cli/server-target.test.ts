import { describe, expect, test } from 'vitest';
import { readServer } from '../../src/cli/server-target.ts';
import type { Env } from '../../src/config/env.ts';
import { HsError } from '../../src/errors.ts';
import type { NamedServer } from '../../src/headscale/connect.ts';
import { noContexts } from '../support/harness.ts';

const SERVER = { HS_ADDRESS: 'hs.example.com', HS_API_KEY: 'k' };
const FILES: Readonly<Record<string, string>> = {
  '/key': 'file-key\n',
  '/empty': ' \n',
  '/two': 'one two\n',
  '/lines': 'one\ntwo\n',
  '/ca.pem': '-----BEGIN CERTIFICATE-----\n',
};

async function read(
  flags: Record<string, unknown>,
  env: Env,
): Promise<{ server: NamedServer; notices: string[] }> {
  const notices: string[] = [];
  const readTextFile = (path: string) => {
    const text = FILES[path];
    if (text === undefined) throw new HsError('usage', `${path} cannot be read: there is no such file`);
    return text;
  };
  const server = await readServer(flags, { env, readTextFile, contexts: noContexts() }, (notice) =>
    notices.push(notice),
  );
  return { server, notices };
}

test('reads everything into one server', async () => {
  const flags = { 'ca-file': '/ca.pem', timeout: '30s', 'api-key-file': '/key' };
  const { server, notices } = await read(flags, SERVER);
  expect(server).toMatchObject({
    address: { kind: 'tcp', host: 'hs.example.com', port: 443, tls: true },
    apiKey: 'file-key',
    timeoutMs: 30_000,
    trust: { ca: FILES['/ca.pem'] },
  });
  expect(notices).toEqual([]);
});

test('waits 15 seconds for a call where nobody says otherwise', async () => {
  expect((await read({}, SERVER)).server.timeoutMs).toBe(15_000);
});

describe('a timeout', () => {
  test.each([
    [{ timeout: '30' }, {}, '--timeout'],
    [{ timeout: 'soon' }, {}, '--timeout'],
    [{ timeout: '0' }, {}, '--timeout'],
    [{ timeout: '1.5s' }, {}, '--timeout'],
    [{}, { HS_TIMEOUT: '30' }, 'HS_TIMEOUT'],
  ])('%j with %j is refused, naming where it came from', async (flags, env, origin) => {
    await expect(read(flags, { ...SERVER, ...env })).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(origin) }),
    );
  });

  test('without a unit names the unit to write', async () => {
    await expect(read({}, { ...SERVER, HS_TIMEOUT: '30' })).rejects.toThrow(
      expect.objectContaining({ hint: expect.stringContaining('30s') }),
    );
    const official = { HEADSCALE_CLI_ADDRESS: 'x', HEADSCALE_CLI_API_KEY: 'k', HEADSCALE_CLI_TIMEOUT: '30' };
    await expect(read({}, official)).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining('HEADSCALE_CLI_TIMEOUT'),
        hint: expect.stringContaining('30s'),
      }),
    );
  });
});

describe('an API key', () => {
  test.each([
    ['with a space in it', { HS_API_KEY: 'two words' }],
    ['with a line break in it', { HS_API_KEY: 'two\nlines' }],
    ['with a letter that no header carries', { HS_API_KEY: 'schlüssel' }],
    ['with a control character', { HS_API_KEY: 'a\u0000b' }],
  ])('%s is refused and not repeated', async (_, env) => {
    await expect(read({}, { ...SERVER, ...env })).rejects.toThrow(
      expect.objectContaining({ exitCode: 4, message: expect.not.stringContaining(env.HS_API_KEY) }),
    );
  });

  test.each([
    ['/empty', 'empty'],
    ['/two', 'more than one word'],
    ['/lines', 'more than one word'],
    ['/missing', 'no such file'],
  ])('from the file %s is refused', async (path, said) => {
    await expect(read({ 'api-key-file': path }, SERVER)).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(said) }),
    );
  });

  test('is wanted over TCP, and the variable of that address is named', async () => {
    await expect(read({}, { HS_ADDRESS: 'hs.example.com' })).rejects.toThrow(
      expect.objectContaining({ exitCode: 4, hint: expect.stringContaining('HS_API_KEY') }),
    );
    await expect(read({}, { HEADSCALE_CLI_ADDRESS: 'hs.example.com', HS_API_KEY: 'k' })).rejects.toThrow(
      expect.objectContaining({ exitCode: 4, hint: expect.stringContaining('HEADSCALE_CLI_API_KEY') }),
    );
  });

  test('is not needed on a socket', async () => {
    expect((await read({}, { HS_ADDRESS: 'unix:///run/headscale.sock' })).server).toMatchObject({
      address: { kind: 'unix' },
      apiKey: undefined,
    });
  });

  test('is not needed on a socket behind ssh, and is for a port', async () => {
    expect((await read({}, { HS_ADDRESS: 'ssh://hs.example.com' })).server).toMatchObject({
      address: { kind: 'ssh', target: { kind: 'unix' } },
      apiKey: undefined,
    });
    const port = { HS_ADDRESS: 'ssh://hs.example.com?to=localhost:50443' };
    await expect(read({}, port)).rejects.toThrow(expect.objectContaining({ exitCode: 4 }));
    expect((await read({}, { ...port, HS_API_KEY: 'k' })).server).toMatchObject({ apiKey: 'k' });
  });
});

describe('an address', () => {
  test.each([
    [{ address: '' }, {}, 'empty'],
    [{ address: 'http://hs.example.com' }, {}, 'readable for everyone'],
    [{ address: 'hskey-api-aaaaaaaaaaaa-bbbb' }, {}, 'looks like an API key'],
  ])('%j is refused', async (flags, env, said) => {
    await expect(read(flags, { ...SERVER, ...env })).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(said) }),
    );
  });

  test('of another machine is spoken to in clear only with --plaintext', async () => {
    const { server } = await read({ address: 'http://hs.example.com', plaintext: true }, { HS_API_KEY: 'k' });
    expect(server.address).toMatchObject({ tls: false, port: 80 });
  });
});

test('an insecure official client is warned about', async () => {
  const env = {
    HEADSCALE_CLI_ADDRESS: 'hs.example.com',
    HEADSCALE_CLI_API_KEY: 'k',
    HEADSCALE_CLI_INSECURE: 'true',
  };
  const { server, notices } = await read({}, env);
  expect(server.trust.insecure).toBe(true);
  expect(notices).toEqual([expect.stringContaining('nobody checks who answers')]);
});

test('a file of certificates that is not there is named', async () => {
  await expect(read({ 'ca-file': '/missing' }, SERVER)).rejects.toThrow(
    expect.objectContaining({ message: expect.stringContaining('/missing') }),
  );
});

describe('--assume-release', () => {
  test('is said each time', async () => {
    const { server, notices } = await read({ 'assume-release': '0.28' }, SERVER);
    expect(server.assumedRelease).toEqual({ oldest: '0.28', newest: '0.28' });
    expect(notices).toEqual([expect.stringContaining('taken for Headscale 0.28')]);
  });

  test('is refused where there is no such release', async () => {
    await expect(read({ 'assume-release': '9' }, SERVER)).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, hint: expect.stringContaining('0.29') }),
    );
  });
});
