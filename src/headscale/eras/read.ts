import { type Instant, instantOf, isZeroTime, parseRfc3339 } from '../../domain/instant.ts';
import { HsError } from '../../errors.ts';
import type { Message } from '../wire.ts';

/**
 * Reads the fields of one message, whichever transport it came by. What is absent has its default value, as
 * proto3 has it; what is something else than expected is refused with the path where it stands.
 */
export class Fields {
  readonly #message: Message;
  readonly #parent: Fields | undefined;
  readonly #name: string;
  readonly #index: number | undefined;
  #change = false;

  /** `parent`, `name` and `index` say where it stands; the path is put together only when it must be told. */
  constructor(message: Message, parent?: Fields, name = '', index?: number) {
    this.#message = message;
    this.#parent = parent;
    this.#name = name;
    this.#index = index;
  }

  /** The answer to a call that changed something: where it cannot be read, the change is made all the same. */
  static ofChange(message: Message): Fields {
    const fields = new Fields(message);
    fields.#change = true;
    return fields;
  }

  /** Text, empty where absent. */
  text(name: string): string {
    const value = this.#message[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value : this.refuse(name, value, 'text');
  }

  /** Text that must be there. */
  someText(name: string): string {
    return this.text(name) || this.refuse(name, '', 'text');
  }

  flag(name: string): boolean {
    const value = this.#message[name];
    if (value === undefined || value === null) return false;
    return typeof value === 'boolean' ? value : this.refuse(name, value, 'true or false');
  }

  texts(name: string): string[] {
    const value = this.#message[name];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return this.refuse(name, value, 'a list');
    if (isTexts(value)) return value;
    const odd = value.findIndex((item) => typeof item !== 'string');
    return this.refuse(`${name}[${odd}]`, value[odd], 'text');
  }

  /** A set in one order, whichever the server gave: 0.24 to 0.26 give tags in random order. */
  textSet(...names: readonly string[]): string[] {
    const [only = '', ...others] = names;
    const all = others.length === 0 ? this.texts(only) : names.flatMap((name) => this.texts(name));
    return all.length < 2 ? all : [...new Set(all)].sort();
  }

  /** A decimal id; undefined where absent, empty or zero, which is how "nobody" looks. */
  optionalId(name: string): string | undefined {
    const value = this.#message[name];
    if (value === undefined || value === null || value === '') return undefined;
    const digits = unsigned(value);
    if (digits === undefined) return this.refuse(name, value, 'an id');
    return digits === '0' ? undefined : digits;
  }

  id(name: string): string {
    return this.optionalId(name) ?? this.refuse(name, this.#message[name], 'an id');
  }

  /** A time as it stands, Go's zero time included; null where unset. */
  time(name: string): Instant | null {
    const value = this.#message[name];
    if (value === undefined || value === null) return null;
    const instant = typeof value === 'string' ? parseRfc3339(value) : timestamp(value);
    return instant ?? this.refuse(name, value, 'a time');
  }

  /** A time where Go's zero time means "unset", as null does. */
  timeIfSet(name: string): Instant | null {
    const instant = this.time(name);
    return instant && isZeroTime(instant) ? null : instant;
  }

  /** An enum by number (protobuf) or by name (JSON). */
  oneOf<T extends string>(name: string, names: readonly T[]): T {
    const value = this.#message[name] ?? 0;
    const found = typeof value === 'number' ? names[value] : names.find((known) => known === value);
    return found ?? this.refuse(name, value, `one of ${names.join(', ')}`);
  }

  /** A message inside this one; undefined where unset. */
  optionalChild(name: string): Fields | undefined {
    const value = this.#message[name];
    if (value === undefined || value === null) return undefined;
    return isMessage(value) ? new Fields(value, this, name) : this.refuse(name, value, 'an object');
  }

  child(name: string): Fields {
    return this.optionalChild(name) ?? this.refuse(name, undefined, 'an object');
  }

  /** The messages of a list that must be there, for an answer without it is not Headscale's. */
  children(name: string): Fields[] {
    const value = this.#message[name];
    if (!Array.isArray(value)) return this.refuse(name, value, 'a list');
    return value.map((item: unknown, index) =>
      isMessage(item)
        ? new Fields(item, this, name, index)
        : this.refuse(`${name}[${index}]`, item, 'an object'),
    );
  }

  /**
   * Throws `failed`, or `answer_lost` where something was changed: what stands at `name` and what should. The value
   * itself is never shown: it may be a secret.
   */
  refuse(name: string, value: unknown, wanted: string): never {
    const what = `The server's answer has ${kindOf(value)} at ${this.#path(name)}, not ${wanted}`;
    if (!this.#isOfChange()) {
      throw new HsError('failed', what, { hint: 'Run `hs version` to see which release was found.' });
    }
    throw new HsError('answer_lost', what, {
      hint: 'It was applied, most likely: look before you repeat it.',
    });
  }

  #isOfChange(): boolean {
    return this.#parent ? this.#parent.#isOfChange() : this.#change;
  }

  #path(name: string): string {
    if (!this.#parent) return name;
    const here = this.#index === undefined ? this.#name : `${this.#name}[${this.#index}]`;
    return `${this.#parent.#path(here)}.${name}`;
  }
}

function isTexts(values: readonly unknown[]): values is string[] {
  return values.every((item) => typeof item === 'string');
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A 64-bit number as protobufjs decodes it. */
interface Long {
  readonly low: number;
  readonly high: number;
}

function isLong(value: unknown): value is Long {
  return isMessage(value) && typeof value['low'] === 'number' && typeof value['high'] === 'number';
}

/** A natural number as decimal text without leading zeros, from text, a safe number or a `Long`. */
function unsigned(value: unknown): string | undefined {
  if (typeof value === 'string') return /^\d+$/.test(value) ? value.replace(/^0+(?=\d)/, '') : undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
  if (!isLong(value)) return undefined;
  if (value.high === 0) return String(value.low >>> 0);
  return String((BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0));
}

/** Whole seconds, which are signed; NaN for what is no number. */
function secondsOf(value: unknown): number {
  if (isLong(value)) return value.high * 2 ** 32 + (value.low >>> 0);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
}

function timestamp(value: unknown): Instant | undefined {
  return isMessage(value) ? instantOf(secondsOf(value['seconds'] ?? 0), value['nanos'] ?? 0) : undefined;
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'boolean' ? String(value) : 'an object';
}
