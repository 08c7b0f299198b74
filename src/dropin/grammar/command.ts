import type { Call } from '../call.ts';
import type { OfficialFlag } from './flag.ts';

/** A command of the official command line. A group has others below it and cannot be run itself. */
export interface OfficialCommand {
  readonly name: string;
  /** Other names, those of older releases among them. */
  readonly aliases?: readonly string[];
  /** What it does, for help. */
  readonly summary: string;
  /** What stands behind its name in help: `NAME`. */
  readonly args?: string;
  readonly flags?: readonly OfficialFlag[];
  /** Neither in help nor suggested. */
  readonly hidden?: boolean;
  /** What is said on stderr before it does its work, after `Command "x" is deprecated, `. */
  readonly deprecated?: string;
  readonly commands?: readonly OfficialCommand[];
  /** Takes every word behind its name as it is, flags too. */
  readonly takesAllWords?: boolean;
  run?(call: Call): Promise<void>;
}
