import type { ChangeStatus } from './change-result.ts';

/** What a change was made to. */
export interface ChangeTarget {
  readonly kind: 'user' | 'node' | 'pre-auth key' | 'API key' | 'auth request' | 'policy' | 'server';
  /** Empty where there is none: it was not made, or has no number. */
  readonly id: string;
  /** Never a secret. */
  readonly name: string;
}

/** One change that was asked of a server from this machine, as the history keeps it. It holds no secret. */
export interface ChangeRecord {
  /** RFC 3339 in UTC, by the clock of this machine, when the answer was there. */
  readonly at: string;
  readonly context: string | null;
  readonly address: string;
  /** The command that makes such a change: `users rename`. */
  readonly change: string;
  readonly target: ChangeTarget;
  /** What it was changed to, for people: `to bob`; empty where there is nothing to say. */
  readonly detail: string;
  readonly result: Extract<ChangeStatus, 'changed' | 'failed' | 'unknown'>;
  readonly error: string | null;
  /** The reason that whoever made it gave. */
  readonly note: string | null;
}
