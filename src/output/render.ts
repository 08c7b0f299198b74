import type { LazyList } from '../domain/lazy-list.ts';
import { HsError } from '../errors.ts';
import { csvLines } from './csv.ts';
import { type Detail, pipedDetails, terminalDetails } from './details.ts';
import type { Format } from './format.ts';
import { chunks, jsonDocument, jsonItem, jsonLines, jsonList, jsonListOf } from './json.ts';
import { parseSort, sortItems } from './sort.ts';
import type { Style } from './style.ts';
import { tabSeparated, terminalTable } from './table.ts';
import type { TimeFormat } from './times.ts';
import {
  type CellContext,
  type CellValue,
  type Column,
  detailColumns,
  isInstant,
  type JsonObject,
  type JsonValue,
  machineText,
  type Shown,
  selectColumns,
  shownCell,
  type View,
} from './view.ts';
import { yamlDocument, yamlList } from './yaml.ts';

const IDS_PER_CHUNK = 1000;

export interface RenderOptions {
  readonly format: Format;
  /** Column ids in the order wished for. In JSON and YAML they leave only those fields. */
  readonly columns?: readonly string[] | undefined;
  /** Column ids, `-` before one turns its order round. */
  readonly sort?: readonly string[] | undefined;
  /** The first so many, once they are sorted; undefined for all. */
  readonly limit?: number | undefined;
  readonly noHeaders: boolean;
  /** Columns of the terminal; null where the output is no terminal. */
  readonly width: number | null;
  readonly style: Style;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Show secrets that the server lists in clear. */
  readonly reveal: boolean;
  /** How tables tell times; machine formats always have RFC 3339. */
  readonly timeFormat: TimeFormat;
  /** Told of the columns of a table that the terminal is too narrow for. */
  readonly leftOut?: ((headers: readonly string[]) => void) | undefined;
  /** Details one after the other instead of a table, for screen readers. */
  readonly asDetails?: boolean | undefined;
}

/**
 * A list in any format, in pieces that can be written as they come. An empty list is `[]`, a CSV header, no line of
 * JSON and no table at all (what to say about that belongs on stderr). Throws `invalid_value` at once for a column
 * that the view does not have, and `usage` for columns of `-o name`.
 */
export function renderList<T>(
  items: Iterable<T>,
  view: View<T>,
  options: RenderOptions,
): AsyncIterable<string> {
  const chosen = isAsked(options.sort) ? chosenItems(items, view, options) : firstOf(items, options.limit);
  return listPieces(chosen, planFor(view, options));
}

/**
 * The same bytes where nothing but the JSON of all items is wanted and can be had without reading them; undefined where
 * it is not so.
 */
export function renderUnread<T>(
  items: LazyList<T>,
  view: View<T>,
  options: RenderOptions,
): Iterable<string | Uint8Array> | undefined {
  const { format, columns, sort, limit } = options;
  const isWhole = format === 'json' && !isAsked(columns) && !isAsked(sort) && limit === undefined;
  if (!isWhole || !items.asJson || !view.shape) return undefined;
  const { toJson } = planFor(view, options);
  return jsonListOf(items.asJson(view.shape, (item) => jsonItem(toJson(item))));
}

/** Those of the items that a list shows, in its order. */
export function chosenItems<T>(items: Iterable<T>, view: View<T>, options: RenderOptions): T[] {
  const sorted = sortItems([...items], parseSort(view, options.sort ?? []), planFor(view, options).context);
  return sorted.slice(0, options.limit);
}

function firstOf<T>(items: Iterable<T>, limit: number | undefined): Iterable<T> {
  return limit === undefined ? items : taken(items, limit);
}

function* taken<T>(items: Iterable<T>, limit: number): Generator<T> {
  let left = limit;
  for (const item of items) {
    if (left === 0) return;
    left -= 1;
    yield item;
  }
}

/** The JSON object of an item, with the fields that were asked for. */
export function itemJson<T>(view: View<T>, options: RenderOptions): (item: T) => JsonObject {
  return planFor(view, options).toJson;
}

/** The columns of a table in which two items differ, in words: `State is now offline 2h, was online`. */
export function differenceWords<T>(was: T, is: T, view: View<T>, options: RenderOptions): string[] {
  const { columns, context } = planFor(view, { ...options, format: 'wide' });
  return columns.flatMap((column) => {
    const [before, after] = [was, is].map((item) => shownCell(column, item, context).text || 'nothing');
    return before === after ? [] : [`${column.header} is now ${after}, was ${before}`];
  });
}

/** One thing in any format: an object in JSON and YAML, one row of CSV, `Label:  value` lines for people. */
export function renderOne<T>(item: T, view: View<T>, options: RenderOptions): AsyncIterable<string> {
  return onePiece(item, view, planFor(view, options));
}

/** Throws what {@link renderList} would throw, before anything is asked of a server. */
export function checkRenderOptions<T>(
  view: View<T>,
  options: Pick<RenderOptions, 'format' | 'columns' | 'sort' | 'reveal'>,
): void {
  chosenColumns(view, options);
  parseSort(view, options.sort ?? []);
}

