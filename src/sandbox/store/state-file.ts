import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { HsError } from '../../errors.ts';
import { refuseBadState } from './state-shape.ts';
import type { StoreState } from './store.ts';

/** What a state file holds: the database, and the API key that the sandbox was started with. */
export interface SavedState {
  readonly version: 1;
  readonly apiKey: string;
  readonly store: StoreState;
}

/** A file that keeps the state of a sandbox from one run to the next. */
export class StateFile {
  readonly #path: string;
  #savedRevision = -1;
  #scheduled: NodeJS.Immediate | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** What the file holds; undefined when there is none. Throws `failed` for one that is no state of a sandbox. */
  load(): SavedState | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
      throw new HsError('failed', `Cannot read the sandbox state ${this.#path}`, { cause });
    }
    return this.#parsed(text);
  }

  /** Writes soon what changed; many changes at once are one write. */
  saveSoon(revision: number, state: () => SavedState): void {
    if (revision === this.#savedRevision) return;
    this.#scheduled ??= setImmediate(() => {
      try {
        this.save(revision, state);
      } catch {
        // Tried again at the next change, and at the end, where it is said.
      }
    });
  }

  /**
   * Writes now: a new file beside the old one, then renamed, readable by its owner alone. Throws `failed` where it
   * cannot be written.
   */
  save(revision: number, state: () => SavedState): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    const beside = `${this.#path}.new`;
    try {
      writeFileSync(beside, `${JSON.stringify(state())}\n`, { mode: 0o600 });
      renameSync(beside, this.#path);
    } catch (cause) {
      throw new HsError('failed', `Cannot write the sandbox state ${this.#path}`, { cause });
    }
    this.#savedRevision = revision;
  }

  #parsed(text: string): SavedState {
    try {
      const state: unknown = JSON.parse(text);
      refuseBadState(state);
      return state;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new HsError('failed', `${this.#path} is not a sandbox state: ${why}`, {
        hint: 'Name another file, or remove this one to start afresh.',
        cause,
      });
    }
  }
}
