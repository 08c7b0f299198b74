import { HsError } from '../../errors.ts';
import type { HeadscaleServer } from '../connect.ts';
import { causeOfLostAnswer } from '../diagnose/classify.ts';
import { answerLost, causeError, interrupted, scene } from '../diagnose/explain.ts';
import { findHttpCause } from '../diagnose/http-causes.ts';
import { pageCause } from '../diagnose/page-cause.ts';
import { readConnectError, type Symptom } from '../diagnose/symptom.ts';
import { tunnelCause } from '../diagnose/tunnel-cause.ts';
import { placeOf } from '../named-address.ts';
import { translateStatus } from '../status-errors.ts';
import { type Answer, type Failure, mediaType } from './exchange.ts';

/** Which call it was that failed. */
export interface FailedCall {
  /** By its name: `CreateUser`. */
  readonly rpc: string;
  readonly change: boolean;
  /** How long it was given, in milliseconds. */
  readonly timeoutMs: number;
}

/** What Headscale is taken to say where it refuses a call for its key; over HTTP it says nothing but `Unauthorized`. */
export function refusedKey({ rpc, change }: FailedCall, hasKey: boolean): HsError {
  const message = hasKey ? 'Unauthorized' : 'authorization token not supplied';
  return translateStatus({ code: 16, message, rpc, change });
}

/**
 * The error for a call that no answer came to: `unreachable`, `timeout`, `interrupted`, `failed` for an answer that
 * is too large, or `answer_lost` where a change may have been applied.
 */
export async function explainFailure(
  { address, trust }: HeadscaleServer,
  { rpc, change, timeoutMs }: FailedCall,
  failure: Failure,
): Promise<HsError> {
  const call = { address, rpc, change };
  const atRisk = change && failure.sent;
  if (failure.why === 'cancelled') return interrupted(call, failure.sent);
  if (failure.why === 'too_large') {
    return atRisk
      ? answerLost(call, 'it is larger than hs reads', failure.error)
      : new HsError('failed', `The answer to ${rpc} from ${placeOf(address)} is larger than hs reads`, {
          cause: failure.error,
        });
  }
  const symptom = symptomOf(failure);
  const onTheWay = await tunnelCause(address, symptom);
  if (onTheWay?.code === 'interrupted') return interrupted(call, failure.sent);
  if (atRisk) return answerLost(call, onTheWay?.text ?? causeOfLostAnswer(symptom), failure.error);
  const cause = onTheWay ?? (await findHttpCause(symptom, scene(address, trust, {})));
  return causeError(address, cause, timeoutMs, failure.error);
}

/**
 * The error for an answer that is none of Headscale's API: a page, a redirect, a status of a proxy. A proxy that says
 * 3xx or 4xx has kept the call to itself; 408 and 5xx it also says when the server behind it died in the middle.
 */
export function explainPage(
  { address }: HeadscaleServer,
  { rpc, change, timeoutMs }: FailedCall,
  answer: Answer,
): HsError {
  const { status, headers, body } = answer;
  const seen = `${rpc}: HTTP ${status} ${headers.contentType}`;
  if (change && (status < 300 || status === 408 || status >= 500)) {
    return answerLost({ address, rpc }, cameInItsPlace(answer), seen);
  }
  if (status === 200 && isJson(answer)) {
    return new HsError('failed', `The answer to ${rpc} from ${placeOf(address)} is broken JSON`, {
      hint: 'Something in between cut or changed it: see the log of the reverse proxy.',
      cause: seen,
    });
  }
  return causeError(
    address,
    pageCause(address, { status, body, location: headers.location }),
    timeoutMs,
    seen,
  );
}

function cameInItsPlace(answer: Answer): string {
  if (answer.status >= 300) return `the proxy answered HTTP ${answer.status} in its place`;
  return isJson(answer) ? 'broken JSON came in its place' : 'a page came back in its place';
}

function isJson(answer: Answer): boolean {
  return mediaType(answer) === 'application/json';
}

function symptomOf({ why, sent, reused, error }: Failure): Symptom {
  if (why === 'timeout') return { kind: sent ? 'silent_answer' : 'silent_connect' };
  if (why === 'gone') return { kind: 'gone_before_sending' };
  const code = error?.code ?? '';
  // Node's parser of HTTP: what came back is none, or ended in the middle.
  if (code.startsWith('HPE_')) return { kind: code === 'HPE_INVALID_EOF_STATE' ? 'reset' : 'not_http2' };
  const said = error && readConnectError(error);
  // With TLS 1.3 a server that misses a client certificate says so when the request is on its way.
  if (said?.kind === 'handshake') return said;
  if (!sent) return said ?? { kind: 'unclear', text: '' };
  if (error?.message === 'aborted') return { kind: 'reset' };
  return { kind: (code === 'ECONNRESET' || code === 'EPIPE') && !reused ? 'hung_up' : 'lost' };
}
