import { type Document, isMap, isScalar, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { quoted } from '../domain/quoted.ts';
import { HsError } from '../errors.ts';
import { type Config, findContext } from './config.ts';
import { type Context, parseContextName } from './context.ts';
import { noticeUnknown, readContext, type Written, writtenContext } from './context-yaml.ts';
import { readYaml } from './yaml-value.ts';

/** The form of the file that this hs reads and writes. */
const CONFIG_VERSION = 1;
const SETTINGS = ['version', 'currentContext', 'contexts'];

/** What can be changed in a config. Unknown keys and comments stay. */
export interface ConfigDraft {
  /** As it stands, with the changes made so far. */
  readonly config: Config;
  /** Adds a context, or gives the one of that name these settings. */
  put(context: Context): void;
  /** Gives a context another name; it stays the current one if it was. Throws `not_found` or `conflict`. */
  rename(from: string, to: string): void;
  /** Takes a context out; if it was the current one, there is none. Throws `not_found`. */
  remove(name: string): void;
  /** Makes a context the current one. Throws `not_found`. */
  use(name: string): void;
}

/** The config file as a document: read, edited and written again. */
export class ConfigDocument implements ConfigDraft {
  readonly #document: Document;
  readonly #contexts: Map<string, Context>;
  #current: string | undefined;
  #changed = false;
  /** What the reader should hear of, such as a key that is one slip away from a setting. */
  readonly notices: readonly string[];

  /**
   * @param file named in errors, with line and column
   * @throws HsError `usage` for what is no YAML or of a newer version, `invalid_value` for a wrong setting
   */
  constructor(text: string, file: string) {
    const { document, root } = readYaml(text, file);
    const notices: string[] = [];
    const notice = (line: string) => notices.push(line);
    const fields = root?.fields() ?? new Map<string, never>();
    const version = fields.get('version');
    if (version && !version.isNothing && version.count() > CONFIG_VERSION) {
      throw new HsError('usage', `${file} was written by a newer hs: it is of version ${version.count()}`, {
        hint: 'Install that hs, or name another folder with HS_CONFIG_DIR.',
      });
    }
    noticeUnknown(fields, SETTINGS, notice);
    const current = fields.get('currentContext');
    const contexts = fields.get('contexts');
    this.#document = document;
    this.#current = current && !current.isNothing ? current.text() : undefined;
    this.#contexts = new Map();
    if (contexts && !contexts.isNothing) {
      for (const [name, value] of contexts.fields()) {
        try {
          parseContextName(name);
        } catch (error) {
          if (!(error instanceof HsError)) throw error;
          throw new HsError(error.code, `${value.where}: ${error.message}`, { hint: error.hint });
        }
        this.#contexts.set(name, readContext(name, value, notice));
      }
    }
    this.notices = notices;
  }

  get config(): Config {
    return { currentContext: this.#current, contexts: this.#contexts };
  }

  /** Whether anything has been changed since it was read. */
  get isChanged(): boolean {
    return this.#changed;
  }

  put(context: Context): void {
    parseContextName(context.name);
    const before = this.#contexts.get(context.name);
    if (before !== undefined && isSame(writtenContext(before), writtenContext(context))) return;
    this.#changed = true;
    const existing = this.#pairOf(context.name)?.value;
    const map = isMap(existing) ? existing : emptyMap(this.#document);
    if (map !== existing) this.#contextMap().add(this.#document.createPair(context.name, map));
    const old: Readonly<Record<string, Written>> = before === undefined ? {} : writtenContext(before);
    for (const [key, value] of Object.entries(writtenContext(context))) {
      if (!isSame(old[key], value)) write(this.#document, map, key, value);
    }
    this.#contexts.set(context.name, context);
  }

  rename(from: string, to: string): void {
    const context = findContext(this.config, from);
    parseContextName(to);
    if (from === to) return;
    if (this.#contexts.has(to)) throw new HsError('conflict', `There is a context ${quoted(to)} already`);
    this.#changed = true;
    const key = this.#pairOf(from)?.key;
    if (key) key.value = to;
    // The order stays the order of the file.
    const renamed = [...this.#contexts.values()].map((one) => (one === context ? { ...one, name: to } : one));
    this.#contexts.clear();
    for (const one of renamed) this.#contexts.set(one.name, one);
    if (this.#current === from) this.#setCurrent(to);
  }

  remove(name: string): void {
    findContext(this.config, name);
    this.#changed = true;
    this.#contextMap().delete(name);
    this.#contexts.delete(name);
    if (this.#current === name) this.#setCurrent(undefined);
  }

  use(name: string): void {
    findContext(this.config, name);
    this.#setCurrent(name);
  }

  /** The whole file. */
  text(): string {
    return this.#document.toString({ lineWidth: 0, flowCollectionPadding: true });
  }

  #setCurrent(name: string | undefined): void {
    if (this.#current === name) return;
    this.#changed = true;
    write(this.#document, this.#root(), 'currentContext', name);
    this.#current = name;
  }

  #root(): YAMLMap {
    const root = this.#document.contents;
    if (isMap(root)) return root;
    const fresh = emptyMap(this.#document);
    fresh.set('version', CONFIG_VERSION);
    this.#document.contents = fresh;
    return fresh;
  }

  #contextMap(): YAMLMap {
    const root = this.#root();
    const contexts = root.get('contexts');
    if (isMap(contexts)) {
      // `contexts: {}` would go on in one line.
      if (contexts.items.length === 0) contexts.flow = false;
      return contexts;
    }
    const fresh = emptyMap(this.#document);
    root.set('contexts', fresh);
    return fresh;
  }

  #pairOf(name: string): Pair<Scalar> | undefined {
    const contexts = isMap(this.#document.contents) ? this.#document.contents.get('contexts') : undefined;
    if (!isMap(contexts)) return undefined;
    return contexts.items.find((pair): pair is Pair<Scalar> => isScalar(pair.key) && pair.key.value === name);
  }
}

/** Sets, changes or takes out one key of a mapping; what else stands in it, and comments, stay. */
function write(document: Document, map: YAMLMap, key: string, value: Written): void {
  if (value === undefined) {
    map.delete(key);
    return;
  }
  const existing: unknown = map.get(key, true);
  if (isNested(value)) {
    const inner = isMap(existing) ? existing : emptyMap(document);
    for (const [name, one] of Object.entries(value)) write(document, inner, name, one);
    if (inner.items.length === 0) map.delete(key);
    else if (inner !== existing) map.set(key, inner);
    return;
  }
  if (isScalar(existing) && !Array.isArray(value)) {
    existing.value = value;
    return;
  }
  map.set(key, document.createNode(value));
}

function emptyMap(document: Document): YAMLMap {
  const map = document.createNode({});
  map.flow = false;
  return map;
}

function isNested(value: Written): value is { readonly [key: string]: Written } {
  return typeof value === 'object' && !Array.isArray(value);
}

function isSame(a: Written, b: Written): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
