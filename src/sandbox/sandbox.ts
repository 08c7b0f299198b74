import { randomBytes } from 'node:crypto';
import { fromMillis } from '../domain/instant.ts';
import type { Release } from '../domain/release.ts';
import { eraOfRelease } from '../headscale/eras/era.ts';
import type { Context } from './context.ts';
import type { RecordedCall } from './core.ts';
import { Core } from './core.ts';
import { Devices } from './devices.ts';
import type { RunningGrpc } from './grpc/start.ts';
import { startGrpc } from './grpc/start.ts';
import type { RunningHttp } from './http/start.ts';
import { startHttp } from './http/start.ts';
import type { SandboxOptions } from './options.ts';
import { exactRelease } from './release.ts';
import { makeApiKey } from './rules/api-keys.ts';
import { apiKeyOfSecret } from './rules/credentials.ts';
import { policyAtStart } from './rules/policy.ts';
import type { RunningSandbox } from './running.ts';
import { plant } from './seeds/plant.ts';
import { AddressPool } from './store/addresses.ts';
import { restartedStore } from './store/restart.ts';
import { StateFile } from './store/state-file.ts';
import type { StoreState } from './store/store.ts';
import { Store } from './store/store.ts';
import type { CaFile } from './tls/ca-file.ts';
import { writeCaFile } from './tls/ca-file.ts';
import type { TlsIdentity } from './tls/certificate.ts';
import { selfSignedCertificate } from './tls/certificate.ts';

const KEY_LIFETIME_MS = 90 * 24 * 3_600_000;

/** One server: its store, its rules and its listeners. */
export class Sandbox implements RunningSandbox {
  readonly release: Release;
  readonly apiKey: string;
  readonly calls: RecordedCall[] = [];
  readonly #options: SandboxOptions;
  readonly #stateFile: StateFile | undefined;
  readonly #tls: TlsIdentity | undefined;
  #core: Core;
  #grpc: RunningGrpc | undefined;
  #http: RunningHttp | undefined;
  #caFile: CaFile | undefined;
  #grpcPort: number;
  #httpPort: number;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.release = exactRelease(options.release);
    const onlyHttp = eraOfRelease(this.release) === undefined;
    this.#grpcPort = onlyHttp ? 0 : (options.port ?? 0);
    this.#httpPort = (onlyHttp ? options.port : options.httpPort) ?? 0;
    this.#tls = options.tls ? selfSignedCertificate(Date.now()) : undefined;
    this.#stateFile = options.state === undefined ? undefined : new StateFile(options.state);
    const saved = this.#stateFile?.load();
    this.#core = this.#coreOn(saved ? restartedStore(this.release, saved.store) : new Store());
    const { context } = this.#core;
    const known = saved !== undefined && apiKeyOfSecret(context, saved.apiKey) !== undefined;
    this.apiKey = known ? saved.apiKey : makeApiKey(context, fromMillis(context.now() + KEY_LIFETIME_MS));
    if (!saved) plant(context, options.seed ?? 'empty');
  }

  get address(): string {
    return this.#grpcPort === 0 ? this.httpAddress : this.#addressOf(this.#grpcPort);
  }

  get httpAddress(): string {
    return this.#addressOf(this.#httpPort);
  }

  get grpcPort(): number {
    return this.#grpcPort;
  }

  get socketPath(): string | null {
    return this.#options.socketPath ?? null;
  }

  get caPem(): string | null {
    return this.#tls?.cert ?? null;
  }

  get caFile(): string | undefined {
    return this.#caFile?.path;
  }

  get core(): Core {
    return this.#core;
  }

  get store(): Store {
    return this.#core.context.store;
  }

  get devices(): Devices {
    return new Devices(this.#core.context);
  }

  state(): StoreState {
    return this.store.state();
  }

  /** Opens the listeners. */
  async start(): Promise<void> {
    const { socketPath } = this.#options;
    const tls = this.#tls;
    try {
      if (tls) this.#caFile ??= await writeCaFile(tls.cert);
      // 0.30 has no gRPC.
      if (eraOfRelease(this.release) !== undefined) {
        this.#grpc = await startGrpc(this.#core, { port: this.#grpcPort, socketPath, tls });
        this.#grpcPort = this.#grpc.port;
      }
      this.#http = await startHttp(this.#core, { port: this.#httpPort, socketPath, tls });
      this.#httpPort = this.#http.port;
    } catch (error) {
      await this.#end();
      throw error;
    }
    this.#save();
  }

  async restart(): Promise<void> {
    await this.#close();
    this.#core = this.#coreOn(restartedStore(this.release, this.state()));
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#end();
    this.#stateFile?.save(this.store.revision, () => this.#savedState());
  }

  #addressOf(port: number): string {
    return `${this.#tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  /** As `#close`, for good. */
  async #end(): Promise<void> {
    const file = this.#caFile;
    this.#caFile = undefined;
    await this.#close();
    await file?.remove();
  }

  async #close(): Promise<void> {
    this.#core.flush();
    const [grpc, http] = [this.#grpc, this.#http];
    this.#grpc = undefined;
    this.#http = undefined;
    await Promise.all([grpc?.close(), http?.close()]);
  }

  #coreOn(store: Store): Core {
    const { policyMode, policyPath, now, nodeWriteDelayMs, onCall } = this.#options;
    const context: Context = {
      release: this.release,
      store,
      addresses: new AddressPool(store.nodes.all().flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6])),
      policySource: { mode: policyMode ?? 'database', path: policyPath ?? '' },
      random: { bytes: randomBytes },
      now: now ?? Date.now,
    };
    store.activePolicy = policyAtStart(context);
    const events = {
      onCall: (call: RecordedCall) => {
        this.calls.push(call);
        onCall?.(call);
      },
      onChange: () => this.#save(),
      onDeath: () => void this.#close(),
    };
    return new Core(context, events, nodeWriteDelayMs ?? 0);
  }

  #save(): void {
    this.#stateFile?.saveSoon(this.store.revision, () => this.#savedState());
  }

  #savedState() {
    return { version: 1, apiKey: this.apiKey, store: this.state() } as const;
  }
}
