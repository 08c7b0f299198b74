import { HsError } from '../../errors.ts';
import { ContextError } from './context-error.ts';
import { goStatusName } from './go-status.ts';
import { OfficialError } from './official-error.ts';

/** What is said where a server is not reached, whatever it was to be asked. */
export const CONNECTING = 'connecting to headscale';

/**
 * An error in the words of the official client 0.29, without its `Error: `. What a server said stands there as it said
 * it; what hs itself found is told in words of hs, with what to do next on a line of its own.
 */
export function officialText(error: unknown): string {
  if (error instanceof ContextError) return inContext(error.context, error.cause);
  if (error instanceof OfficialError) return error.message;
  if (error instanceof HsError) return ownWords(error);
  return `a defect of hs: ${error instanceof Error ? error.message : String(error)}`;
}

function inContext(context: string, cause: unknown): string {
  if (cause instanceof HsError) {
    if (cause.status) {
      const { code, message } = cause.status;
      return prefixed(context, `rpc error: code = ${goStatusName(code)} desc = ${message}`);
    }
    const notReached = cause.code === 'unreachable' || cause.code === 'timeout';
    return prefixed(notReached ? CONNECTING : context, ownWords(cause));
  }
  return prefixed(context, officialText(cause));
}

function prefixed(context: string, text: string): string {
  return context === '' ? text : `${context}: ${text}`;
}

function ownWords({ message, details, hint }: HsError): string {
  return [message, ...details, ...(hint === undefined ? [] : [hint])].join('\n');
}
