import type { HsError } from '../../errors.ts';
import {
  PROBE_BODY,
  PROBED_METHODS,
  type ProbeAnswer,
  type ProbedMethod,
  readProbe,
  releaseFromProbes,
} from '../detect.ts';
import type { ServerRelease } from '../port.ts';
import { type GrpcChannel, GRPC, type RawAnswer } from './channel.ts';
import type { ExplainFailure } from './grpc-wire.ts';

const LOST: ReadonlySet<number> = new Set([GRPC.unavailable, GRPC.deadlineExceeded, GRPC.cancelled]);

/**
 * Asks which methods the server has, all at once and without the API key.
 * Throws what `explain` makes of a connection that fails; an answer that tells nothing gives an unknown release.
 */
export async function probeRelease(
  channel: GrpcChannel,
  timeoutMs: number,
  explain: ExplainFailure,
  signal?: AbortSignal,
): Promise<ServerRelease> {
  const answers = await Promise.all(
    PROBED_METHODS.map(async (method): Promise<[ProbedMethod, RawAnswer]> => [
      method,
      await channel.call(method, PROBE_BODY, { timeoutMs, signal, authorised: false }),
    ]),
  );
  const lost = answers.find(([, answer]) => LOST.has(answer.code));
  if (lost) throw (await explain(lost[0], lost[1], { change: false, timeoutMs })) satisfies HsError;
  const probes = Object.fromEntries(
    answers.map(([method, { code, details }]) => [method, readProbe(code, details)]),
  ) as Record<ProbedMethod, ProbeAnswer>;
  const range = releaseFromProbes(probes);
  return { range, version: undefined, foundBy: range ? ['probes'] : [], contradiction: undefined };
}
