import { STATUS_CODES } from 'node:http';
import type { HttpAnswer } from '../exchange.ts';

/** One thing that was wrong. */
export interface ProblemDetail {
  readonly message: string;
  /** As `body.user` or `query.confirmed`. */
  readonly location?: string;
  readonly value?: unknown;
}

/** A refusal as 0.30 words it: what it was doing, and why that failed. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly errors: readonly (ProblemDetail | null)[];

  constructor(status: number, detail: string, errors: readonly (ProblemDetail | null)[] = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

/** The answer that carries it. Without errors there is no list of them. */
export function problemAnswer({ status, message, errors }: Problem): HttpAnswer {
  // Go's word for 413 is not Node's.
  const title = status === 413 ? 'Request Entity Too Large' : STATUS_CODES[status];
  const body = { title, status, detail: message, ...(errors.length > 0 ? { errors } : {}) };
  return { status, contentType: 'application/problem+json', body: `${JSON.stringify(body)}\n` };
}
