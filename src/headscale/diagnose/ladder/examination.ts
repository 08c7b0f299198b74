import type { ApiKey } from '../../../domain/api-key.ts';
import { HsError } from '../../../errors.ts';
import type { ServerAddress } from '../../address.ts';
import type { HeadscaleServer, NamedServer } from '../../connect.ts';
import type { HeadscaleApi } from '../../port.ts';
import type { SshTunnels } from '../../ssh/tunnels.ts';
import type { TlsTrust } from '../../tls.ts';
import type { Scene } from '../scene.ts';
import type { FoundRelease } from './diagnosis.ts';
import { type GrpcLook, lookAtGrpc } from './look-grpc.ts';
import { lookForKeys } from './look-keys.ts';
import {
  type ConnectionLook,
  lookAtConnection,
  lookAtName,
  type NameLook,
  type Resolve,
} from './look-network.ts';
import { lookAtRelease } from './look-release.ts';
import { lookAtTls, type TlsLook } from './look-tls.ts';
import { lookAtWeb, type WebLook } from './look-web.ts';
import type { Way } from './way.ts';

/** What the ladder takes from outside. */
export interface LadderOptions {
  readonly server: NamedServer;
  /** Starts ssh, for a server behind it. */
  readonly tunnels?: SshTunnels | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Opens the port: the only thing that is ever given the API key. */
  readonly connect: (server: HeadscaleServer) => Promise<HeadscaleApi>;
  /** Where there is no key: which variable takes one, and why none is used although there is one. */
  readonly noKey?: { readonly setIn: string; readonly why?: string | undefined } | undefined;
  readonly resolve?: Resolve | undefined;
  /** How long one look may take, in milliseconds; 3000, or the timeout of calls where that is less. */
  readonly lookMs?: number | undefined;
}

/** What became of the one call with the key. */
export type KeyLook =
  | { readonly kind: 'works'; readonly keys: readonly ApiKey[] }
  | { readonly kind: 'failed'; readonly error: HsError }
  | { readonly kind: 'untried'; readonly why: string; readonly fix: readonly string[] };

const LOOK_MS = 3000;

/**
 * What is known of one server. Every look is made once, when the first check asks for it; none but that for the API
 * key carries a key.
 */
export class Examination {
  readonly options: LadderOptions;
  readonly way: Way;
  #name: Promise<NameLook> | undefined;
  #connection: Promise<ConnectionLook> | undefined;
  #tls: Promise<TlsLook> | undefined;
  #web: Promise<WebLook> | undefined;
  #grpc: Promise<GrpcLook> | undefined;
  #release: Promise<FoundRelease | undefined> | undefined;
  #keys: Promise<KeyLook> | undefined;
  #api: Promise<HeadscaleApi> | undefined;

  constructor(options: LadderOptions, way: Way) {
    this.options = options;
    this.way = way;
  }

  get server(): HeadscaleServer {
    return { ...this.options.server, address: this.way.address };
  }

  get address(): ServerAddress {
    return this.way.address;
  }

  /** How long one look may take, in milliseconds. */
  get lookMs(): number {
    return this.options.lookMs ?? Math.min(this.server.timeoutMs, LOOK_MS);
  }

  /** Where to look, for as long as one look may take. */
  scene(trust: TlsTrust = this.server.trust): Scene {
    const limit = AbortSignal.timeout(this.lookMs);
    const { signal } = this.server;
    return { address: this.address, trust, signal: signal ? AbortSignal.any([signal, limit]) : limit };
  }

  /** The server as it is looked at without the key: whoever it is may answer, for nothing is given away. */
  async keyless(): Promise<HeadscaleServer> {
    const tls = await this.tls();
    const { serverName, ...checked } = this.server.trust;
    const refused = tls.kind === 'open' && tls.refused !== undefined;
    const trust = { ...(refused ? { insecure: true } : checked), serverName };
    return { ...this.server, apiKey: undefined, trust, timeoutMs: this.lookMs };
  }

  name(): Promise<NameLook> {
    this.#name ??= lookAtName(this.address, this.lookMs, this.options.resolve);
    return this.#name;
  }

  connection(): Promise<ConnectionLook> {
    this.#connection ??= lookAtConnection(this.scene());
    return this.#connection;
  }

  tls(): Promise<TlsLook> {
    this.#tls ??= lookAtTls(() => this.scene());
    return this.#tls;
  }

  web(): Promise<WebLook> {
    this.#web ??= lookAtWeb(this.scene(), this.options.now);
    return this.#web;
  }

  grpc(): Promise<GrpcLook> {
    this.#grpc ??= this.keyless().then((server) => lookAtGrpc(server, (trust) => this.scene(trust)));
    return this.#grpc;
  }

  release(): Promise<FoundRelease | undefined> {
    this.#release ??= lookAtRelease(this);
    return this.#release;
  }

  keys(): Promise<KeyLook> {
    this.#keys ??= lookForKeys(this);
    return this.#keys;
  }

  /** The port with the key in it, over what was found to be answered. */
  async api(): Promise<HeadscaleApi> {
    const { transport } = this.server;
    const found = (await this.grpc()).kind === 'reached' ? 'grpc' : 'http';
    const chosen = transport === undefined || transport === 'auto' ? found : transport;
    this.#api ??= this.options.connect({ ...this.server, transport: chosen });
    return await this.#api;
  }

  /** Whether the web API of a Headscale answers here. */
  async hasWebApi(): Promise<boolean> {
    return (await this.web()).side !== 'other';
  }

  async close(): Promise<void> {
    const grpc = await this.#grpc?.catch(() => undefined);
    if (grpc?.kind === 'reached') grpc.close();
    (await this.#api?.catch(() => undefined))?.close();
    this.way.close();
  }

  /** @throws HsError `interrupted` where Ctrl-C was pressed meanwhile */
  goOn(): void {
    if (this.server.signal?.aborted) throw new HsError('interrupted', 'Interrupted');
  }
}
