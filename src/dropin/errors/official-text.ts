import { HsError } from '../../errors.ts';
import { ContextError } from './context-error.ts';
import { goStatusName } from './go-status.ts';
import { OfficialError } from './official-error.ts';

/** What is said where a server is not reached, whatever it was to be asked. */
export const CONNECTING = 'connecting to headscale';

/**
 * An error in the words of the official client 0.29, without its `Error: `. What a server said stands there as it said
 * it; what hs itself found is told in words of hs, with what to do next on a line of its own.
 * @param advice what to do where the server is not reached, in the place of what is said of it otherwise
 */
export function officialText(error: unknown, advice?: string): string {
  if (error instanceof ContextError) return inContext(error, advice);
  if (error instanceof OfficialError) return error.message;
  if (error instanceof HsError) return ownWords(error);
  return `a defect of hs: ${error instanceof Error ? error.message : String(error)}`;
}

function inContext({ context, cause }: ContextError, advice: string | undefined): string {
  if (!(cause instanceof HsError)) return prefixed(context, officialText(cause));
  if (cause.status) {
    const { code, message } = cause.status;
    return prefixed(context, `rpc error: code = ${goStatusName(code)} desc = ${message}`);
  }
  if (cause.code !== 'unreachable' && cause.code !== 'timeout') return prefixed(context, ownWords(cause));
  return prefixed(CONNECTING, ownWords(cause, advice));
}

function prefixed(context: string, text: string): string {
  return context === '' ? text : `${context}: ${text}`;
}

function ownWords({ message, details, hint }: HsError, advice = hint): string {
  return [message, ...details, ...(advice === undefined ? [] : [advice])].join('\n');
}
