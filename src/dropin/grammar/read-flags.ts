import { OfficialError } from '../errors/official-error.ts';
import { flagLabel, type OfficialFlag } from './flag.ts';
import { goQuoted } from './go-quoted.ts';

/** Texts that were given for each flag, by its name, in their order. */
type FlagTexts = ReadonlyMap<string, readonly string[]>;

/** The flags and words of a line. `problem` is the first mistake; what stands before it was read. */
export interface ReadLine {
  readonly texts: FlagTexts;
  readonly args: readonly string[];
  readonly problem: OfficialError | undefined;
}

/** Reads the flags of a command as pflag 1.0.10 does (measured). */
export function readFlags(known: readonly OfficialFlag[], words: readonly string[]): ReadLine {
  const reader = new FlagReader(known, words);
  try {
    reader.read();
    return { texts: reader.texts, args: reader.args, problem: undefined };
  } catch (error) {
    if (!(error instanceof OfficialError)) throw error;
    return { texts: reader.texts, args: reader.args, problem: error };
  }
}

class FlagReader {
  readonly texts = new Map<string, readonly string[]>();
  readonly args: string[] = [];
  readonly #known: readonly OfficialFlag[];
  readonly #queue: string[];

  constructor(known: readonly OfficialFlag[], words: readonly string[]) {
    this.#known = known;
    this.#queue = [...words];
  }

  read(): void {
    for (let word = this.#queue.shift(); word !== undefined; word = this.#queue.shift()) {
      if (word === '--') {
        this.args.push(...this.#queue);
        return;
      }
      if (!word.startsWith('-') || word === '-') this.args.push(word);
      else if (word.startsWith('--')) this.#long(word);
      else this.#short(word.slice(1));
    }
  }

  #long(word: string): void {
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    if (name === '' || name.startsWith('-')) throw new OfficialError(`bad flag syntax: ${word}`);
    const flag = this.#known.find((one) => one.name === name);
    if (!flag) throw new OfficialError(`unknown flag: --${name}`);
    if (equals >= 0) this.#give(flag, word.slice(equals + 1));
    else if (flag.value === undefined) this.#give(flag, 'true');
    else this.#give(flag, this.#next(`--${name}`));
  }

  #short(chars: string): void {
    let rest = chars;
    while (rest !== '') {
      const [char = ''] = rest;
      const flag = this.#known.find((one) => one.char === char);
      if (!flag) throw new OfficialError(`unknown shorthand flag: '${char}' in -${rest}`);
      const after = rest.slice(char.length);
      const isSwitch = flag.value === undefined;
      // `-o=` alone has the value `=`.
      const value = after.length > 1 && after.startsWith('=') ? after.slice(1) : isSwitch ? undefined : after;
      if (value === undefined) this.#give(flag, 'true');
      else this.#give(flag, value === '' ? this.#next(`'${char}' in -${rest}`) : value);
      rest = value === undefined ? after : '';
    }
  }

  #next(place: string): string {
    const next = this.#queue.shift();
    if (next === undefined) throw new OfficialError(`flag needs an argument: ${place}`);
    return next;
  }

  #give(flag: OfficialFlag, text: string): void {
    try {
      flag.parse([text]);
    } catch (error) {
      if (!(error instanceof OfficialError)) throw error;
      throw new OfficialError(
        `invalid argument ${goQuoted(text)} for ${goQuoted(flagLabel(flag))} flag: ${error.message}`,
      );
    }
    this.texts.set(flag.name, [...(this.texts.get(flag.name) ?? []), text]);
  }
}
