import type { ChangeResult } from '../domain/change-result.ts';

/** One change to one thing, planned and not yet made. */
export interface PlannedChange {
  readonly target: { readonly id: string; readonly name: string };
  /** Makes it: sends it once. Answers the words for what was done. */
  apply(): Promise<string>;
  /** Whether it is so by now: asked where the answer was lost. */
  isDone(): Promise<boolean>;
  /** To be made when all others have ended: what the others need goes with it. */
  readonly last?: boolean;
}

/** What became of a planned change. */
export interface ChangeOutcome {
  readonly result: ChangeResult;
  /** The words for what was done, where it was. */
  readonly said?: string;
  /** True where nothing of it was ever tried. */
  readonly notSent?: boolean;
}
