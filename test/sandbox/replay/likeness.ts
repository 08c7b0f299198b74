import { parseRfc3339 } from '../../../src/domain/instant.ts';

/** What differs between two servers that do the same: each pattern names one kind of made-up value. */
const MADE_UP: readonly RegExp[] = [
  /^(?:mkey|nodekey|discokey):(?!0{64}$)[0-9a-f]{64}$/,
  /^[0-9a-f]{48}$/,
  /^hskey-(?:auth|api)-[\w-]{12}-(?:\*\*\*|[\w-]{64})$/,
  /^[\w-]{10}\.[\w-]{43}$/,
  /^[\w-]{7}\.[\w-]{32}$/,
  /^(?:[a-z0-9-]+-|invalid-)[a-z0-9]{8}$/,
];
const RAW_PREFIX = /^(?:[\w-]{10}|[\w-]{7})$/;
const ZERO_SECONDS = '-62135596800';

interface Time {
  readonly seconds: string;
  readonly nanos: number;
}

/** Compares answers, and remembers which value of the sandbox stands for which recorded one. */
export class Likeness {
  readonly #standsFor = new Map<string, string>();
  readonly #givenTimes: ReadonlySet<string>;
  readonly #sortedFields: readonly string[];

  /** `givenTimes`: seconds that requests named, which must come back as they are. */
  constructor(givenTimes: ReadonlySet<string>, sortedFields: readonly string[]) {
    this.#givenTimes = givenTimes;
    this.#sortedFields = sortedFields;
  }

  /** Where the two differ, by path; empty when they are alike. */
  differences(recorded: unknown, actual: unknown, path = ''): string[] {
    if (isTime(recorded) && isTime(actual)) return this.#time(recorded, actual, path);
    if (Array.isArray(recorded) && Array.isArray(actual)) return this.#list(recorded, actual, path);
    if (isObject(recorded) && isObject(actual)) {
      return [...new Set([...Object.keys(recorded), ...Object.keys(actual)])].flatMap((key) =>
        this.differences(recorded[key], actual[key], `${path}/${key}`),
      );
    }
    if (typeof recorded === 'string' && typeof actual === 'string') return this.#text(recorded, actual, path);
    return Object.is(recorded, actual) ? [] : [`${path}: ${show(recorded)} became ${show(actual)}`];
  }

  /** The same value with everything recorded replaced by what stands for it here. */
  translated(value: unknown): unknown {
    if (typeof value === 'string') return this.#standsFor.get(value) ?? value;
    if (Array.isArray(value)) return value.map((item) => this.translated(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.translated(item)]));
  }

  /** Texts of Go's JSON library vary from run to run. */
  sameMessage(recorded: string, actual: string): boolean {
    const stable = (text: string) => text.replace('unable to unmarshal', 'cannot unmarshal');
    return stable(recorded) === stable(actual);
  }

  #list(recorded: unknown[], actual: unknown[], path: string): string[] {
    if (recorded.length !== actual.length) {
      return [`${path}: ${recorded.length} became ${actual.length} items: ${show(actual)}`];
    }
    const sorted = this.#sortedFields.some((field) => path.endsWith(`/${field}`));
    const [a, b] = sorted ? [recorded.toSorted(), actual.toSorted()] : [recorded, actual];
    return a.flatMap((item, index) => this.differences(item, b[index], `${path}/${index}`));
  }

  #text(recorded: string, actual: string, path: string): string[] {
    const [a, b] = [timeIn(recorded), timeIn(actual)];
    if (a && b) return this.#time(a, b, path);
    if (this.sameMessage(recorded, actual)) return [];
    const madeUp = MADE_UP.some((pattern) => pattern.test(recorded) && pattern.test(actual));
    const prefix = path.endsWith('/prefix') && RAW_PREFIX.test(recorded) && recorded.length === actual.length;
    if ((madeUp || prefix) && this.#bind(recorded, actual)) return [];
    return [`${path}: ${show(recorded)} became ${show(actual)}`];
  }

  #time(recorded: Time, actual: Time, path: string): string[] {
    const exact = recorded.seconds === ZERO_SECONDS || this.#givenTimes.has(recorded.seconds);
    const [a, b] = [`${recorded.seconds}.${recorded.nanos}`, `${actual.seconds}.${actual.nanos}`];
    const same = exact ? a === b : actual.seconds !== ZERO_SECONDS && this.#bind(a, b);
    return same ? [] : [`${path}: time ${a} became ${b}`];
  }

  #bind(recorded: string, actual: string): boolean {
    const bound = this.#standsFor.get(recorded);
    this.#standsFor.set(recorded, bound ?? actual);
    return bound === undefined || bound === actual;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): value is Time {
  return isObject(value) && 'seconds' in value && 'nanos' in value;
}

/** A time written in RFC 3339, as the two numbers of a timestamp. */
function timeIn(text: string): Time | undefined {
  const instant = parseRfc3339(text);
  return instant && { seconds: String(instant.seconds), nanos: instant.nanos };
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 400) ?? 'nothing';
}
