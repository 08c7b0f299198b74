import type { ApiKey, NewApiKey } from '../domain/api-key.ts';
import type { Instant } from '../domain/instant.ts';
import type { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** Where the new key goes. */
export interface KeyKeeper {
  /**
   * Makes sure that the old key is still the one that is kept, right before another is made.
   * @throws HsError `changed_meanwhile`
   */
  ready(): Promise<void>;
  /** Hands the new key over and looks whether it arrived; undefined where it did. */
  keep(key: NewApiKey): Promise<NotKept | undefined>;
}

/** Why a new key did not arrive, and what that leaves behind. */
export interface NotKept {
  readonly why: HsError;
  /** Whether the new key can go: nobody has it, and nothing will give it out. */
  readonly useless: boolean;
  /** What there is to say of the place where keys are kept, a sentence without its full stop each. */
  readonly said: readonly string[];
  readonly hint?: string | undefined;
}

/** One key for another. */
export interface Rotation {
  /** The key in use, as the server lists it. */
  readonly old: ApiKey;
  /** The whole of it. */
  readonly secret: string;
  /** The port that the old key opens. */
  readonly api: HeadscaleApi;
  /** Every key that was listed before. */
  readonly before: readonly ApiKey[];
  readonly expiration: Instant;
  readonly now: number;
  /** Leaves the old key as it is. */
  readonly keepOld: boolean;
  readonly keeper: KeyKeeper;
  /** What follows a command that is to go to the same server: ` --context prod`, or nothing. */
  readonly aim: string;
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal;
  /** A port over a connection of its own, which this key opens. */
  openNew(apiKey: string): Promise<HeadscaleApi>;
  /** The same, which Ctrl-C does not end: for the way back. */
  openBack(apiKey: string): Promise<HeadscaleApi>;
  /** Told of each step that is done, as a sentence without its full stop. */
  done(text: string): void;
  /** Told what else there is to know. */
  note(text: string): void;
}
