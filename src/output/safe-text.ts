/**
 * What must never reach a terminal as it is: C0 and DEL, C1, the bidi controls (U+061C, U+200E/F, U+202A–E,
 * U+2066–9), the line and paragraph separators, characters that show nothing and so make two names look alike
 * (U+200B, U+2060–4, U+206A–F, U+FEFF, U+FFF9–B), and lone surrogates, which are no text at all. The joiners
 * U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

const UNSAFE_ONCE = new RegExp(UNSAFE.source, 'u');

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text of a server or a file as people may see it: one line, in which every character that could move the cursor,
 * reorder the line or hide stands as `\n`, `\x1b` or `\u202e`. For human formats only; JSON, YAML and CSV carry
 * the text as it is. A backslash is left alone, so what is clean comes back unchanged.
 */
export function visible(text: string): string {
  return UNSAFE_ONCE.test(text) ? text.replace(UNSAFE, escaped) : text;
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return SHORT[character] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
