import { type ErrorCode, EXIT_CODES, HsError } from '../errors.ts';
import { visible } from './safe-text.ts';
import type { Style } from './style.ts';

/** A message or hint longer than this is cut: a server may answer with pages. In characters. */
const LONGEST_LINE = 600;

/** Details are candidates and the like; more of them than this fit no glance. In characters. */
const LONGEST_DETAILS = 300;

const DEFECT_HINT = 'This is a defect of hs; run again with HS_DEBUG=1 and report it';

export interface ErrorTextOptions {
  readonly style: Style;
  /** `HS_DEBUG=1`: the stack and what caused it follow the text. */
  readonly debug: boolean;
}

/**
 * An error for people: what failed, its details on one line (two of them on a line each), what to do next. At most
 * four lines, each ending in a newline; text from outside is made visible. Whatever is no {@link HsError} is a defect
 * of hs and says so, without a stack unless `debug`.
 */
export function errorText(error: unknown, { style, debug }: ErrorTextOptions): string {
  const { message, details, hint } = describe(error);
  const lines = [`${style.paint('bad', 'Error:')} ${line(message)}`, ...detailLines(details)];
  if (hint !== null) lines.push(line(hint));
  if (debug) lines.push(...debugLines(error).map((text) => style.paint('dim', text)));
  return lines.map((text) => `${text}\n`).join('');
}

/** What stands on stderr in a machine format: one object, described in the documentation. Additions only. */
export interface ErrorDocument {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly hint: string | null;
    readonly details: readonly string[];
    readonly exitCode: number;
  };
  /** What would have been said on stderr besides. */
  readonly notices: readonly string[];
}

/** An error for programs; texts are carried as they are. */
export function errorDocument(error: unknown, notices: readonly string[]): ErrorDocument {
  return { error: describe(error), notices };
}

/** The document as the one line it is written as. */
export function errorDocumentLine(error: unknown, notices: readonly string[]): string {
  return `${JSON.stringify(errorDocument(error, notices))}\n`;
}

function describe(error: unknown): ErrorDocument['error'] {
  if (error instanceof HsError) {
    const { code, message, hint = null, details, exitCode } = error;
    return { code, message, hint, details, exitCode };
  }
  return {
    code: 'internal',
    message: messageOf(error),
    hint: DEFECT_HINT,
    details: [],
    exitCode: EXIT_CODES.internal,
  };
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  return typeof error === 'string' ? error : `something that is no error was thrown (${typeof error})`;
}

function line(text: string): string {
  return shortened(visible(text), LONGEST_LINE);
}

/** Two lines at most: message and hint take the other two. */
function detailLines(details: readonly string[]): string[] {
  const texts = details.map(visible);
  if (texts.length <= 2) return texts.map((text) => `  ${shortened(text, LONGEST_DETAILS)}`);
  const kept: string[] = [];
  let length = 0;
  for (const text of texts) {
    length += text.length + 2;
    if (kept.length > 0 && length > LONGEST_DETAILS) break;
    kept.push(shortened(text, LONGEST_DETAILS));
  }
  const more = texts.length - kept.length;
  return [`  ${kept.join('; ')}${more > 0 ? `; and ${more} more` : ''}`];
}

/** Both ends tell most: the beginning what it is, the end what was wrong. */
function shortened(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const tail = Math.floor(longest / 3);
  return `${characters.slice(0, longest - tail - 3).join('')} … ${characters.slice(-tail).join('')}`;
}

function debugLines(error: unknown): string[] {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  for (let cause = error; cause !== undefined && !seen.has(cause); ) {
    seen.add(cause);
    const stack = cause instanceof Error ? (cause.stack ?? String(cause)) : String(cause);
    lines.push(...`${seen.size > 1 ? 'Caused by: ' : ''}${stack}`.split('\n').map(visible));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines;
}
