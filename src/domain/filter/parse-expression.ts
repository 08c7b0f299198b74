import { quoted } from '../quoted.ts';
import { type Comparison, type Expression, OPERATORS, type Operator } from './expression.ts';
import { type FilterSource, filterError } from './filter-error.ts';

/** Longer filters are mistakes, such as a file pasted into one. */
const LONGEST = 10_000;
/** Parentheses and negations inside each other. */
const DEEPEST = 50;

/** White space, quotes, parentheses and what operators are made of end a word. */
const WORD = /[^\s"'()=!~<>]+/y;
/** Values may hold operators too, once one has been read: `name=a=b`. */
const VALUE = /[^\s"'()]+/y;
const OPERATOR = /[=!~<>]+/y;
const SPACE = /\s+/y;

/** Operators of other languages, and what says the same here. */
const MEANT: Readonly<Record<string, Operator>> = {
  '==': '=',
  '=~': '~',
  '<=': '<',
  '>=': '>',
  '=<': '<',
  '=>': '>',
  '<>': '!=',
  '~=': '~',
};

/**
 * Reads what a filter says, whatever the fields: `or` binds weaker than `and`, that weaker than `!` and `not`.
 * @throws HsError `invalid_value`, naming the place
 */
export function parseExpression(source: FilterSource): Expression {
  if (source.text.trim() === '') throw filterError(source, 0, 'an empty filter says nothing');
  if (source.text.length > LONGEST) {
    throw filterError(source, 0, `a filter has at most ${LONGEST} characters`);
  }
  return new Reader(source).whole();
}

/** Reads from left to right. */
class Reader {
  readonly #source: FilterSource;
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(source: FilterSource) {
    this.#source = source;
    this.#text = source.text;
  }

  whole(): Expression {
    const expression = this.#or();
    this.#skipSpace();
    if (this.#at === this.#text.length) return expression;
    throw this.#text[this.#at] === ')' ? this.#wrong('nothing opens this parenthesis') : this.#notJoined();
  }

  #or(): Expression {
    return this.#joined('or', () => this.#joined('and', () => this.#operand()));
  }

  #joined(word: 'and' | 'or', part: () => Expression): Expression {
    const first = part();
    const others: Expression[] = [];
    while (this.#took(word)) others.push(part());
    return others.length === 0 ? first : { kind: word, of: [first, ...others] };
  }

  #operand(): Expression {
    this.#skipSpace();
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.#wrong(`more than ${DEEPEST} parentheses and negations are open`);
    const operand = this.#negated() ?? this.#group() ?? this.#condition();
    this.#depth -= 1;
    return operand;
  }

  #negated(): Expression | undefined {
    if (this.#text[this.#at] === '!') this.#at += 1;
    else if (!this.#took('not')) return undefined;
    return { kind: 'not', of: this.#operand() };
  }

  #group(): Expression | undefined {
    const opened = this.#at;
    if (this.#text[opened] !== '(') return undefined;
    this.#at += 1;
    const inside = this.#or();
    this.#skipSpace();
    if (this.#at === this.#text.length) {
      throw this.#wrong(
        `the parenthesis before ${quoted(this.#text.slice(opened + 1).trim())} is not closed`,
      );
    }
    if (this.#text[this.#at] !== ')') throw this.#notJoined();
    this.#at += 1;
    return inside;
  }

  #condition(): Expression {
    const at = this.#at;
    const field = this.#match(WORD);
    if (field === undefined) throw this.#noCondition();
    if (/^(and|or)$/i.test(field)) {
      this.#at = at;
      throw this.#wrong(`a condition is missing before ${quoted(field)}`);
    }
    return { kind: 'condition', field, at, comparison: this.#comparison(field) };
  }

  #comparison(field: string): Comparison | null {
    const before = this.#at;
    this.#skipSpace();
    const start = this.#at;
    const written = this.#match(OPERATOR);
    // `online !seen`: what follows is a condition of its own.
    if (written === undefined || written === '!') {
      this.#at = before;
      return null;
    }
    const operator = OPERATORS.find((one) => one === written);
    if (operator === undefined) {
      this.#at = start;
      throw this.#wrongOperator(field, written);
    }
    this.#skipSpace();
    return { operator, at: this.#at, value: this.#value(`${field}${operator}`) };
  }

  #value(condition: string): string {
    const quote = this.#text[this.#at];
    if (quote === '"' || quote === "'") return this.#quotedValue(quote);
    const value = this.#match(VALUE);
    if (value === undefined) {
      throw this.#wrong(
        `${quoted(condition)} has no value`,
        `Write it behind the operator; for an empty one ${condition}""`,
      );
    }
    return value;
  }

  /** In double quotes a backslash keeps the character behind it; in single ones nothing is special. */
  #quotedValue(quote: string): string {
    const opened = this.#at;
    let value = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text.charAt(this.#at);
      if (character === quote) {
        this.#at += 1;
        return value;
      }
      const escapes = character === '\\' && quote === '"' && this.#at + 1 < this.#text.length;
      if (escapes) this.#at += 1;
      value += escapes ? this.#text.charAt(this.#at) : character;
    }
    throw this.#wrong(`the quote before ${quoted(this.#text.slice(opened + 1))} is not closed`);
  }

  /** The word, where it stands alone. */
  #took(word: 'and' | 'or' | 'not'): boolean {
    const before = this.#at;
    this.#skipSpace();
    const found = this.#match(WORD);
    if (found?.toLowerCase() === word) return true;
    this.#at = before;
    return false;
  }

  #skipSpace(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #rest(): string {
    return this.#text.slice(this.#at).trim();
  }

  #notJoined(): Error {
    return this.#wrong(
      `${quoted(this.#rest())} follows without "and" or "or"`,
      'Join conditions with and, or; put a value with spaces or parentheses in quotes: name~"John Doe".',
    );
  }

  #noCondition(): Error {
    if (this.#at >= this.#text.length) return this.#wrong('a condition is missing');
    const quote = this.#text[this.#at];
    if (quote === '"' || quote === "'") {
      return this.#wrong('a value stands alone', 'Write the field before it: name="John Doe".');
    }
    return this.#wrong(`a condition is missing before ${quoted(this.#rest())}`);
  }

  #wrongOperator(field: string, written: string): Error {
    const meant = MEANT[written];
    const hint =
      meant === undefined
        ? `Operators: ${OPERATORS.join(' ')}. A value that begins with one of these characters needs quotes.`
        : `Write ${field}${meant}…`;
    return this.#wrong(`there is no operator ${quoted(written)}`, hint);
  }

  #wrong(reason: string, hint?: string): Error {
    return filterError(this.#source, this.#at, reason, hint);
  }
}
