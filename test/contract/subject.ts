import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Node } from '../../src/domain/node.ts';
import type { NewPreAuthKey, PreAuthKey } from '../../src/domain/pre-auth-key.ts';
import { type Release, releaseIndex } from '../../src/domain/release.ts';
import type { User } from '../../src/domain/user.ts';
import type { ErrorCode } from '../../src/errors.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';

/** A running server that the contract is held against. */
export interface RunningSubject {
  readonly apiKey: string;
  /** A connection of its own with some key. */
  open(apiKey: string): Promise<HeadscaleApi>;
  /** What changes leave a trace in: the calls that came, or what the server lists. */
  traces(api: HeadscaleApi): Promise<unknown>;
  /** Lets the device of a node connect and announce routes, where there are devices. */
  announce?(node: Node, routes: readonly string[]): void;
  stop(): Promise<void>;
}

/** A server and the transport it is reached by, not started yet. */
export interface SubjectMaker {
  readonly name: string;
  readonly release: Release;
  readonly transport: 'gRPC' | 'HTTP';
  /** False where nobody can make a device announce routes. */
  readonly devicesAnnounce: boolean;
  start(): Promise<RunningSubject>;
}

/** In how many milliseconds from now what a test makes shall end. */
const AN_HOUR_MS = 3_600_000;

/** One server for a whole suite, and what tests put on it: each makes its own users and nodes. */
export class Subject {
  readonly release: Release;
  readonly transport: string;
  readonly devicesAnnounce: boolean;
  readonly #maker: SubjectMaker;
  #running: RunningSubject | undefined;
  #api: HeadscaleApi | undefined;
  #names = 0;

  constructor(maker: SubjectMaker) {
    this.#maker = maker;
    this.release = maker.release;
    this.transport = maker.transport;
    this.devicesAnnounce = maker.devicesAnnounce;
    beforeAll(async () => {
      this.#running = await this.#maker.start();
      this.#api = await this.#running.open(this.#running.apiKey);
    });
    afterAll(async () => {
      this.#api?.close();
      await this.#running?.stop();
    });
  }

  get api(): HeadscaleApi {
    if (!this.#api) throw new Error('the server runs only inside tests');
    return this.#api;
  }

  get apiKey(): string {
    if (!this.#running) throw new Error('the server runs only inside tests');
    return this.#running.apiKey;
  }

  /** True from that release on. */
  since(release: Release): boolean {
    return releaseIndex(this.release) >= releaseIndex(release);
  }

  /** Runs something with a connection of its own. */
  async with<T>(apiKey: string, run: (api: HeadscaleApi) => Promise<T>): Promise<T> {
    const api = await this.#running?.open(apiKey);
    if (!api) throw new Error('the server runs only inside tests');
    try {
      return await run(api);
    } finally {
      api.close();
    }
  }

  /** A name nobody has yet. */
  name(prefix: string): string {
    this.#names += 1;
    return `${prefix}-${this.#names}`;
  }

  async user(prefix = 'user'): Promise<User> {
    return await this.api.createUser({ name: this.name(prefix) });
  }

  /** Lets a device wait to be registered, in the way that every release has for tests; answers its id. */
  async waiting(user: User, hostname: string, routes: readonly string[] = []): Promise<string> {
    const key = this.registrationId();
    await this.api.raw('DebugCreateNode', { user: user.name, key, name: hostname, routes }, { change: true });
    return key;
  }

  /** A registration id in the release's form, under which nobody waits. */
  registrationId(): string {
    if (!this.since('0.25')) return `mkey:${randomBytes(32).toString('hex')}`;
    return `${this.since('0.29') ? 'hskey-authreq-' : ''}${randomBytes(18).toString('base64url')}`;
  }

  async node(user: User, hostname = this.name('host'), routes: readonly string[] = []): Promise<Node> {
    return await this.api.registerNode(user, await this.waiting(user, hostname, routes));
  }

  /** A node whose device announces routes, as far as that can be had. */
  async router(...routes: readonly string[]): Promise<Node> {
    const node = await this.node(await this.user(), this.name('router'), routes);
    this.#running?.announce?.(node, routes);
    return node;
  }

  async key(user: User | null, more: Partial<NewPreAuthKey> = {}): Promise<PreAuthKey> {
    return await this.api.createPreAuthKey({
      user,
      reusable: false,
      ephemeral: false,
      expiration: inAnHour(),
      aclTags: [],
      ...more,
    });
  }

  /** A node as it is listed now. */
  async listed({ id }: Pick<Node, 'id'>): Promise<Node | undefined> {
    return (await this.api.listNodes()).find((node) => node.id === id);
  }

  /** Holds that a call is refused, and that no change reached the server. */
  async refusedUnsent(call: () => Promise<unknown>, code: ErrorCode): Promise<void> {
    const before = await this.#running?.traces(this.api);
    await refused(call(), code);
    expect(await this.#running?.traces(this.api)).toEqual(before);
  }
}

/** Holds that a call ends with an error of this kind, which says something. */
export async function refused(call: Promise<unknown>, code: ErrorCode): Promise<void> {
  await expect(call).rejects.toMatchObject({ name: 'HsError', code, message: expect.stringMatching(/\w/) });
}

/** An hour from now, with a fraction that has to survive. */
export function inAnHour(): { seconds: number; nanos: number } {
  return { seconds: Math.floor((Date.now() + AN_HOUR_MS) / 1000), nanos: 123_000_000 };
}

/** In the order of ids, as numbers. */
export function ascending(ids: readonly string[]): string[] {
  return [...ids].sort((a, b) => Number(a) - Number(b));
}
