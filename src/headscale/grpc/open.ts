import type { HsError } from '../../errors.ts';
import type { Spoken, Transport } from '../api.ts';
import { withAssumedRelease } from '../assumed-release.ts';
import type { HeadscaleServer } from '../connect.ts';
import { originOf, provesUnsent } from '../diagnose/symptom.ts';
import { eraCalls } from '../eras/calls.ts';
import type { Era } from '../eras/era.ts';
import { changeableEra, readableEra } from '../eras/spoken-era.ts';
import type { ReleaseOptions, ServerRelease } from '../port.ts';
import { releaseGate } from '../release-gate.ts';
import { withSaidVersion } from '../said-version.ts';
import type { RawAnswer } from './channel.ts';
import { type ExplainFailure, grpcWires } from './grpc-wire.ts';
import { narrowRelease, probeRelease } from './release-probe.ts';

/** Reflection only narrows what is known already: not worth a long wait. */
const REFLECTION_TIMEOUT_MS = 3000;

/** gRPC, as 0.23 to 0.29 speak it; its stack is loaded here. Nothing is sent before the first call. */
export async function grpcTransport(server: HeadscaleServer): Promise<Transport> {
  const { address, apiKey, trust, timeoutMs, signal } = server;
  const { openGrpcChannel } = await import('./channel.ts');
  const channel = openGrpcChannel(address, apiKey, trust, signal);
  const explain: ExplainFailure = (rpc, answer, options) =>
    explainAnswer(server, channel.lastError(), rpc, answer, options);
  const wires = grpcWires({ channel, timeoutMs, explain });
  const gate = releaseGate({
    generation: () => channel.generation(),
    detect: async (options) =>
      withAssumedRelease(
        await probeRelease(channel, timeoutMs, explain, options.signal),
        server.assumedRelease,
      ),
    narrow: (release) => narrowRelease(channel, release, Math.min(timeoutMs, REFLECTION_TIMEOUT_MS)),
  });
  const speak = (era: Era, { range }: ServerRelease): Spoken => {
    const wire = wires.of(era);
    return { era, wire, calls: eraCalls(era, wire, range) };
  };
  let page: Promise<string | undefined> | undefined;
  async function release(options: ReleaseOptions): Promise<ServerRelease> {
    if (!options.askPage) return await gate.narrowed(options);
    page ??= import('../http/version-page.ts').then(({ versionAt }) => versionAt(server, options));
    const [found, version] = await Promise.all([gate.narrowed(options), page]);
    const { range, foundBy } = found;
    if (range === undefined) return { ...found, version };
    return withSaidVersion({ range, foundBy, words: 'gRPC is' }, version);
  }
  return {
    name: 'gRPC',
    release,
    sendEarly: (call, options) => wires.sendEarly(call, options),
    underWay: (withinMs) => channel.underWay(withinMs),
    async reading(options) {
      const release = await gate.seen(options).catch((error: unknown) => {
        wires.forgetEarly();
        throw error;
      });
      return speak(readableEra(release), release);
    },
    async changing(options, call) {
      const release = await gate.current(options);
      const spoken = speak(changeableEra(release), release);
      return await channel.onThisConnection(() => call(spoken));
    },
    close: () => channel.close(),
  };
}

/**
 * Headscale's own statuses have a table; the rest is a connection that failed, or something in between. Both are loaded
 * where a call has failed: no call has to wait for them.
 */
async function explainAnswer(
  { address, trust }: HeadscaleServer,
  socketError: Error | undefined,
  rpc: string,
  { code, details }: RawAnswer,
  { change, timeoutMs }: { change: boolean; timeoutMs: number },
): Promise<HsError> {
  const status = { code, details };
  if (originOf(status) === 'headscale') {
    const { translateStatus } = await import('../status-errors.ts');
    return translateStatus({ code, message: details, rpc, change });
  }
  const { explainCallFailure } = await import('../diagnose/explain.ts');
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
