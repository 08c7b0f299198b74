/** A line as a POSIX shell would hand it to a program: variables set in front, then the words. */
export interface ShellLine {
  readonly env: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

/**
 * Splits a simple command: quotes, backslashes, assignments in front, a comment at the end. It ends at a pipe,
 * a redirection or `;`. Throws for what only a real shell can work out (an open quote, a substitution).
 */
export function readShellLine(line: string): ShellLine {
  const words = splitWords(line);
  const env: Record<string, string> = {};
  let start = 0;
  for (const { text, bare } of words) {
    const [, name, value] = /^([A-Z_][A-Z0-9_]*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined || !bare) break;
    env[name] = value;
    start += 1;
  }
  return { env, words: words.slice(start).map(({ text }) => text) };
}

interface Word {
  readonly text: string;
  /** False where it begins with a quote, so that it is no assignment. */
  readonly bare: boolean;
}

/** A piece of a word: a single-quoted, double-quoted, escaped or plain run. */
const PIECE = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\|;<>&]+)/sy;

function splitWords(line: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    const rest = line.slice(at);
    const gap = /^\s+/.exec(rest)?.[0];
    if (gap !== undefined) at += gap.length;
    else if (/^([#|;<>&]|2>)/.test(rest)) break;
    else {
      const { text, end } = readWord(line, at);
      words.push({ text, bare: !/^['"]/.test(rest) });
      at = end;
    }
  }
  return words;
}

function readWord(line: string, start: number): { text: string; end: number } {
  let text = '';
  let end = start;
  while (end < line.length && !/[\s|;<>&]/.test(line.charAt(end))) {
    PIECE.lastIndex = end;
    const match = PIECE.exec(line);
    if (!match) throw new Error(`a quote is open in: ${line}`);
    const [whole, single, double, escaped, plain] = match;
    if ((double ?? plain ?? '').includes('$(')) throw new Error(`only a shell can read: ${line}`);
    text += single ?? double?.replace(/\\([\\"$`])/g, '$1') ?? escaped ?? plain ?? '';
    end += whole.length;
  }
  return { text, end };
}
