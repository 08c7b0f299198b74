import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseServerAddress } from '../../../src/headscale/address.ts';
import { explainCallFailure, explainConnection } from '../../../src/headscale/diagnose/explain.ts';
import { failedCall } from '../../support/grpc-call.ts';
import { Servers, webServer } from '../../support/servers.ts';
import { notFound, withRoute } from '../../support/web-answers.ts';
import { explain } from './explaining.ts';

const servers = new Servers();

describe('a unix socket', () => {
  const withFolder = async (use: (folder: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'hs-'));
    try {
      await use(folder);
    } finally {
      await servers.end();
      await rm(folder, { recursive: true });
    }
  };

  it('is missing', () =>
    withFolder(async (folder) => {
      const error = await explain(join(folder, 'headscale.sock'));
      expect(error.code).toBe('unreachable');
      expect(error.message).toMatch(/headscale\.sock: there is no such socket/);
      expect(error.hint).toMatch(/unix_socket/);
    }));

  it('is a file', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'config.yaml');
      await writeFile(path, '');
      expect((await explain(path)).message).toContain('it is not a socket');
    }));

  it('belongs to 0.30, which speaks HTTP over it', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'headscale.sock');
      const users = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"users":[]}' };
      await servers.listen(webServer(withRoute(notFound, users)), path);
      expect((await explain(path)).message).toContain('0.30 or later');
    }));

  it.each([
    ['EACCES', /you may not open this socket/],
    ['ECONNREFUSED', /it is not a socket/],
  ])('explains %s', async (code, says) => {
    const failure = Object.assign(new Error(`connect ${code} /`), { code });
    const error = await explainConnection(parseServerAddress('/'), failure, { timeoutMs: 1000 });
    expect(error.message).toMatch(says);
  });
});

describe('a name', () => {
  it.each<[code: string | undefined, says: RegExp]>([
    ['ENOTFOUND', /hs\.invalid:443: there is no host named hs\.invalid/],
    ['EAI_AGAIN', /the DNS resolver does not answer \(EAI_AGAIN\)/],
    [undefined, /could not be resolved a moment ago/],
  ])('whose resolution ends with %s', async (code, says) => {
    const address = parseServerAddress('hs.invalid');
    const status = await failedCall(address, { deadlineMs: 10_000 });
    const error = await explainCallFailure(
      { address, rpc: 'ListUsers', change: true, sent: true, status, deadlineMs: 10_000, tls: {} },
      {
        lookup: () =>
          code === undefined ? Promise.resolve() : Promise.reject(Object.assign(new Error(), { code })),
      },
    );
    expect(error.code).toBe('unreachable');
    expect(error.message).toMatch(says);
    expect(error.hint).toBeTruthy();
  });

  it('whose resolver is silent does not hold hs up', async () => {
    const failure = Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' });
    const error = await explainConnection(parseServerAddress('hs.invalid'), failure, {
      timeoutMs: 1000,
      probeMs: 50,
      lookup: () => new Promise(() => {}),
    });
    expect(error.message).toContain('the DNS resolver does not answer');
  });
});

describe('a socket error', () => {
  it.each<[typed: string, errno: string, code: string, says: RegExp, hint: RegExp]>([
    [
      'hs.example.org',
      'ECONNREFUSED',
      'unreachable',
      /hs\.example\.org:443: nothing listens/,
      /https:\/\/hs\.example\.org:50443/,
    ],
    [
      'hs.example.org:50443',
      'ECONNREFUSED',
      'unreachable',
      /nothing listens/,
      /on 443: https:\/\/hs\.example\.org\./,
    ],
    [
      'https://[2001:db8::1]:1/x',
      'ECONNREFUSED',
      'unreachable',
      /\[2001:db8::1\]:1\/x: nothing/,
      /https:\/\/\[2001:db8::1\]\/x\./,
    ],
    ['hs.example.org', 'EHOSTUNREACH', 'unreachable', /no way to that host/, /VPN/],
    ['hs.example.org', 'ENETUNREACH', 'unreachable', /no way to that host/, /network/],
    ['hs.example.org', 'ETIMEDOUT', 'timeout', /within 2 s: .*a firewall drops it/, /50443/],
    ['hs.example.org', 'EACCES', 'unreachable', /does not allow/, /firewall/],
    ['hs.example.org', 'EMFILE', 'unreachable', /EMFILE/, /hs doctor/],
  ])('%s: %s', async (typed, errno, code, says, hint) => {
    const failure = Object.assign(new Error(`connect ${errno} 192.0.2.1:443`), { code: errno });
    const error = await explainConnection(parseServerAddress(typed), failure, { timeoutMs: 2000 });
    expect(error).toMatchObject({ code, exitCode: 6 });
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
  });
});
