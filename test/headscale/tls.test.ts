import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectTls, type TlsTrust } from '../../src/headscale/tls.ts';
import {
  type CertificateAuthority,
  type KeyPair,
  makeAuthority,
  makeSelfSigned,
} from '../support/certificates.ts';
import { Servers } from '../support/servers.ts';

const servers = new Servers();
let authority: CertificateAuthority;
let leaf: KeyPair;

beforeAll(async () => {
  authority = await makeAuthority();
  leaf = await authority.issue();
});
afterEach(() => servers.end());

const print = (pem: string) => new X509Certificate(pem).fingerprint256;

/** Connects to a server with this certificate and says a word; answers what the server has heard in the end. */
async function sayTo(pair: KeyPair, trust: TlsTrust): Promise<{ heard: string; error: unknown }> {
  let heard = '';
  let over: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    over = resolve;
  });
  const server = tls.createServer({ ...pair, ALPNProtocols: ['h2'] }, (socket) => {
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    socket.on('error', () => {}).once('close', over);
  });
  server.on('tlsClientError', over);
  const port = await servers.listen(server);
  const dial = () =>
    new Promise<net.Socket>((resolve) => {
      const socket: net.Socket = net.connect(port, '127.0.0.1', () => resolve(socket));
    });
  let error: unknown;
  try {
    const socket = await connectTls(await dial(), { ...trust, host: '127.0.0.1', alpn: ['h2'] }, dial);
    socket.end('the key');
  } catch (cause) {
    error = cause;
  }
  await ended;
  return { heard, error };
}

describe('one certificate alone is trusted', () => {
  test('the one that was pinned, although an authority signed it', async () => {
    const pinned = { ca: leaf.cert, pin: print(leaf.cert) };
    expect(await sayTo(leaf, pinned)).toEqual({ heard: 'the key', error: undefined });
  });

  test('not one that the pinned one has signed: no byte is sent', async () => {
    const pinned = { ca: authority.cert, pin: print(authority.cert) };
    const { heard, error } = await sayTo(leaf, pinned);
    expect(error).toMatchObject({ message: expect.stringContaining('not the one that was trusted') });
    expect(heard).toBe('');
  });

  test('not another that stands for the same names', async () => {
    const [before, now] = await Promise.all([makeSelfSigned(), makeSelfSigned()]);
    const { heard, error } = await sayTo(now, { ca: before.cert, pin: print(before.cert) });
    expect(error).toBeInstanceOf(Error);
    expect(heard).toBe('');
  });
});
