import type { ErrorCode } from '../../../src/errors.ts';
import { RECORDED_REFUSALS } from '../recorded-refusals.ts';
import type { RecordedExchange } from './recorded.ts';
import { RECORDED_PROBLEMS } from './recorded-problems.ts';

/** The error that a recorded refusal must become. Throws where it is in no list. */
export function expectedRefusal(exchange: RecordedExchange): ErrorCode {
  const found = exchange.release === '0.30' ? problemOf(exchange) : refusalOf(exchange);
  if (!found) throw new Error(`${exchange.title} is in no list: ${JSON.stringify(exchange.answer)}`);
  return found;
}

/** The gateway sends the codes and texts of gRPC. */
function refusalOf({ rpc, code, message }: RecordedExchange): ErrorCode | undefined {
  return codeIn(RECORDED_REFUSALS, ([call, status, text]) => {
    return call === rpc && status === code && steady(text) === steady(message);
  });
}

function problemOf({ rpc, status, answer }: RecordedExchange): ErrorCode | undefined {
  const text = problemText(answer);
  return codeIn(RECORDED_PROBLEMS, ([call, code, start]) => {
    return call === rpc && code === status && text.startsWith(start);
  });
}

function codeIn<T>(
  lists: Readonly<Partial<Record<ErrorCode, readonly T[]>>>,
  fits: (one: T) => boolean,
): ErrorCode | undefined {
  return (Object.keys(lists) as ErrorCode[]).find((code) => lists[code]?.some(fits));
}

/** Without what differs from run to run: ids, and Go's two ways of putting it. */
function steady(text: string): string {
  return text
    .replace(/hskey-authreq-[\w-]{24}/, 'hskey-authreq-')
    .replace('unable to unmarshal', 'cannot unmarshal');
}

/** The telling text of a problem: the first message, or the detail where there is none. */
export function problemText(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return String(answer);
  const { detail, errors } = answer as { detail?: string; errors?: readonly ({ message: string } | null)[] };
  return errors?.[0]?.message ?? detail ?? '';
}
