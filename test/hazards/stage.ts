import { describe, expect, test } from 'vitest';
import { RELEASES, type Release, releaseIndex } from '../../src/domain/release.ts';
import { type Era, eraOfRelease } from '../../src/headscale/eras/era.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type Talk, talkTo } from '../sandbox/talk.ts';
import { type Outcome, type RunOptions, runHs } from '../support/harness.ts';

/** 2026-11-24, some time in the morning, for both sides. */
const NOW_MS = 1_795_480_000_000;
export const NOW = { seconds: NOW_MS / 1000, nanos: 0 };
export const IN_48_HOURS = { seconds: NOW.seconds + 48 * 3600, nanos: 0 };

/** Something that some releases do to a client that does not know better. */
export interface Hazard {
  readonly call: string;
  readonly releases: readonly Release[];
  /** What comes of it. */
  readonly outcome: string;
  /** Any client: shows the outcome. */
  naive(stage: Stage): Promise<void>;
  /** The same wish through hs: shows what it sends and says, and that no harm is done. */
  hs(stage: Stage): Promise<void>;
}

/** The releases from one to another, both included. */
export function releases(from: Release, to: Release): Release[] {
  return RELEASES.slice(releaseIndex(from), releaseIndex(to) + 1);
}

/** One test of the harm and one of hs for every hazard and release. */
export function holdHazards(hazards: readonly Hazard[], options: Partial<SandboxOptions> = {}): void {
  for (const { call, outcome, releases: where, naive, hs } of hazards) {
    describe(`${call}: ${outcome}`, () => {
      test.each(where)('a naive client at %s', (release) => Stage.on(release, options, naive));
      test.each(where)('hs at %s', (release) => Stage.on(release, options, hs));
    });
  }
}

/** One server, a client that sends what it is told, and hs. */
export class Stage {
  readonly sandbox: RunningSandbox;
  readonly #talk: Talk | undefined;

  private constructor(sandbox: RunningSandbox, talk: Talk | undefined) {
    this.sandbox = sandbox;
    this.#talk = talk;
  }

  static async on(
    release: Release,
    options: Partial<SandboxOptions>,
    play: (stage: Stage) => Promise<void>,
  ): Promise<void> {
    const wanted = { now: () => NOW_MS, ...options, release };
    const talk = eraOfRelease(release) === undefined ? undefined : await talkTo(wanted);
    const sandbox = talk?.sandbox ?? (await startSandbox(wanted));
    try {
      await play(new Stage(sandbox, talk));
    } finally {
      await (talk ?? { end: () => sandbox.stop() }).end();
    }
  }

  since(release: Release): boolean {
    return releaseIndex(this.sandbox.release) >= releaseIndex(release);
  }

  /** The naive client over gRPC. */
  get talk(): Talk {
    if (!this.#talk) throw new Error(`${this.sandbox.release} has no gRPC`);
    return this.#talk;
  }

  /** Sends a call in the words of another era; answers it, or the refusal. */
  send(era: Era, rpc: string, request: Record<string, unknown>): Promise<unknown> {
    return this.talk.callAs(era, rpc, request);
  }

  /** The naive client over HTTP; answers the status and what the body says. */
  async http(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const { httpAddress, apiKey } = this.sandbox;
    const response = await fetch(`${httpAddress}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** Runs hs against the server. */
  hs(line: string | readonly string[], options: Omit<RunOptions, 'sandbox'> = {}): Promise<Outcome> {
    const argv = typeof line === 'string' ? line.split(' ') : line;
    return runHs(argv, { now: NOW_MS, ...options, sandbox: this.sandbox });
  }

  /** hs over HTTP, where the server has gRPC too. */
  hsOverHttp(line: string): Promise<Outcome> {
    return this.hs(`${line} --transport http`, { env: { HS_ADDRESS: this.sandbox.httpAddress } });
  }

  /** Runs hs, which must refuse without a changing call. */
  async refused(line: string | readonly string[], code: number, words: string | RegExp): Promise<void> {
    const outcome = await this.hs(line);
    expect({ changes: outcome.changes, code: outcome.code, out: outcome.out }).toEqual({
      changes: [],
      code,
      out: '',
    });
    expect(outcome.err).toMatch(words);
  }

  /** Does something behind everybody's back. */
  async behind(rpc: string, request: Record<string, unknown>): Promise<Record<string, unknown>> {
    return { ...(await this.sandbox.core.call(rpc, request, { trusted: true })) };
  }

  async user(name: string, profile: Record<string, unknown> = {}): Promise<number> {
    await this.behind('CreateUser', { name, ...profile });
    return this.sandbox.store.users.all().at(-1)?.id ?? 0;
  }

  async node(user: string, hostname: string): Promise<number> {
    const id = this.sandbox.devices.knock({ hostname });
    await (this.since('0.29')
      ? this.behind('AuthRegister', { user, authId: id })
      : this.behind('RegisterNode', { user, key: id }));
    return this.sandbox.store.nodes.all().at(-1)?.id ?? 0;
  }

  /** A key of a user who is known by name and id. */
  async key(name: string, id: number): Promise<string> {
    const user = this.since('0.26') ? id : name;
    await this.behind('CreatePreAuthKey', { user, reusable: true, expiration: IN_48_HOURS });
    return this.sandbox.store.preAuthKeys.all().at(-1)?.secret ?? '';
  }

  expiryOf(nodeId: number): unknown {
    return this.sandbox.store.nodes.get(nodeId)?.expiry;
  }

  keyExpirations(): unknown[] {
    return this.sandbox.store.preAuthKeys.all().map(({ expiration }) => expiration);
  }

  nodeIds(): number[] {
    return this.sandbox.store.nodes.all().map(({ id }) => id);
  }
}
