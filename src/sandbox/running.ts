import type { Release } from '../domain/release.ts';
import type { Core, RecordedCall } from './core.ts';
import type { Devices } from './devices.ts';
import type { Store, StoreState } from './store/store.ts';

/** A sandbox that runs. */
export interface RunningSandbox {
  readonly release: Release;
  /** `http://127.0.0.1:PORT`, or https with TLS: where gRPC is; for 0.30, which has none, where HTTP is. */
  readonly address: string;
  /** 0 where there is no gRPC. */
  readonly grpcPort: number;
  /** The unix socket, where one was asked for. */
  readonly socketPath: string | null;
  /** Where the REST gateway and the pages of the main HTTP port are, or the API of 0.30. */
  readonly httpAddress: string;
  /** The whole secret of an API key that lives for 90 days. */
  readonly apiKey: string;
  /** The certificate to trust, in PEM; null without TLS. */
  readonly caPem: string | null;
  /** The same in a file that is there until the end; undefined without TLS. */
  readonly caFile: string | undefined;
  /** Every call that was understood since the start, in order. */
  readonly calls: readonly RecordedCall[];
  /** The server apart from any transport. */
  readonly core: Core;
  /** The database and the memory of the server, to look at and to change behind its back. */
  readonly store: Store;
  /** What clients of the tailnet do. */
  readonly devices: Devices;
  /** A copy of what the database holds. */
  state(): StoreState;
  /** Ends and starts the server again on the same database and ports; what this release forgets is forgotten. */
  restart(): Promise<void>;
  /** Writes the state file and closes every connection, whatever clients do. */
  stop(): Promise<void>;
}
