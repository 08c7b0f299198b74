import { randomBytes } from 'node:crypto';
import { fromMillis } from '../domain/instant.ts';
import type { Release } from '../domain/release.ts';
import type { Context } from './context.ts';
import type { RecordedCall } from './core.ts';
import { Core } from './core.ts';
import { startGrpc } from './grpc/start.ts';
import type { SandboxOptions } from './options.ts';
import { exactRelease } from './release.ts';
import { makeApiKey } from './rules/api-keys.ts';
import { AddressPool } from './store/addresses.ts';
import type { StoreState } from './store/store.ts';
import { Store } from './store/store.ts';

/** A sandbox that runs. */
export interface RunningSandbox {
  readonly release: Release;
  /** `http://127.0.0.1:PORT`, or https with TLS: where gRPC is. */
  readonly address: string;
  readonly grpcPort: number;
  /** Where the REST gateway, or the API of 0.30, is; null where there is none. */
  readonly httpAddress: string | null;
  /** The whole secret of an API key that lives for 90 days. */
  readonly apiKey: string;
  /** The certificate to trust, in PEM; null without TLS. */
  readonly caPem: string | null;
  /** Every call that was understood since the start, in order. */
  readonly calls: readonly RecordedCall[];
  readonly core: Core;
  /** A copy of what the database holds. */
  state(): StoreState;
  /** Closes every connection, within a second whatever clients do. */
  stop(): Promise<void>;
}

const KEY_LIFETIME_MS = 90 * 24 * 3_600_000;

/** Starts a Headscale of any release in this process, on loopback only. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const release = exactRelease(options.release);
  const store = new Store();
  const now = options.now ?? Date.now;
  const context: Context = {
    release,
    store,
    addresses: new AddressPool([]),
    policySource: { mode: options.policyMode ?? 'database', path: options.policyPath ?? '' },
    random: { bytes: randomBytes },
    now,
  };
  const calls: RecordedCall[] = [];
  const onCall = (call: RecordedCall) => {
    calls.push(call);
    options.onCall?.(call);
  };
  const events = { onCall, onChange: () => undefined, onDeath: () => undefined };
  const core = new Core(context, events, options.nodeWriteDelayMs ?? 0);
  const apiKey = makeApiKey(context, fromMillis(now() + KEY_LIFETIME_MS));
  const grpc = await startGrpc(core, { port: options.port ?? 0, socketPath: options.socketPath });
  return {
    release,
    address: `http://127.0.0.1:${grpc.port}`,
    grpcPort: grpc.port,
    httpAddress: null,
    apiKey,
    caPem: null,
    calls,
    core,
    state: () => store.state(),
    stop: () => grpc.close(),
  };
}
