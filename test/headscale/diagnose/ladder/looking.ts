import { parseServerAddress } from '../../../../src/headscale/address.ts';
import { connectHeadscale, type TransportChoice } from '../../../../src/headscale/connect.ts';
import type { CheckId, CheckResult, Diagnosis } from '../../../../src/headscale/diagnose/ladder/diagnosis.ts';
import { diagnose } from '../../../../src/headscale/diagnose/ladder/ladder.ts';
import type { Resolve } from '../../../../src/headscale/diagnose/ladder/look-network.ts';
import type { TlsTrust } from '../../../../src/headscale/tls.ts';

export interface Looking {
  readonly key?: string | undefined;
  /** PEM; the machine's own list where not given. */
  readonly ca?: string | undefined;
  readonly trust?: TlsTrust;
  readonly transport?: TransportChoice;
  readonly now?: () => number;
  readonly resolve?: Resolve;
  /** Short where the server is silent. */
  readonly lookMs?: number;
  readonly plaintext?: boolean;
  readonly signal?: AbortSignal;
}

/** What came of it, each check by its id. */
export interface Looked extends Diagnosis {
  check(id: CheckId): CheckResult;
  /** Ids of the checks of that status. */
  of(status: CheckResult['status']): CheckId[];
}

/** Looks at a server as `hs doctor` does. */
export async function look(typed: string, options: Looking = {}): Promise<Looked> {
  const { ca, trust = ca === undefined ? {} : { ca }, now = Date.now, plaintext = false } = options;
  const diagnosis = await diagnose({
    server: {
      address: parseServerAddress(typed, { plaintext }),
      apiKey: options.key,
      trust,
      timeoutMs: 10_000,
      transport: options.transport,
      signal: options.signal,
    },
    now,
    connect: connectHeadscale,
    resolve: options.resolve,
    lookMs: options.lookMs,
  });
  return {
    ...diagnosis,
    check(id) {
      const found = diagnosis.checks.find((check) => check.id === id);
      if (!found) throw new Error(`no check ${id}`);
      return found;
    },
    of: (status) => diagnosis.checks.filter((check) => check.status === status).map(({ id }) => id),
  };
}
