import type { HsError } from '../../errors.ts';
import { findStatusRow, translateStatus } from '../status-errors.ts';
import { type Answer, jsonObject, mediaType } from './exchange.ts';
import type { FailedCall } from './explain.ts';

/** The gRPC code that means what an HTTP status of 0.30 means; 2 is UNKNOWN. */
const CODES: Readonly<Record<number, number>> = { 400: 3, 401: 16, 404: 5, 408: 4, 409: 6, 413: 3, 422: 3 };

/** An RFC 9457 problem as 0.30 sends it. */
interface Problem {
  readonly detail: string;
  /** The telling texts, which are those that older releases send over gRPC. */
  readonly messages: readonly string[];
}

/**
 * The error for a refusal of 0.30; undefined where it is no answer of Headscale. The texts are the old ones, with
 * what was being done (`renaming node`) beside them instead of before them, so both together are looked up too.
 */
export function problemRefusal({ rpc, change }: FailedCall, answer: Answer): HsError | undefined {
  if (isMissing(answer)) return translateStatus({ code: 12, message: `unknown method ${rpc}`, rpc, change });
  const problem = readProblem(answer);
  if (!problem) return undefined;
  const code = CODES[answer.status] ?? 2;
  const { detail, messages } = problem;
  const texts = [...messages, ...messages.map((message) => `${detail}: ${message}`), detail];
  const known = texts.find((message) => findStatusRow({ code, message, rpc, change }));
  const whole =
    messages.length === 0 || messages.includes(detail) ? detail : `${detail}: ${messages.join('; ')}`;
  return translateStatus({ code, message: known ?? whole, rpc, change });
}

/** A refused key. A proxy that asks for a login of its own says so with a header. */
export function isUnauthorisedProblem(answer: Answer): boolean {
  return answer.status === 401 && answer.headers.challenge === '' && readProblem(answer) !== undefined;
}

/** A path or verb that 0.30 does not have: measured on its router. */
function isMissing(answer: Answer): boolean {
  const { status, body } = answer;
  if (status === 405) return body === '';
  return status === 404 && mediaType(answer) === 'text/plain' && body.trim() === '404 page not found';
}

function readProblem(answer: Answer): Problem | undefined {
  if (mediaType(answer) !== 'application/problem+json') return undefined;
  const { detail, title, errors } = jsonObject(answer) ?? {};
  const list: readonly unknown[] = Array.isArray(errors) ? errors : [];
  const text = [detail, title].find((value) => typeof value === 'string');
  return text === undefined ? undefined : { detail: String(text), messages: list.flatMap(messageOf) };
}

/** `errors` may hold null. What was refused (`value`) is not shown: it is what was sent, secrets and all. */
function messageOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null || !('message' in error)) return [];
  const { message } = error;
  const location = 'location' in error && typeof error.location === 'string' ? ` at ${error.location}` : '';
  return typeof message === 'string' && message !== '' ? [`${message}${location}`] : [];
}
