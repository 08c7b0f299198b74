/** What no POSIX shell takes apart or expands, wherever it stands in a command. */
const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/** A word as it is typed at a POSIX shell, so that a program gets exactly this. */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A line as it is typed at a POSIX shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
