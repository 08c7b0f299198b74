import type { DifferenceName } from '../../../src/dropin/differences.ts';
import type { Part } from './compare.ts';
import type { RecordedCase } from './recorded-case.ts';

/** How the server gets to where the recorded one got, where hs did something else. */
export type Carry =
  /** What hs changed is taken back. */
  | { readonly undo: true }
  /** The same is done in another way: by a call of the API, or by another line. */
  | { readonly call: readonly [rpc: string, request: Readonly<Record<string, unknown>>] }
  | { readonly line: readonly string[] };

/** What has to stand there, whatever was recorded or in view of it. */
type Words = RegExp | ((recorded: RecordedCase) => RegExp);

/** Which cases differ, in what, by which difference, and what hs does instead. */
export interface Rule {
  readonly difference: DifferenceName;
  /** Only for this version. */
  readonly version?: '0.28.0' | '0.29.2';
  fits(recorded: RecordedCase): boolean;
  /** Parts that may differ. */
  readonly parts: readonly Part[];
  /** What hs does in these parts. */
  readonly exit?: number;
  readonly stdout?: Words;
  readonly stderr?: Words;
  carry?(recorded: RecordedCase): Carry | undefined;
}
