import type { HsError } from '../../../src/errors.ts';
import { parseServerAddress } from '../../../src/headscale/address.ts';
import { explainCallFailure } from '../../../src/headscale/diagnose/explain.ts';
import { provesUnsent } from '../../../src/headscale/diagnose/symptom.ts';
import { failedCall } from '../../support/grpc-call.ts';

export interface Explaining {
  readonly change?: boolean;
  /** PEM; the machine's own list where not given. */
  readonly ca?: string | undefined;
  /** Short where the server is silent. */
  readonly deadlineMs?: number;
}

/** Makes a real call that fails, then has the failure explained. */
export async function explain(typed: string, options: Explaining = {}): Promise<HsError> {
  const { change = false, deadlineMs = 10_000 } = options;
  const trust = options.ca === undefined ? {} : { ca: options.ca };
  const address = parseServerAddress(typed);
  const status = await failedCall(address, { ...trust, deadlineMs });
  const sent = !provesUnsent(status);
  return await explainCallFailure(
    { address, rpc: 'CreateUser', change, sent, status, deadlineMs, tls: trust },
    { probeMs: Math.min(deadlineMs, 5000) },
  );
}
