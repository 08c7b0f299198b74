import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
} from 'yaml';
import { quoted } from '../domain/quoted.ts';
import { maskPatterns } from '../domain/secret.ts';
import { HsError } from '../errors.ts';

/** A YAML file as it was read: what can be edited, and what its values are. */
export interface YamlFile {
  readonly document: Document;
  /** Undefined where the file holds nothing but comments. */
  readonly root: YamlValue | undefined;
}

interface Source {
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document;
}

/** How a file is read. */
export interface ReadYamlOptions {
  /** Lets aliases through, for files of other programs. In ours they are refused. */
  readonly aliases?: boolean;
}

/**
 * Reads one YAML document (1.2, core schema). Aliases and merge keys are refused where nothing else is said: a setting
 * must be seen where it stands, and an edit must change one place.
 * @param file named in errors, with line and column
 * @throws HsError `usage`
 */
export function readYaml(text: string, file: string, { aliases = false }: ReadYamlOptions = {}): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument<ParsedNode>(text, {
    lineCounter: lines,
    stringKeys: true,
    prettyErrors: false,
    // 'silent' would also let a second document pass.
    logLevel: 'error',
  });
  const source = { file, lines, document };
  const wrong = document.errors[0];
  if (wrong) throw refusal(source, wrong.pos[0], maskPatterns(wrong.message));
  if (!aliases) refuseAliases(source);
  const root = document.contents;
  const nothing = root === null || (isScalar(root) && root.value === null);
  return { document, root: nothing ? undefined : new YamlValue(source, [], root, root) };
}

function refuseAliases(source: Source): void {
  visit(source.document, {
    Alias: (_, node) => {
      throw refusal(source, node.range?.[0], 'Aliases (*) are not read here: write it out');
    },
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '<<') return;
      throw refusal(source, key.range?.[0], 'Merge keys (<<) are not read here: write it out');
    },
  });
}

/** One value in a YAML file, which knows where it stands. What reads it says what it must be. */
export class YamlValue {
  readonly #source: Source;
  readonly #path: readonly string[];
  readonly #node: Node | null;
  /** What is pointed at in errors: the value, or its key where there is no value. */
  readonly #at: Node | null;

  constructor(source: Source, path: readonly string[], node: Node | null, at: Node | null) {
    this.#source = source;
    this.#path = path;
    this.#node = node;
    this.#at = at;
  }

  /** Any plain value as its text; undefined where there is none, or an empty one. For files of other programs. */
  word(): string | undefined {
    if (this.#node === null) return undefined;
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    if (value === null || typeof value === 'object' || value === undefined)
      throw this.refuse('must be a plain value');
    const text = String(value).trim();
    return text === '' ? undefined : text;
  }

  /** A text that is not empty. */
  text(): string {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    if (typeof value === 'number' || typeof value === 'boolean')
      throw this.refuse(`must be a text: put ${value} in quotes`);
    if (typeof value !== 'string') throw this.refuse('must be a text');
    if (value.trim() === '') throw this.refuse('is empty');
    return value;
  }

  flag(): boolean {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    if (typeof value === 'boolean') return value;
    throw this.refuse(`must be true or false${typeof value === 'string' ? `, not ${quoted(value)}` : ''}`);
  }

  /** A whole number from 1 up. */
  count(): number {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
    throw this.refuse('must be a whole number from 1 up');
  }

  /** One of these words. */
  choice<T extends string>(words: readonly T[]): T {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    throw this.refuse(
      `must be ${words.join(' or ')}${typeof value === 'string' ? `, not ${quoted(value)}` : ''}`,
    );
  }

  /** A list of texts, which may be empty ones. */
  texts(): readonly string[] {
    if (!isSeq(this.#node)) throw this.refuse('must be a list of texts');
    return this.#node.items.map((item, index) => {
      if (isScalar(item) && typeof item.value === 'string') return item.value;
      const at = isScalar(item) || isMap(item) || isSeq(item) ? item : this.#at;
      const shown = isScalar(item) && item.value !== null ? `: put ${String(item.value)} in quotes` : '';
      throw new YamlValue(this.#source, [...this.#path, String(index + 1)], at, at).refuse(
        `must be a text${shown}`,
      );
    });
  }

  /** What stands in a mapping, by key; keys without a value are left out. */
  fields(): ReadonlyMap<string, YamlValue> {
    if (!isMap(this.#node)) {
      throw this.refuse(
        this.#path.length === 0 ? 'The file must be a mapping of settings' : 'must be a mapping',
      );
    }
    const fields = new Map<string, YamlValue>();
    for (const { key, value } of this.#node.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      const meant = isAlias(value) ? value.resolve(this.#source.document) : value;
      const node = isScalar(meant) || isMap(meant) || isSeq(meant) ? meant : null;
      const nothing = node === null || (isScalar(node) && node.value === null);
      fields.set(
        name,
        new YamlValue(this.#source, [...this.#path, name], nothing ? null : node, nothing ? key : node),
      );
    }
    return fields;
  }

  /** Whether a key stands there without a value. */
  get isNothing(): boolean {
    return this.#node === null;
  }

  /** `config.yaml:7:5: contexts.prod.readOnly`: what a message about this value begins with. */
  get where(): string {
    const path = this.#path.map((part) => maskPatterns(part)).join('.');
    return `${place(this.#source, this.#at?.range?.[0])}${path === '' ? '' : `: ${path}`}`;
  }

  /** The error that says what is wrong with this value. */
  refuse(why: string, hint?: string): HsError {
    return new HsError('invalid_value', `${this.where}${this.#path.length === 0 ? ':' : ''} ${why}`, {
      hint,
    });
  }
}

function place({ file, lines }: Pick<Source, 'file' | 'lines'>, offset: number | undefined): string {
  const { line, col } = lines.linePos(offset ?? 0);
  return line === 0 ? `${file}:1:1` : `${file}:${line}:${col}`;
}

function refusal(source: Source, offset: number | undefined, why: string): HsError {
  return new HsError('usage', `${place(source, offset)}: ${why}`);
}
