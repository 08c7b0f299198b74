import type { HsError } from '../../errors.ts';
import { headscaleApi } from '../api.ts';
import type { HeadscaleServer } from '../connect.ts';
import { explainCallFailure } from '../diagnose/explain.ts';
import { originOf, provesUnsent } from '../diagnose/symptom.ts';
import type { HeadscaleApi } from '../port.ts';
import { releaseGate } from '../release-gate.ts';
import { translateStatus } from '../status-errors.ts';
import { openGrpcChannel, type RawAnswer } from './channel.ts';
import { type ExplainFailure, grpcWires } from './grpc-wire.ts';
import { narrowRelease, probeRelease } from './release-probe.ts';

/** Reflection only narrows what is known already: not worth a long wait. */
const REFLECTION_TIMEOUT_MS = 3000;

/** The port over gRPC. Nothing is sent before the first call. */
export function openGrpc(server: HeadscaleServer): HeadscaleApi {
  const { address, apiKey, trust, timeoutMs, signal } = server;
  const channel = openGrpcChannel(address, apiKey, trust, signal);
  const explain: ExplainFailure = (rpc, answer, options) =>
    explainAnswer(server, channel.lastError(), rpc, answer, options);
  const wires = grpcWires({ channel, timeoutMs, explain });
  return headscaleApi({
    name: 'gRPC',
    gate: releaseGate({
      generation: () => channel.generation(),
      detect: (options) => probeRelease(channel, timeoutMs, explain, options.signal),
      narrow: (release) => narrowRelease(channel, release, Math.min(timeoutMs, REFLECTION_TIMEOUT_MS)),
    }),
    wire: (era) => wires.of(era),
    sendEarly: (call, options) => wires.sendEarly(call, options),
    onThisConnection: (call) => channel.onThisConnection(call),
    close: () => channel.close(),
  });
}

/** Headscale's own statuses have a table; the rest is a connection that failed, or something in between. */
async function explainAnswer(
  { address, trust }: HeadscaleServer,
  socketError: Error | undefined,
  rpc: string,
  { code, details }: RawAnswer,
  { change, timeoutMs }: { change: boolean; timeoutMs: number },
): Promise<HsError> {
  const status = { code, details };
  if (originOf(status) === 'headscale') return translateStatus({ code, message: details, rpc, change });
  return await explainCallFailure({
    address,
    rpc,
    change,
    sent: !provesUnsent(status),
    status,
    ...(socketError ? { socketError } : {}),
    deadlineMs: timeoutMs,
    tls: trust,
  });
}
