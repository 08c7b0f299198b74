import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import tls from 'node:tls';
import { afterEach, beforeAll, beforeEach, expect, onTestFinished } from 'vitest';
import type { Trust } from '../../src/config/context.ts';
import { type CertificateAuthority, type KeyPair, makeAuthority, makeSelfSigned } from './certificates.ts';
import type { Outcome, RunOptions } from './harness.ts';
import { nothingRemembered, type Remembered } from './remembered.ts';
import { Servers } from './servers.ts';
import { type Tailnet, useTailnet } from './tailnet.ts';
import { type TlsFront, tlsFront } from './tls-front.ts';

/** The two questions of a login to a server whose certificate nobody vouches for. */
export const TRUST = 'Trust exactly this certificate from now on?';
export const KEY = 'API key (not shown; ? says how to make one)';

/** The fingerprint of a certificate, as it is shown. */
export const print = ({ cert }: KeyPair): string => new X509Certificate(cert).fingerprint256;

/** Logins of one test, to a server behind TLS of any certificate. */
export interface TlsLogins {
  readonly net: Tailnet;
  readonly servers: Servers;
  readonly kept: Remembered;
  readonly authority: CertificateAuthority;
  /** Two certificates that nobody but themselves has signed. */
  readonly self: KeyPair;
  readonly otherSelf: KeyPair;
  /** Runs a command line where no server is named and nothing spins. */
  hs(line: string, options?: Omit<RunOptions, 'sandbox'>): Promise<Outcome>;
  /** Puts a certificate before the server. */
  front(pair: KeyPair): Promise<TlsFront>;
  /** Logs in on a terminal to a server with this certificate, as the context `home`, and trusts it. */
  loggedIn(pair: KeyPair): Promise<{ at: TlsFront; address: string }>;
  /** Who vouches for the first context. */
  trustKept(): Promise<Trust | undefined>;
  nothingSaved(): void;
  /** No call so far has brought the key. */
  noKeySent(): void;
  /** Lets this process trust the authority for one test, as a machine does that has it in its store. */
  trustAuthority(): void;
}

/** Prepares each test of a file. */
export function useTlsLogins(): TlsLogins {
  const net = useTailnet();
  const servers = new Servers();
  let kept = nothingOf<Remembered>();
  let made = nothingOf<Pick<TlsLogins, 'authority' | 'self' | 'otherSelf'>>();
  beforeAll(async () => {
    const [authority, self, otherSelf] = await Promise.all([
      makeAuthority('Home CA'),
      makeSelfSigned({ commonName: 'home server' }),
      makeSelfSigned(),
    ]);
    made = () => ({ authority, self, otherSelf });
  });
  beforeEach(() => {
    const fresh = nothingRemembered();
    kept = () => fresh;
  });
  afterEach(() => servers.end());

  const hs: TlsLogins['hs'] = (line, options = {}) =>
    net.hs(line, {
      contexts: kept().contexts,
      ...options,
      env: { HS_ADDRESS: '', HS_API_KEY: '', TERM: 'dumb' },
    });
  const front: TlsLogins['front'] = (pair) =>
    tlsFront(servers, pair, Number(new URL(net.sandbox.address).port));

  return {
    net,
    servers,
    get kept() {
      return kept();
    },
    get authority() {
      return made().authority;
    },
    get self() {
      return made().self;
    },
    get otherSelf() {
      return made().otherSelf;
    },
    hs,
    front,
    async loggedIn(pair) {
      const at = await front(pair);
      const address = `https://127.0.0.1:${at.port}`;
      const answers = [true, net.sandbox.apiKey];
      const done = await hs(`login ${address} --context home`, { tty: true, answers });
      expect(done).toMatchObject({ code: 0, asked: [TRUST, KEY] });
      return { at, address };
    },
    trustKept: async () => [...(await kept().contexts.file.read()).config.contexts.values()][0]?.trust,
    nothingSaved: () => expect(existsSync(kept().folder)).toBe(false),
    noKeySent: () => expect(net.sandbox.calls.filter(({ authorised }) => authorised)).toEqual([]),
    trustAuthority() {
      const before = tls.getCACertificates('default');
      tls.setDefaultCACertificates([...before, made().authority.cert]);
      onTestFinished(() => tls.setDefaultCACertificates(before));
    },
  };
}

function nothingOf<T>(): () => T {
  return () => {
    throw new Error('this is there only inside a test');
  };
}
