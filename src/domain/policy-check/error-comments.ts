import { type PolicyProblem, problemText } from './place.ts';

/** What stands before every comment that hs puts into a policy. */
const MARK = '// >>> hs:';

/** A policy with comments about what is wrong with it, each right above its line. */
export interface CommentedPolicy {
  readonly text: string;
  /** The comments, to be taken out again; none of them is a line of the policy itself. */
  readonly comments: readonly string[];
}

/**
 * Puts what is wrong above the lines it is about, what has no place at the top, and `advice` above all. Every line of
 * the policy stays as it is.
 */
export function withComments(
  text: string,
  problems: readonly PolicyProblem[],
  advice: string,
): CommentedPolicy {
  const lines = text.split('\n');
  const own = new Set(lines.map((line) => line.trim()));
  const comments: string[] = [];
  const above = new Map<number, string[]>();
  const put = (line: number, words: string) => {
    let comment = `${MARK} ${words.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`.trim();
    while (own.has(comment)) comment += '.';
    comments.push(comment);
    above.set(line, [...(above.get(line) ?? []), comment]);
  };
  put(1, advice);
  for (const problem of problems) {
    // An end of the text that is missing stands in the last line there is.
    const line = Math.min(problem.place?.line ?? 1, lines.length);
    for (const part of problemText(problem).split('\n')) put(line, part);
  }
  const commented = lines.flatMap((line, index) => {
    const ending = line.endsWith('\r') ? '\r' : '';
    return [...(above.get(index + 1) ?? []).map((comment) => comment + ending), line];
  });
  return { text: commented.join('\n'), comments };
}

/** The policy without those comments, wherever an editor moved them: every other byte stays. */
export function withoutComments(text: string, comments: readonly string[]): string {
  if (comments.length === 0) return text;
  const ours = new Set(comments);
  return text
    .split('\n')
    .filter((line) => !ours.has(line.trim()))
    .join('\n');
}
