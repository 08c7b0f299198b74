/** A policy that was replaced from this machine, without its text. */
export interface PolicyBackup {
  /** Counted from 1 for each server; never given twice. */
  readonly id: string;
  /** RFC 3339 in UTC: when it was replaced, by the clock of this machine. */
  readonly replacedAt: string;
  /** The command that replaced it: `policy set`. */
  readonly by: string;
  readonly lines: number;
  readonly bytes: number;
  /** How many lines its successor added and removed. */
  readonly added: number;
  readonly removed: number;
  /** The reason that was given for replacing it. */
  readonly note: string | null;
}

/** The lines of a text, as people count them. */
export function lineCount(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}
