/** Texts that a reader of YAML 1.1 or 1.2 takes for something else than text, as yaml.v3 knows them. */
const OTHER_TYPES = [
  /^(~|null|true|false|yes|no|on|off|y|n|<<)$/i,
  /^[-+]?(\.inf|\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|\.\d[\d_]*(e[-+]?\d+)?|0x[\da-f_]+|0o?[0-7_]+|0b[01_]+)$/i,
  /^\.nan$/i,
  /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/,
  /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.\d*)?$/,
];

/** What a plain text cannot begin with, hold or end with. */
const NOT_PLAIN = /^([-?:](\s|$)|[,[\]{}#&*!|>'"%@`\s]|---|\.\.\.)|:(\s|$)|\s#|\s$/;

/** What only stands in double quotes: controls, and what breaks lines or hides. */
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\p{Surrogate}/u;

const SHORT: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

/**
 * The lines of a scalar in the form that yaml.v3 chooses: plain where nobody takes it for something else, a block where
 * it has lines, else quoted. Lines after the first begin with `indent`.
 */
export function yamlScalar(value: string | number | bigint | boolean | null, indent: string): string[] {
  if (typeof value !== 'string') return [String(value)];
  if (value === '') return ['""'];
  if (UNPRINTABLE.test(value)) return [doubleQuoted(value)];
  if (value.includes('\n')) return literal(value, indent);
  if (OTHER_TYPES.some((type) => type.test(value))) return [`"${value}"`];
  return [NOT_PLAIN.test(value) ? `'${value.replaceAll("'", "''")}'` : value];
}

function literal(text: string, indent: string): string[] {
  // A block that begins with a space would have to say how far it is indented.
  if (/^[\s]/.test(text)) return [doubleQuoted(text)];
  const end = /\n*$/.exec(text)?.[0].length ?? 0;
  const chomping = end === 0 ? '-' : end === 1 ? '' : '+';
  const body = (end === 0 ? text : text.slice(0, -1)).split('\n');
  return [`|${chomping}`, ...body.map((line) => (line === '' ? '' : `${indent}${line}`))];
}

function doubleQuoted(text: string): string {
  let quoted = '';
  for (const character of text) quoted += SHORT[character] ?? escaped(character);
  return `"${quoted}"`;
}

function escaped(character: string): string {
  if (!UNPRINTABLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).toUpperCase().padStart(digits, '0');
}
