/** Where a policy text stops being HuJSON, in the words of the library Headscale uses. */
export class HujsonError extends Error {
  override readonly name = 'HujsonError';
}

/** JSON with comments and trailing commas, as a value of plain JavaScript. Throws `HujsonError`. */
export function parseHujson(text: string): unknown {
  return new Parser(text).document();
}

/** What the text ended in where something was expected, by how a wrong character there is called. */
const PLACES: Readonly<Record<string, string>> = {
  'after object name': 'object after name',
  "after object value (expecting ',' or '}')": 'object after value',
  "after array value (expecting ',' or ']')": 'array after value',
};

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    this.#skipExtra();
    const value = this.#value();
    this.#skipExtra();
    if (this.#at < this.#text.length) throw this.#badCharacter('after top-level value');
    return value;
  }

  #value(): unknown {
    const next = this.#text[this.#at];
    if (next === undefined) throw this.#ended('value');
    if (next === '{') return this.#object();
    if (next === '[') return this.#array();
    return next === '"' ? this.#string() : this.#literal();
  }

  #object(): Record<string, unknown> {
    const members: [string, unknown][] = [];
    this.#at += 1;
    for (;;) {
      if (this.#closes('}')) return Object.fromEntries(members);
      const start = this.#at;
      const name = this.#value();
      if (typeof name !== 'string') {
        this.#at = start;
        throw this.#badCharacter('at start of object name');
      }
      this.#skipExtra();
      this.#expect(':', 'after object name');
      this.#skipExtra();
      members.push([name, this.#value()]);
      this.#skipExtra();
      if (this.#text[this.#at] !== '}') this.#expect(',', "after object value (expecting ',' or '}')");
    }
  }

  #array(): unknown[] {
    const items: unknown[] = [];
    this.#at += 1;
    for (;;) {
      if (this.#closes(']')) return items;
      items.push(this.#value());
      this.#skipExtra();
      if (this.#text[this.#at] !== ']') this.#expect(',', "after array value (expecting ',' or ']')");
    }
  }

  #closes(bracket: string): boolean {
    this.#skipExtra();
    if (this.#at >= this.#text.length) throw this.#ended('value');
    if (this.#text[this.#at] !== bracket) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string, where: string): void {
    if (this.#at >= this.#text.length) throw this.#ended(PLACES[where] ?? 'value');
    if (this.#text[this.#at] !== character) throw this.#badCharacter(where);
    this.#at += 1;
  }

  #string(): string {
    const match = /"(?:[^"\\]|\\.)*"/suy;
    match.lastIndex = this.#at;
    const [literal] = match.exec(this.#text) ?? [];
    if (literal === undefined) {
      this.#at = this.#text.length;
      throw this.#ended('string');
    }
    try {
      const value = JSON.parse(literal) as string;
      this.#at += literal.length;
      return value;
    } catch {
      throw this.#error(`invalid literal: ${literal}`);
    }
  }

  #literal(): unknown {
    const match = /[\p{L}\p{N}.+-]*/uy;
    match.lastIndex = this.#at;
    const [literal = ''] = match.exec(this.#text) ?? [];
    if (literal === '') throw this.#badCharacter('at start of value');
    try {
      const value = JSON.parse(literal) as unknown;
      this.#at += literal.length;
      return value;
    } catch {
      throw this.#error(`invalid literal: ${literal}`);
    }
  }

  /** White space and comments. A line comment ends with its line: at the end of the text it is cut off. */
  #skipExtra(): void {
    const match = /(?:[ \t\r\n]+|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/y;
    match.lastIndex = this.#at;
    match.exec(this.#text);
    this.#at = match.lastIndex;
    if (/^\/[/*]/.test(this.#text.slice(this.#at, this.#at + 2))) throw this.#ended('comment');
  }

  #badCharacter(where: string): HujsonError {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) return this.#ended('value');
    return this.#error(`invalid character '${String.fromCodePoint(code)}' ${where}`);
  }

  #ended(inside: string): HujsonError {
    return this.#error(`parsing ${inside}: unexpected EOF`);
  }

  /** Columns count bytes, from 1. */
  #error(what: string): HujsonError {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = Buffer.byteLength(before.slice(before.lastIndexOf('\n') + 1)) + 1;
    return new HujsonError(`hujson: line ${line}, column ${column}: ${what}`);
  }
}
