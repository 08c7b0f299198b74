import { HsError } from '../../errors.ts';
import type { ServerAddress } from '../address.ts';
import { proxyOf } from '../dial.ts';
import { type NamedAddress, placeOf } from '../named-address.ts';
import type { TlsTrust } from '../tls.ts';
import type { Cause, CauseKind } from './cause.ts';
import { causeOfLostAnswer, findCause } from './classify.ts';
import { proxyName } from './proxy-causes.ts';
import type { Lookup, Scene } from './scene.ts';
import { type CallStatus, provesUnsent, readConnectError, readSymptom, type Symptom } from './symptom.ts';
import { tunnelCause } from './tunnel-cause.ts';

/** A call that ended without an answer of Headscale. */
export interface CallFailure {
  readonly address: ServerAddress;
  /** The call by its name: `CreateUser`. */
  readonly rpc: string;
  /** Whether the call changes something. */
  readonly change: boolean;
  /** False where nothing of the call can have left this machine. */
  readonly sent: boolean;
  readonly status: CallStatus;
  /** Why the last connection of this channel failed, where the socket or TLS said so. */
  readonly socketError?: NodeJS.ErrnoException;
  /** How long the call was given, in milliseconds. */
  readonly deadlineMs: number;
  readonly tls: TlsTrust;
}

/** How a cause may be looked for. */
export interface ProbeOptions {
  /** How long all probes together may take, in milliseconds; 1500 where not given. */
  readonly probeMs?: number;
  /** The system's resolver where not given. */
  readonly lookup?: Lookup;
}

const PROBE_MS = 1500;

/**
 * The error that a user sees for a call that Headscale did not answer: `unreachable`, `timeout`, `failed`
 * (a request too large for a proxy), `interrupted`, or `answer_lost` where a change may have been applied.
 * A cause that is plain is told at once; otherwise short probes look for it, none of which carries an API key.
 */
export async function explainCallFailure(failure: CallFailure, options: ProbeOptions = {}): Promise<HsError> {
  const { address, rpc, change, status, socketError } = failure;
  const symptom = readSymptom(status, socketError);
  const sent = failure.sent && !provesUnsent(status);
  if (isOurOwnEnd(status)) return interrupted(failure, sent);
  const seen = readSymptom(status);
  const atRisk = change && sent;
  const said = `${rpc}: ${status.code} ${status.details}`;
  const onTheWay = await tunnelCause(address, symptom);
  if (onTheWay?.code === 'interrupted') return interrupted(failure, sent);
  if (atRisk && mayHaveBeenApplied(seen)) {
    return answerLost(failure, onTheWay?.text ?? causeOfLostAnswer(seen), said);
  }
  const cause = onTheWay ?? (await findCause(symptom, scene(failure.address, failure.tls, options)));
  if (atRisk && seen.kind === 'no_grpc_status' && !KEPT_FROM_HEADSCALE.has(cause.kind)) {
    return answerLost(failure, causeOfLostAnswer(seen), said);
  }
  return causeError(address, cause, failure.deadlineMs, said);
}

/**
 * The error for a connection of our own that failed: `unreachable` or `timeout`. `failure` undefined means that
 * nothing came within `timeoutMs`.
 */
export async function explainConnection(
  address: ServerAddress,
  failure: NodeJS.ErrnoException | undefined,
  options: ProbeOptions & { readonly timeoutMs: number; readonly tls?: TlsTrust },
): Promise<HsError> {
  const symptom = failure ? readConnectError(failure) : ({ kind: 'silent_connect' } as const);
  const cause = await findCause(symptom, scene(address, options.tls ?? {}, options));
  return causeError(address, cause, options.timeoutMs, failure);
}

/** Where to look for a cause, for as long as the options allow. */
export function scene(
  address: ServerAddress,
  trust: TlsTrust,
  { probeMs = PROBE_MS, lookup }: ProbeOptions,
): Scene {
  return { address, trust, lookup, signal: AbortSignal.timeout(probeMs) };
}

/** A cause as the error a user sees; `seen` is what was caught. */
export function causeError(address: NamedAddress, cause: Cause, deadlineMs: number, seen: unknown): HsError {
  const proxy = address.kind === 'ssh' ? undefined : proxyOf(address);
  const through = proxy && !cause.text.includes(proxy.text) ? ` through ${proxyName(proxy)}` : '';
  const place = `${placeOf(address)}${through}`;
  const start =
    cause.code === 'timeout'
      ? `No answer from Headscale at ${place} within ${seconds(deadlineMs)}`
      : `Cannot reach Headscale at ${place}`;
  return new HsError(cause.code, `${start}: ${cause.text}`, {
    hint: cause.hint,
    details: cause.details,
    cause: seen,
  });
}

/** What is said of a change that may have been made; `why` completes "its answer was lost, since …". */
export function answerLost(
  { address, rpc }: Pick<CallFailure, 'address' | 'rpc'>,
  why: string,
  seen: unknown,
): HsError {
  return new HsError(
    'answer_lost',
    `${rpc} may have been applied: its answer from ${placeOf(address)} was lost, since ${why}`,
    { hint: 'Look at the server before you repeat it.', cause: seen },
  );
}

/** What is said of a call that this side ended. */
export function interrupted({ rpc, change }: Pick<CallFailure, 'rpc' | 'change'>, sent: boolean): HsError {
  return change && sent
    ? new HsError('interrupted', `Interrupted while ${rpc} was under way: it may have been applied`, {
        hint: 'Look at the server before you repeat it.',
      })
    : new HsError('interrupted', `Interrupted before ${rpc} was answered`);
}

/** Ended by this side: Ctrl-C, or a caller that gave up. */
function isOurOwnEnd({ code, details }: CallStatus): boolean {
  return code === 1 && /^Cancelled /.test(details);
}

/** Where a page came in place of an answer, and a look at the web side shows that calls never get to Headscale. */
const KEPT_FROM_HEADSCALE: ReadonlySet<CauseKind> = new Set([
  'no_grpc_route',
  'no_grpc_any_more',
  'nothing_here',
  'other_site',
  'login',
  'redirect',
  'blocked',
]);

/**
 * Whether the server may have acted although no answer came. A proxy that says 3xx or 4xx has kept the call to
 * itself; 408 and 5xx it also says when the server behind it died in the middle.
 */
function mayHaveBeenApplied(symptom: Symptom): boolean {
  switch (symptom.kind) {
    case 'silent_answer':
    case 'lost':
    case 'reset':
    case 'cancelled':
    case 'unclear':
      return true;
    case 'http':
      return symptom.status >= 500 || symptom.status === 408;
    default:
      return false;
  }
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
