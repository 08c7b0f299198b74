import { type Node, type ParseError, type ParseErrorCode, parseTree } from 'jsonc-parser';

/** A value of a policy with its place in the text. */
export type PolicyNode = Node;

/** What was read of a text that should be HuJSON: JSON with comments and commas before a closing bracket. */
export interface HujsonRead {
  /** As much of it as could be understood. */
  readonly root: PolicyNode | undefined;
  /** What is wrong first; what comes after it is mostly a consequence of it. */
  readonly mistake: { readonly offset: number; readonly message: string } | undefined;
}

/** By the numbers of the library's error codes: its enum is one of types alone, which no bundler can read. */
const MESSAGES: Readonly<Record<ParseErrorCode, string>> = {
  1: 'This is no value: a text stands in double quotes',
  2: 'This is no number',
  3: 'A name in double quotes is missing here',
  4: 'A value is missing here',
  5: 'A colon is missing here',
  6: 'A comma is missing before this',
  7: 'A closing } is missing here',
  8: 'A closing ] is missing here',
  9: 'The policy has ended before this',
  10: 'A comment is not allowed here',
  11: 'This comment is not closed',
  12: 'This text has no closing quote on its line',
  13: 'This number is not complete',
  14: 'This is no \\u and four hexadecimal digits',
  15: 'There is no such escape: a backslash itself is written \\\\',
  16: 'There is a character that cannot stand here',
};

/** Reads HuJSON as servers do: strictly, but for comments and trailing commas. */
export function readHujson(text: string): HujsonRead {
  if (text.startsWith('\uFEFF')) {
    return {
      root: undefined,
      mistake: { offset: 0, message: 'An invisible mark (BOM) stands first: save it as plain UTF-8' },
    };
  }
  const errors: ParseError[] = [];
  let root: PolicyNode | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  } catch (error) {
    // It calls itself for every bracket.
    if (!(error instanceof RangeError)) throw error;
    return { root: undefined, mistake: { offset: 0, message: 'Its brackets are nested too deeply' } };
  }
  const [first] = errors;
  if (first) return { root, mistake: { offset: first.offset, message: MESSAGES[first.error] } };
  return { root, mistake: unendedComment(text) };
}

/** Servers want a newline after a comment, also at the end of the text (measured on every release). */
function unendedComment(text: string): HujsonRead['mistake'] {
  const start = text.lastIndexOf('\n') + 1;
  const last = text.slice(start);
  if (!last.includes('//')) return undefined;
  // Inside a text, or after a block comment that began earlier, the slashes would be no comment: with a newline and
  // a bracket too many behind them the difference shows.
  const errors: ParseError[] = [];
  parseTree(`${text}]`, errors, { allowTrailingComma: true });
  return errors.length === 0
    ? { offset: text.length, message: 'A newline is missing after the comment in the last line' }
    : undefined;
}
