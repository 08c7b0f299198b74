import { type Instant, toRfc3339 } from '../domain/instant.ts';
import type { JsonShape } from '../domain/json-shape.ts';
import { quoted } from '../domain/quoted.ts';
import { didYouMean, nearest } from '../domain/suggest.ts';
import { HsError } from '../errors.ts';
import type { Format } from './format.ts';
import type { Tone } from './style.ts';
import { type ShownTimeFormat, showTime } from './times.ts';

/** What a column holds for programs and for sorting. Null: not known, not set. */
export type CellValue = string | number | boolean | null | Instant | readonly string[];

/** What people see of a value: text that is not yet safe for a terminal, and its colour. */
export interface Shown {
  readonly text: string;
  readonly tone?: Tone;
}

export interface CellContext {
  /** Milliseconds since 1970, what relative times are reckoned from. */
  readonly now: number;
  readonly timeFormat: ShownTimeFormat;
  /** Whether secrets that a server lists in clear are shown. */
  readonly reveal: boolean;
}

/** One column of a noun. `--columns`, `--sort`, table, csv, completion and help all come from it. */
export interface Column<T> {
  /** What `--columns` and `--sort` take: the name of the JSON field wherever the column shows one. */
  readonly id: string;
  /** In sentence case; tables print it in capitals. */
  readonly header: string;
  /** One phrase for help and completion. */
  readonly description: string;
  value(item: T, context: CellContext): CellValue;
  /** The words for people where they differ from the value. */
  shown?(item: T, context: CellContext): Shown;
  /** What `--sort` compares where that is not the value. */
  sortKey?(item: T): CellValue;
  /**
   * Where it appears unasked: always; from `wide` on; in details and machine formats alone (`asked`). What sums up
   * others for people stands in `table` and `wide` (`lists`), or in `table` alone.
   */
  readonly appears?: 'wide' | 'asked' | 'lists' | 'table';
  /** It holds a secret that a server may list in clear: with --reveal it stands in the table too. */
  readonly secret?: true;
  readonly align?: 'right';
  /** How a narrow terminal may cut it: never (what commands take), or before the others. */
  readonly shrink?: 'never' | 'first';
  /** Cut to fewer characters than this it would tell nothing; 6 where not said. */
  readonly least?: number;
  /** What a terminal too narrow for all leaves out, 1 before 2; never where not said. */
  readonly drop?: number;
  /** A terminal leaves it out where nothing in the list has one. */
  readonly hideEmpty?: true;
}

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonObject = { readonly [key: string]: JsonValue };

export interface JsonOptions {
  readonly reveal: boolean;
}

/** How one noun is shown in every format. */
export interface View<T> {
  /** `user`, `users`: for messages. */
  readonly one: string;
  readonly many: string;
  readonly columns: readonly Column<T>[];
  /** The documented JSON object: the same for every release and transport. */
  toJson(item: T, options: JsonOptions): JsonObject;
  /** The same as data, where what a server says can be written like that without reading it. */
  readonly shape?: JsonShape;
  /** What `-o name` prints and other commands take. */
  id(item: T): string;
  /** What people call it, where that is not its id. */
  name?(item: T): string;
  /** Fields of its JSON that change by themselves: --watch tells of them only together with others. */
  readonly restless?: readonly string[];
}

/** The column of that id, whatever its case. Throws `invalid_value` with near misses and the full list. */
export function findColumn<T>(view: View<T>, id: string): Column<T> {
  const wanted = id.trim().toLowerCase();
  const found = view.columns.find((column) => column.id.toLowerCase() === wanted);
  if (found) return found;
  const ids = view.columns.map((column) => column.id);
  const near = didYouMean(nearest(id, ids));
  throw new HsError('invalid_value', `${capitalised(view.many)} have no column ${quoted(id)}`, {
    hint: `${near ? `${near} ` : ''}Columns: ${ids.join(', ')}`,
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The columns asked for, in the order asked; without a wish those that the format shows. Throws `invalid_value`. */
export function selectColumns<T>(
  view: View<T>,
  format: Format,
  asked?: readonly string[] | undefined,
  reveal = false,
): readonly Column<T>[] {
  if (asked !== undefined && asked.length > 0) return asked.map((id) => findColumn(view, id));
  const among = (...places: readonly Column<T>['appears'][]) =>
    view.columns.filter(({ appears, secret }) => places.includes(appears) || (reveal && secret));
  if (format === 'table') return among(undefined, 'lists', 'table');
  if (format === 'wide') return among(undefined, 'lists', 'wide');
  return detailColumns(view);
}

/** The columns of details and machine formats: all but those that sum up others for people. */
export function detailColumns<T>(view: View<T>): readonly Column<T>[] {
  return view.columns.filter(({ appears }) => appears !== 'lists' && appears !== 'table');
}

/** A value as programs read it: RFC 3339, `true`, members of a list joined by a comma, nothing for null. */
export function machineText(value: CellValue): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.join(',');
  return isInstant(value) ? toRfc3339(value) : String(value);
}

/** A cell as people read it, before it is made safe for the terminal. Empty text where there is nothing to say. */
export function shownCell<T>(column: Column<T>, item: T, context: CellContext): Shown {
  if (column.shown) return column.shown(item, context);
  const value = column.value(item, context);
  if (typeof value === 'boolean') return { text: value ? 'yes' : 'no' };
  if (Array.isArray(value)) return { text: value.join(', ') };
  return { text: isInstant(value) ? showTime(value, context) : machineText(value) };
}

/** True for a point in time, among the values a cell can hold. */
export function isInstant(value: CellValue): value is Instant {
  return typeof value === 'object' && value !== null && 'seconds' in value;
}
