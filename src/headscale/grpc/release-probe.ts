import type { HsError } from '../../errors.ts';
import {
  PROBE_BODY,
  PROBED_METHODS,
  type ProbeAnswer,
  type ProbedMethod,
  readProbe,
  releaseFromProbes,
} from '../detect.ts';
import { looksLikeHttpAnswer } from '../diagnose/symptom.ts';
import type { ServerRelease } from '../port.ts';
import type { GrpcChannel, RawAnswer } from './channel.ts';
import type { ExplainFailure } from './grpc-wire.ts';

/** By number, so that grpc-js need not be loaded for it: CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE. */
const LOST: ReadonlySet<number> = new Set([1, 4, 14]);

/**
 * Asks which methods the server has, all at once and without the API key.
 * Throws what `explain` makes of a connection that fails, and of a proxy or a web port that answers in place of gRPC;
 * an answer of gRPC that tells nothing gives an unknown release.
 */
export async function probeRelease(
  channel: GrpcChannel,
  timeoutMs: number,
  explain: ExplainFailure,
  signal?: AbortSignal,
): Promise<ServerRelease> {
  const answers = await Promise.all(
    PROBED_METHODS.map(
      async (method): Promise<[ProbedMethod, RawAnswer]> => [
        method,
        await channel.call(method, PROBE_BODY, {
          timeoutMs,
          ...(signal ? { signal } : {}),
          authorised: false,
        }),
      ],
    ),
  );
  const lost = answers.find(([, answer]) => LOST.has(answer.code) || looksLikeHttpAnswer(answer));
  if (lost) throw (await explain(lost[0], lost[1], { change: false, timeoutMs })) satisfies HsError;
  const probes = Object.fromEntries(
    answers.map(([method, { code, details }]) => [method, readProbe(code, details)]),
  ) as Record<ProbedMethod, ProbeAnswer>;
  const range = releaseFromProbes(probes);
  return { range, version: undefined, foundBy: range ? ['probes'] : [], contradiction: undefined };
}

/**
 * Tells 0.27.0 from 0.27.1 by reflection, which alone shows the difference over gRPC: a patch release added a field.
 * Leaves a release as it is where there is nothing to tell apart, or no answer.
 */
export async function narrowRelease(
  channel: GrpcChannel,
  release: ServerRelease,
  timeoutMs: number,
): Promise<ServerRelease> {
  const { range } = release;
  if (range?.oldest !== '0.27.0' || range.newest !== '0.27.1') return release;
  const has = await channel.messageHasField('ExpireNodeRequest', 'expiry', timeoutMs);
  if (has === undefined) return release;
  const exact = has ? '0.27.1' : '0.27.0';
  return { ...release, range: { oldest: exact, newest: exact }, foundBy: [...release.foundBy, 'reflection'] };
}