/** What rendering needs to know beside the items. */
interface Plan<T> {
  readonly options: RenderOptions;
  readonly columns: readonly Column<T>[];
  readonly context: CellContext;
  readonly id: (item: T) => string;
  readonly toJson: (item: T) => JsonObject;
}

function planFor<T>(view: View<T>, options: RenderOptions): Plan<T> {
  const columns = chosenColumns(view, options);
  const context = { now: options.now, timeFormat: options.timeFormat, reveal: options.reveal };
  const whole = (item: T): JsonObject => view.toJson(item, { reveal: options.reveal });
  const picked = (item: T): JsonObject => pickFields(whole(item), columns, item, context);
  const id = (item: T): string => view.id(item);
  return { options, columns, context, id, toJson: isAsked(options.columns) ? picked : whole };
}

function chosenColumns<T>(
  view: View<T>,
  { format, columns, reveal }: Pick<RenderOptions, 'format' | 'columns' | 'reveal'>,
): readonly Column<T>[] {
  if (isAsked(columns) && format === 'name') {
    throw new HsError('usage', '-o name prints ids alone, so --columns has no meaning there', {
      hint: 'For one column use: -o csv --no-headers --columns COLUMN',
    });
  }
  return selectColumns(view, format, columns, reveal);
}

function isAsked(columns: readonly string[] | undefined): boolean {
  return columns !== undefined && columns.length > 0;
}

/** The fields of those columns: the documented field where there is one of that name, else the column's value. */
function pickFields<T>(
  whole: JsonObject,
  columns: readonly Column<T>[],
  item: T,
  context: CellContext,
): JsonObject {
  return Object.fromEntries(
    columns.map((column) => {
      const field = whole[column.id];
      return [column.id, field === undefined ? jsonValue(column.value(item, context)) : field];
    }),
  );
}

function jsonValue(value: CellValue): JsonValue {
  return isInstant(value) ? machineText(value) : value;
}

async function* listPieces<T>(items: Iterable<T>, plan: Plan<T>): AsyncGenerator<string> {
  switch (plan.options.format) {
    case 'json':
      return yield* jsonList(mapped(items, plan.toJson));
    case 'jsonl':
      return yield* jsonLines(mapped(items, plan.toJson));
    case 'yaml':
      return yield* yamlList(mapped(items, plan.toJson));
    case 'csv':
      return yield* csvLines(csvHeader(plan), mapped(items, csvRow(plan)));
    case 'name':
      for (const chunk of chunks(items, IDS_PER_CHUNK))
        yield chunk.map((item) => `${plan.id(item)}\n`).join('');
      return;
    case 'table':
    case 'wide':
      yield* tablePieces([...items], plan);
  }
}

async function* tablePieces<T>(items: readonly T[], plan: Plan<T>): AsyncGenerator<string> {
  const { columns, context, options } = plan;
  const { width, style, noHeaders } = options;
  if (items.length === 0) return;
  const row = (item: T): Shown[] => columns.map((column) => shownCell(column, item, context));
  if (width === null) return yield* tabSeparated(columns, mapped(items, row), { noHeaders });
  if (!options.asDetails) {
    const fitted = { style, noHeaders, width, whole: isAsked(options.columns) || options.format === 'wide' };
    return yield* terminalTable(columns, items.map(row), { ...fitted, leftOut: options.leftOut });
  }
  for (const [index, item] of items.entries()) {
    yield `${index > 0 ? '\n' : ''}${await terminalDetails(detailsOf(item, columns, context), style)}`;
  }
}

async function* onePiece<T>(item: T, view: View<T>, plan: Plan<T>): AsyncGenerator<string> {
  const { columns, context, options } = plan;
  if (options.format !== 'table' && options.format !== 'wide') {
    if (options.format === 'json') yield jsonDocument(plan.toJson(item));
    else if (options.format === 'yaml') yield await yamlDocument(plan.toJson(item));
    else yield* listPieces([item], plan);
    return;
  }
  const shown = isAsked(options.columns) ? columns : detailColumns(view);
  if (options.width === null) yield pipedDetails(detailsOf(item, shown, context), options);
  else yield await terminalDetails(detailsOf(item, shown, inFull(context)), options.style);
}

/** There is room in details: relative times stand beside the exact ones. */
function inFull(context: CellContext): CellContext {
  return context.timeFormat === 'relative' ? { ...context, timeFormat: 'both' } : context;
}

function detailsOf<T>(item: T, columns: readonly Column<T>[], context: CellContext): Detail[] {
  return columns.map((column) => ({ label: column.header, shown: shownCell(column, item, context) }));
}

/** Programs read ids of columns, which are the names of JSON fields. */
function csvHeader<T>(plan: Plan<T>): string[] | undefined {
  return plan.options.noHeaders ? undefined : plan.columns.map((column) => column.id);
}

function csvRow<T>({ columns, context }: Plan<T>): (item: T) => string[] {
  return (item) => columns.map((column) => machineText(column.value(item, context)));
}

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}
