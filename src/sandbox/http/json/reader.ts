import type { JsonMember, JsonNode } from './node.ts';

/** What Go's `encoding/json` says of a text that is no JSON. */
export class JsonSyntax extends Error {
  override readonly name = 'JsonSyntax';
  /** True where the text stops too early: Go words that in two ways. */
  readonly atEnd: boolean;

  constructor(message: string, atEnd = false) {
    super(message);
    this.atEnd = atEnd;
  }
}

const LITERALS = { t: 'true', f: 'false', n: 'null' } as const;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads JSON in the way and with the complaints of Go. */
export class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next value; undefined where only blanks are left. */
  next(): JsonNode | undefined {
    this.#skipBlanks();
    return this.#at < this.#text.length ? this.#value() : undefined;
  }

  /** Throws where anything but blanks is left. */
  end(): void {
    this.#skipBlanks();
    if (this.#at < this.#text.length) throw this.#unexpected('after top-level value');
  }

  #value(): JsonNode {
    const at = this.#at;
    const first = this.#peek();
    if (first === '{') return { kind: 'object', at, token: first, members: this.#members() };
    if (first === '[') return { kind: 'list', at, token: first, items: this.#items() };
    if (first === '"') {
      const value = this.#string();
      return { kind: 'string', at, token: this.#text.slice(at, this.#at), value };
    }
    if (first === 't' || first === 'f' || first === 'n') {
      this.#literal(LITERALS[first]);
      const value = first === 'n' ? null : first === 't';
      return { kind: first === 'n' ? 'null' : 'boolean', at, token: LITERALS[first], value };
    }
    if (first !== '-' && !isDigit(first)) throw this.#unexpected('looking for beginning of value');
    const token = this.#number();
    return { kind: 'number', at, token, value: Number(token) };
  }

  #members(): JsonMember[] {
    const members: JsonMember[] = [];
    this.#at++;
    if (this.#closes('}')) return members;
    for (;;) {
      const at = this.#at;
      if (this.#peek() !== '"') throw this.#unexpected('looking for beginning of object key string');
      const name = this.#string();
      this.#skipBlanks();
      if (this.#peek() !== ':') throw this.#unexpected('after object key');
      this.#at++;
      this.#skipBlanks();
      members.push({ name, at, value: this.#value() });
      if (this.#closes('}')) return members;
      this.#comma('after object key:value pair');
    }
  }

  #items(): JsonNode[] {
    const items: JsonNode[] = [];
    this.#at++;
    if (this.#closes(']')) return items;
    for (;;) {
      items.push(this.#value());
      if (this.#closes(']')) return items;
      this.#comma('after array element');
    }
  }

  #closes(bracket: string): boolean {
    this.#skipBlanks();
    if (this.#peek() !== bracket) return false;
    this.#at++;
    return true;
  }

  #comma(where: string): void {
    if (this.#peek() !== ',') throw this.#unexpected(where);
    this.#at++;
    this.#skipBlanks();
  }

  #string(): string {
    let value = '';
    this.#at++;
    for (;;) {
      const character = this.#peek();
      if (character < ' ') throw this.#unexpected('in string literal');
      this.#at++;
      if (character === '"') return value;
      value += character === '\\' ? this.#escaped() : character;
    }
  }

  #escaped(): string {
    const character = this.#here();
    if (character !== 'u') {
      const escaped = ESCAPES[character];
      if (escaped === undefined) throw this.#unexpected('in string escape code');
      this.#at++;
      return escaped;
    }
    this.#at++;
    let digits = '';
    while (digits.length < 4) {
      if (!/[0-9a-fA-F]/.test(this.#here())) throw this.#unexpected('in \\u hexadecimal character escape');
      digits += this.#here();
      this.#at++;
    }
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #literal(word: string): void {
    for (const character of word) {
      if (this.#here() !== character) {
        throw this.#unexpected(`in literal ${word} (expecting ${shown(character)})`);
      }
      this.#at++;
    }
  }

  #number(): string {
    const start = this.#at;
    if (this.#here() === '-') this.#at++;
    if (!isDigit(this.#here())) throw this.#unexpected('in numeric literal');
    if (this.#here() === '0') this.#at++;
    else this.#digits();
    if (this.#here() === '.') {
      this.#at++;
      if (!isDigit(this.#here())) throw this.#unexpected('after decimal point in numeric literal');
      this.#digits();
    }
    if (/[eE]/.test(this.#here())) {
      this.#at++;
      if (/[+-]/.test(this.#here())) this.#at++;
      if (!isDigit(this.#here())) throw this.#unexpected('in exponent of numeric literal');
      this.#digits();
    }
    return this.#text.slice(start, this.#at);
  }

  #digits(): void {
    while (isDigit(this.#here())) this.#at++;
  }

  #skipBlanks(): void {
    while (/[ \t\r\n]/.test(this.#here())) this.#at++;
  }

  /** The character at hand; empty at the end. */
  #here(): string {
    return this.#text[this.#at] ?? '';
  }

  /** The character at hand, where there must be one. */
  #peek(): string {
    const character = this.#text[this.#at];
    if (character === undefined) throw new JsonSyntax('unexpected end of JSON input', true);
    return character;
  }

  /** Where the text stops inside a word or a number, Go complains of a blank. */
  #unexpected(where: string): JsonSyntax {
    const character = this.#here();
    return new JsonSyntax(`invalid character ${shown(character || ' ')} ${where}`, character === '');
  }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9' && character !== '';
}

/** A character as Go quotes it. */
function shown(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  return `'${JSON.stringify(character).slice(1, -1)}'`;
}
