import { type ErrorCode, HsError } from '../errors.ts';
import type { Pace } from './pace.ts';
import type { ChangeOutcome, PlannedChange } from './planned-change.ts';

/** How far many changes have got. */
export interface BulkProgress {
  readonly done: number;
  readonly total: number;
  /** Calls under way. */
  readonly underWay: number;
  /** `stopping`: only what is under way is waited for. `waiting`: the server does not answer. */
  readonly state: 'changing' | 'stopping' | 'waiting';
}

/** What many changes need beside themselves. */
export interface BulkOptions {
  readonly pace: Pace;
  /** Aborted by Ctrl-C: no other change begins; what is under way is not cut short. */
  readonly stop: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits so many milliseconds; ends with HsError `interrupted` at Ctrl-C. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Any read: shows whether the server answers again. */
  readonly read: () => Promise<unknown>;
  readonly progress: (progress: BulkProgress) => void;
  /** Whether no other change begins once one has failed. */
  readonly failFast?: boolean;
}

/** The connection broke, or nobody answered: a server that restarts makes everything after it fail as well. */
const TROUBLE: ReadonlySet<ErrorCode> = new Set(['unreachable', 'timeout', 'answer_lost']);
/** What every other change would end with too. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set(['credentials', 'unknown_release']);
/** How long a server that has gone is waited for: about 30 s, in steps that grow. Milliseconds. */
const PATIENCE_MS = [500, 1000, 2000, 4000, 6000, 8000, 8000] as const;

/**
 * Makes many changes, several at a time, each sent once. Goes on after a failure. Where the connection breaks, it waits
 * for what is under way and then for the server, before it sends the next. What may have been applied is looked up once
 * at the end. Answers what became of each, in the order given.
 * @throws nothing that a single change can be blamed for
 */
export async function applyAll(
  changes: readonly PlannedChange[],
  options: BulkOptions,
): Promise<ChangeOutcome[]> {
  return await new Bulk(changes, options).run();
}

class Bulk {
  readonly #changes: readonly PlannedChange[];
  readonly #options: BulkOptions;
  readonly #outcomes = new Map<PlannedChange, ChangeOutcome>();
  readonly #underWay = new Set<Promise<void>>();
  #trouble = false;
  /** Why nothing more is sent. */
  #given: string | undefined;

  constructor(changes: readonly PlannedChange[], options: BulkOptions) {
    this.#changes = changes;
    this.#options = options;
  }

  async run(): Promise<ChangeOutcome[]> {
    const tell = () => this.#tell();
    this.#options.stop.addEventListener('abort', tell);
    try {
      for (const change of this.#changes.filter(({ last }) => !last)) await this.#begin(change);
      await this.#settled();
      for (const change of this.#changes.filter(({ last }) => last)) {
        await this.#begin(change);
        await this.#settled();
      }
    } finally {
      this.#options.stop.removeEventListener('abort', tell);
    }
    return await Promise.all(this.#changes.map((change) => this.#ended(change)));
  }

  /** Sends a change as soon as there is room for it, or notes why it is not sent. */
  async #begin(change: PlannedChange): Promise<void> {
    while (this.#underWay.size >= this.#options.pace.limit) await Promise.race(this.#underWay);
    if (this.#trouble && this.#given === undefined) {
      await this.#settled();
      await this.#serverIsBack();
    }
    if (this.#options.stop.aborted) this.#given ??= 'Not sent: interrupted before it';
    if (this.#given !== undefined) {
      this.#outcomes.set(change, { ...failed(change, this.#given), notSent: true });
      return;
    }
    const work = this.#make(change).finally(() => {
      this.#underWay.delete(work);
      this.#tell();
    });
    this.#underWay.add(work);
    this.#tell();
  }

  async #make(change: PlannedChange): Promise<void> {
    const { pace, now } = this.#options;
    const began = now();
    try {
      const said = await change.apply();
      this.#outcomes.set(change, { result: { ...change.target, status: 'changed' }, said });
      pace.answered(now() - began);
    } catch (error) {
      if (!(error instanceof HsError)) throw error;
      if (HOPELESS.has(error.code)) this.#given ??= `Not sent: ${error.message}`;
      if (TROUBLE.has(error.code)) {
        this.#trouble = true;
        pace.stumbled();
      } else pace.answered(now() - began);
      if (this.#options.failFast) this.#given ??= 'Not sent: one before it failed';
      const unknown = error.code === 'answer_lost' || error.code === 'interrupted';
      this.#outcomes.set(change, failed(change, error.message, unknown ? 'unknown' : 'failed'));
    }
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Waits until a read is answered, or for as long as a restart may take. */
  async #serverIsBack(): Promise<void> {
    const { read, sleep } = this.#options;
    for (const [tried, ms] of [0, ...PATIENCE_MS].entries()) {
      try {
        if (ms > 0) await sleep(ms);
        await read();
        this.#trouble = false;
        return;
      } catch (error) {
        if (!(error instanceof HsError)) throw error;
        if (error.code === 'interrupted') return;
        if (!TROUBLE.has(error.code) || tried === PATIENCE_MS.length) {
          this.#given ??= `Not sent: ${error.message}`;
          return;
        }
        this.#tell('waiting');
      }
    }
  }

  /** What became of a change; what may have been applied is looked up. */
  async #ended(change: PlannedChange): Promise<ChangeOutcome> {
    const outcome = this.#outcomes.get(change) ?? failed(change, 'Not sent');
    if (outcome.result.status !== 'unknown') return outcome;
    try {
      if (!(await change.isDone())) {
        const error = `${outcome.result.error}; it was not done when looked at again`;
        return failed(change, error, 'unknown');
      }
    } catch (error) {
      if (error instanceof HsError) return outcome;
      throw error;
    }
    const { id, name } = change.target;
    return {
      result: { id, name, status: 'changed' },
      said: `${name} (id ${id}): done, though the answer was lost`,
    };
  }

  #tell(state: BulkProgress['state'] = this.#options.stop.aborted ? 'stopping' : 'changing'): void {
    const done = this.#outcomes.size;
    this.#options.progress({ done, total: this.#changes.length, underWay: this.#underWay.size, state });
  }
}

function failed(
  { target }: PlannedChange,
  error: string,
  status: 'failed' | 'unknown' = 'failed',
): ChangeOutcome {
  return { result: { ...target, status, error } };
}
