const SHORT: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** A text in double quotes as Go's `%q` writes it: what cannot be printed is escaped, so it is safe for a terminal. */
export function goQuoted(text: string): string {
  let quoted = '';
  for (const character of text) quoted += SHORT[character] ?? printable(character);
  return `"${quoted}"`;
}

function printable(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x20 || !/[\p{C}\p{Z}]/u.test(character)) return character;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x1_0000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
