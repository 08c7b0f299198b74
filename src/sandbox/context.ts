import type { Instant } from '../domain/instant.ts';
import { fromMillis } from '../domain/instant.ts';
import type { Release } from '../domain/release.ts';
import type { Message } from './message.ts';
import type { Random } from './random.ts';
import { since } from './release.ts';
import type { AddressPool } from './store/addresses.ts';
import type { Store } from './store/store.ts';

/** Where a server keeps its policy: `policy.mode` and `policy.path` of its configuration. */
interface PolicySource {
  /** `database` or `file`; a server with any other word starts, and has no policy. */
  readonly mode: string;
  readonly path: string;
}

/** What every rule works with: one server of one release. */
export interface Context {
  readonly release: Release;
  readonly store: Store;
  readonly addresses: AddressPool;
  readonly policySource: PolicySource;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Answers one call, or throws `SandboxStatus` or `ServerDied`. */
export type Rule = (context: Context, request: Message) => Message;

/** True when this server is of `first` or a later release. */
export function from(context: Context, first: Release): boolean {
  return since(context.release, first);
}

/** The server's clock. */
export function present(context: Context): Instant {
  return fromMillis(context.now());
}
