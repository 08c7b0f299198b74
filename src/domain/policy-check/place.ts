/** A place in a text: both counted from 1, columns in characters, as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something that is wrong with a policy. */
export interface PolicyProblem {
  /** Null where nobody can say which place it is about. */
  readonly place: Place | null;
  /** A sentence without a full stop; what a server says can have several lines. */
  readonly message: string;
  /** `warning`: it can be meant, so it is said and stands in nobody's way. */
  readonly severity: 'error' | 'warning';
}

/** The place of an offset in UTF-16 units, as JavaScript counts. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: characters(lastLine(before)) + 1 };
}

/** The place that a server means who counts the bytes of a line, from 1. */
export function placeOfByte(text: string, line: number, byte: number): Place {
  const bytes = new TextEncoder().encode(text.split('\n')[line - 1] ?? '');
  return { line, column: characters(new TextDecoder().decode(bytes.slice(0, byte - 1))) + 1 };
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function characters(text: string): number {
  return [...text].length;
}

/** A problem with its place in front, unless a server's words have it already. */
export function problemText({ place, message }: PolicyProblem): string {
  return place && !/\bline \d+/.test(message)
    ? `line ${place.line}, column ${place.column}: ${message}`
    : message;
}
