import type { RunningSandbox } from '../../../src/sandbox/running.ts';
import type { Likeness } from './likeness.ts';
import type { RecordedCall, RecordedRpc } from './recording.ts';

/** Sends recorded calls to one sandbox. */
export interface Sender {
  /** Says how the answer differs; empty where it does not. */
  send(call: RecordedCall): Promise<string[]>;
  close(): void;
}

/** What a sender works with. */
export interface Stage {
  readonly sandbox: RunningSandbox;
  readonly likeness: Likeness;
}

/** Remembers the key that was made to be expired, to show it later. */
export class Callers {
  readonly #sandbox: RunningSandbox;
  #expiredKey = '';

  constructor(sandbox: RunningSandbox) {
    this.#sandbox = sandbox;
  }

  /** The header of a call; undefined for none. */
  authorization({ auth }: RecordedCall): string | undefined {
    const { apiKey } = this.#sandbox;
    if (auth === undefined) return `Bearer ${apiKey}`;
    if (auth === 'none') return undefined;
    if (auth === 'Bearer <expired>') return `Bearer ${this.#expiredKey}`;
    if (auth === 'Bearer <well-formed, unknown>') return `Bearer ${apiKey.slice(0, -4)}AAAA`;
    return auth;
  }

  answered({ note }: Pick<RecordedRpc, 'note'>, answer: Readonly<Record<string, unknown>>): void {
    if (note === 'already expired') this.#expiredKey = String(answer['apiKey']);
  }
}
