import { HsError } from '../../../errors.ts';
import type { HeadscaleServer } from '../../connect.ts';
import { PROBE_BODY, readProbe } from '../../detect.ts';
import type { GrpcChannel, RawAnswer } from '../../grpc/channel.ts';
import type { ExplainFailure } from '../../grpc/grpc-wire.ts';
import type { ServerRelease } from '../../port.ts';
import type { TlsTrust } from '../../tls.ts';
import type { Cause } from '../cause.ts';
import { cut, findCause } from '../classify.ts';
import { causeError } from '../explain.ts';
import type { Scene } from '../scene.ts';
import { type CallStatus, originOf, readSymptom } from '../symptom.ts';

/** Whether gRPC calls get to Headscale. */
export type GrpcLook =
  | {
      readonly kind: 'reached';
      readonly release: ServerRelease;
      /** Sends so many bytes, none of which can be decoded, and answers what came of it. */
      sendBytes(size: number): Promise<BodyLook>;
      close(): void;
    }
  | { readonly kind: 'kept'; readonly cause: Cause };

/** What became of a large request. */
export type BodyLook = 'arrived' | 'stopped' | 'unclear';

/**
 * Calls without a key and with a body that no server can decode. Whoever answers in Headscale's own words shows that
 * calls get there; what other answers mean is looked for.
 */
export async function lookAtGrpc(
  server: HeadscaleServer,
  scene: (trust: TlsTrust) => Scene,
): Promise<GrpcLook> {
  const { openGrpcChannel } = await import('../../grpc/channel.ts');
  const { address, trust, timeoutMs, signal } = server;
  const channel = openGrpcChannel(address, undefined, trust, signal);
  const probe = (bytes: Uint8Array) =>
    channel.call('ListUsers', bytes, { timeoutMs, signal, authorised: false });
  const causeOf = async ({ code, details }: CallStatus) =>
    await findCause(readSymptom({ code, details }, channel.lastError()), scene(trust));
  const answer = await probe(PROBE_BODY);
  let cause = originOf(answer) === 'headscale' ? undefined : await causeOf(answer);
  const lost = async (status: CallStatus) => {
    cause = await causeOf(status);
    return causeError(address, cause, timeoutMs, undefined);
  };
  const release = cause ? undefined : await probedRelease(channel, timeoutMs, (_rpc, status) => lost(status));
  if (cause || !release) {
    channel.close();
    return { kind: 'kept', cause: cause ?? cut() };
  }
  return {
    kind: 'reached',
    release,
    sendBytes: async (size) => bodyLook(await probe(Buffer.alloc(size, PROBE_BODY))),
    close: () => channel.close(),
  };
}

/** The release by its probes; undefined where the connection was lost meanwhile. */
async function probedRelease(
  channel: GrpcChannel,
  timeoutMs: number,
  explain: ExplainFailure,
): Promise<ServerRelease | undefined> {
  const { narrowRelease, probeRelease } = await import('../../grpc/release-probe.ts');
  try {
    return await narrowRelease(channel, await probeRelease(channel, timeoutMs, explain), timeoutMs);
  } catch (error) {
    if (error instanceof HsError) return undefined;
    throw error;
  }
}

function bodyLook(answer: RawAnswer): BodyLook {
  if (readProbe(answer.code, answer.details) === 'exists') return 'arrived';
  const symptom = readSymptom(answer);
  return symptom.kind === 'http' && symptom.status === 413 ? 'stopped' : 'unclear';
}
