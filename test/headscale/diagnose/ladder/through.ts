import { expect } from 'vitest';
import type { CheckId, CheckStatus } from '../../../../src/headscale/diagnose/ladder/diagnosis.ts';
import { type CertificateAuthority, type KeyPair, makeAuthority } from '../../../support/certificates.ts';
import type { RealProxy } from '../../../support/reverse-proxies.ts';
import { type Looked, type Looking, look } from './looking.ts';

/** What is expected of a check: its status, its words, the lines of its fix. */
export type Expected = readonly [id: CheckId, status: CheckStatus, detail: RegExp, fix?: RegExp];

/** A real reverse proxy of one test, and a look at the server through it. */
export class Through {
  readonly #authority: CertificateAuthority;
  readonly #pair: KeyPair;
  #proxy: RealProxy | undefined;

  constructor(authority: CertificateAuthority, pair: KeyPair) {
    this.#authority = authority;
    this.#pair = pair;
  }

  static async make(): Promise<Through> {
    const authority = await makeAuthority();
    return new Through(authority, await authority.issue());
  }

  /** Starts the proxy with a certificate that is trusted, and looks. */
  async look(
    start: (pair: KeyPair) => Promise<RealProxy>,
    { prefix = '', ...options }: Looking & { readonly prefix?: string | undefined },
  ): Promise<Looked> {
    this.#proxy = await start(this.#pair);
    const typed = `https://localhost:${this.#proxy.port}${prefix}`;
    return await look(typed, { ca: this.#authority.cert, ...options });
  }

  async stop(): Promise<void> {
    await this.#proxy?.stop();
    this.#proxy = undefined;
  }
}

/** Holds a diagnosis to what is expected of it. */
export function holds(found: Looked, expected: readonly Expected[]): void {
  for (const [id, status, detail, fix = /^/] of expected) {
    expect(found.check(id)).toMatchObject({ status, detail: expect.stringMatching(detail) });
    expect(found.check(id).fix.join('\n')).toMatch(fix);
  }
}
