/** The words of a line up to the cursor, as bash would split it. */
export interface ShellLine {
  /** Without quotes; the last is at the cursor and may be empty. */
  readonly words: readonly string[];
  /** The last word as it was typed, with its quotes. */
  readonly raw: string;
  /** The quote that is open at the cursor. */
  readonly quote: '' | '"' | "'";
}

/** Splits a line into words: quotes and backslashes as in a POSIX shell, nothing is expanded. */
export function splitShellLine(line: string): ShellLine {
  const words: string[] = [];
  let word = '';
  let start = 0;
  let quote: ShellLine['quote'] = '';
  let inWord = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quote === '' && /\s/.test(character)) {
      if (inWord) words.push(word);
      word = '';
      inWord = false;
      start = at + 1;
      continue;
    }
    inWord = true;
    if (character === '\\' && quote !== "'") {
      at += 1;
      word += quote === '"' && !/["\\$`]/.test(line.charAt(at)) ? `\\${line.charAt(at)}` : line.charAt(at);
    } else if (quote === character) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else word += character;
  }
  return { words: [...words, word], raw: line.slice(start), quote };
}

/**
 * A value as bash has to be handed it: quoted the way the word was begun, and without what stands before the last
 * character at which readline breaks words (`tag:`), since only what follows is replaced.
 * @param breaks `COMP_WORDBREAKS`
 */
export function bashReply(
  value: string,
  { raw, quote }: Pick<ShellLine, 'raw' | 'quote'>,
  breaks: string,
): string {
  if (quote !== '') return quote === '"' ? value.replace(/["\\$`]/g, '\\$&') : value.replaceAll("'", "'\\''");
  const escaped = value.replace(/[^A-Za-z0-9_./:=@,%+-]/g, '\\$&');
  const cut = afterLastBreak(raw, breaks);
  return escaped.startsWith(raw.slice(0, cut)) ? escaped.slice(cut) : escaped;
}

/** Where the part begins that readline replaces: after the last character that breaks words and has no backslash. */
function afterLastBreak(raw: string, breaks: string): number {
  let cut = 0;
  for (let at = 0; at < raw.length; at += 1) {
    if (raw.charAt(at) === '\\') at += 1;
    else if (breaks.includes(raw.charAt(at))) cut = at + 1;
  }
  return cut;
}
