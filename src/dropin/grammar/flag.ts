import { parseCsvRecord } from './csv-record.ts';
import { parseGoBool, parseGoInteger, SIGNED, UNSIGNED } from './go-values.ts';

/** A flag as the official command line declares it, and how its value is read. */
export interface OfficialFlag<T = unknown> {
  readonly name: string;
  readonly char?: string;
  readonly summary: string;
  /** What help shows for its value; undefined for a switch, which takes a value only after `=`. */
  readonly value: 'text' | 'number' | 'list' | undefined;
  readonly required?: boolean;
  /** Still read, not shown in help. */
  readonly hidden?: boolean;
  /** What is said on stderr where it is used. */
  readonly deprecated?: string;
  /**
   * The value of all texts that were given for it, in their order; of none, what it is by default.
   * @throws OfficialError for a text that is none
   */
  parse(texts: readonly string[]): T;
}

/** What a flag is declared with. */
type Declaration = Omit<OfficialFlag, 'value' | 'parse'>;

/** A text; the last one counts. */
export function textFlag({ usual = '', ...flag }: Declaration & { usual?: string }): OfficialFlag<string> {
  return { ...flag, value: 'text', parse: (texts) => texts.at(-1) ?? usual };
}

/** On or off. */
export function switchFlag(flag: Declaration): OfficialFlag<boolean> {
  return { ...flag, value: undefined, parse: (texts) => lastOf(texts, parseGoBool, false) };
}

/** A number that is never negative, 0 where it is not given. */
export function idFlag(flag: Declaration): OfficialFlag<bigint> {
  return {
    ...flag,
    value: 'number',
    parse: (texts) => lastOf(texts, (text) => parseGoInteger(text, UNSIGNED), 0n),
  };
}

/** A number that may be negative, -1 where it is not given. */
export function numberFlag(flag: Declaration): OfficialFlag<bigint> {
  return {
    ...flag,
    value: 'number',
    parse: (texts) => lastOf(texts, (text) => parseGoInteger(text, SIGNED), -1n),
  };
}

/** Texts between commas; each use adds to those before. */
export function listFlag(flag: Declaration): OfficialFlag<readonly string[]> {
  return { ...flag, value: 'list', parse: (texts) => texts.flatMap(parseCsvRecord) };
}

/** `-i, --identifier`: as messages name a flag. */
export function flagLabel({ name, char }: Pick<OfficialFlag, 'name' | 'char'>): string {
  return char === undefined ? `--${name}` : `-${char}, --${name}`;
}

function lastOf<T>(texts: readonly string[], parse: (text: string) => T, usual: T): T {
  const last = texts.at(-1);
  return last === undefined ? usual : parse(last);
}
