import { columnsWithRoom, type FittedColumn, fitColumns } from './fit-columns.ts';
import { chunks } from './json.ts';
import { visible } from './safe-text.ts';
import type { Style } from './style.ts';
import { isPrintableAscii, measureFor, type TextMeasure } from './text-width.ts';
import type { Shown } from './view.ts';

/** What a table knows of a column. */
export interface TableColumn {
  readonly header: string;
  readonly align?: 'right';
  readonly shrink?: 'never' | 'first';
  readonly least?: number;
  readonly drop?: number;
  readonly hideEmpty?: true;
}

export interface TableOptions {
  readonly style: Style;
  readonly noHeaders: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** No column is left out: each was asked for. */
  readonly whole?: boolean | undefined;
  /** Told of what was left out for lack of room. */
  readonly leftOut?: ((headers: readonly string[]) => void) | undefined;
}

type Row = readonly Shown[];

/** Spaces between two columns. */
const GAP = 2;

/**
 * Up to this many rows cli-table3 draws. It takes about 25 µs for each cell however it is fed (measured: 10,000 rows of
 * eight columns 2 to 3 s in chunks of any size, against 10 ms for padding them here), so that longer lists are padded
 * here, to the same bytes.
 */
const LONGEST_DRAWN = 100;

const PER_CHUNK = 500;

/** What stands where a terminal shows nothing to look at. */
const NOTHING: Shown = { text: '-', tone: 'dim' };

/**
 * A borderless table for a terminal: headers in capitals, text made safe, columns cut to fit the width. What has no
 * room even so is left out, and so is a column in which nothing stands, where that is its way. Headers are repeated
 * nowhere, lines bear no spaces at their end.
 */
export async function* terminalTable(
  columns: readonly TableColumn[],
  rows: readonly Row[],
  options: TableOptions,
): AsyncGenerator<string> {
  const head: Row = columns.map((column) => ({ text: column.header.toUpperCase(), tone: 'strong' }));
  const body = rows.map((row) => row.map(safeCell));
  const lines = options.noHeaders ? body : [head, ...body];
  const measure = await measureFor(textsOf(lines));
  const natural = columns.map(({ shrink, least, drop }, index): FittedColumn => {
    const width = lines.reduce((widest, row) => Math.max(widest, measure.width(row[index]?.text ?? '')), 1);
    return { width, shrink: shrink ?? 'last', least, drop };
  });
  const kept = keptColumns(columns, natural, body, options);
  const widths = fitColumns(pick(natural, kept), options.width, GAP);
  const cutRow = (row: Row): Row =>
    pick(row, kept).map((cell, at) => withText(cell, measure.cut(cell.text, widths[at] ?? 1)));

  const drawn =
    lines.length <= LONGEST_DRAWN && lines.every((row) => row.every((cell) => isPrintableAscii(cell.text)));
  const draw = drawn
    ? await loadDrawing(pick(columns, kept), widths, options.style)
    : padding(pick(columns, kept), widths, measure, options.style);
  for (const chunk of chunks(lines, drawn ? LONGEST_DRAWN : PER_CHUNK)) yield draw(chunk.map(cutRow));
}

/** The places of the columns that are shown. */
function keptColumns(
  columns: readonly TableColumn[],
  natural: readonly FittedColumn[],
  body: readonly Row[],
  { width, whole, leftOut }: TableOptions,
): readonly number[] {
  const all = columns.map((_, index) => index);
  if (whole) return all;
  const telling = all.filter(
    (index) => !columns[index]?.hideEmpty || body.some((row) => row[index] !== NOTHING),
  );
  const kept = pick(telling, columnsWithRoom(pick(natural, telling), width, GAP));
  const missing = telling.filter((index) => !kept.includes(index));
  if (missing.length > 0) leftOut?.(pick(columns, missing).map(({ header }) => header.toUpperCase()));
  return kept;
}

function pick<T>(items: readonly T[], places: readonly number[]): T[] {
  return places.flatMap((place) => items.slice(place, place + 1));
}

/**
 * The same rows for a pipe: separated by tabs, never cut, never coloured. Text is made safe here too, so that a tab or
 * newline in a name cannot make a column or a row.
 */
export function* tabSeparated(
  columns: readonly TableColumn[],
  rows: Iterable<Row>,
  options: { readonly noHeaders: boolean },
): Generator<string> {
  if (!options.noHeaders) yield `${columns.map((column) => column.header.toUpperCase()).join('\t')}\n`;
  for (const chunk of chunks(rows, PER_CHUNK)) {
    yield chunk.map((row) => `${row.map((cell) => visible(cell.text)).join('\t')}\n`).join('');
  }
}

/** A cell as a terminal shows it; where there is nothing to say, a dash keeps the eye in its column. */
export function safeCell(cell: Shown): Shown {
  return cell.text === '' ? NOTHING : withText(cell, visible(cell.text));
}

function withText(cell: Shown, text: string): Shown {
  return text === cell.text ? cell : { ...cell, text };
}

function* textsOf(rows: readonly Row[]): Generator<string> {
  for (const row of rows) for (const cell of row) yield cell.text;
}

type Draw = (rows: readonly Row[]) => string;

function padding(
  columns: readonly TableColumn[],
  widths: readonly number[],
  measure: TextMeasure,
  style: Style,
): Draw {
  const gap = ' '.repeat(GAP);
  const padded = (cell: Shown, index: number): string => {
    const spaces = ' '.repeat(Math.max(0, (widths[index] ?? 0) - measure.width(cell.text)));
    const text = painted(cell, style);
    return columns[index]?.align === 'right' ? spaces + text : text + spaces;
  };
  return (rows) => rows.map((row) => `${row.map(padded).join(gap).trimEnd()}\n`).join('');
}

const NO_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
};

async function loadDrawing(
  columns: readonly TableColumn[],
  widths: readonly number[],
  style: Style,
): Promise<Draw> {
  const { default: Table } = await import('cli-table3');
  return (rows) => {
    const table = new Table({
      chars: NO_BORDER,
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
      colWidths: [...widths],
      colAligns: columns.map((column) => column.align ?? 'left'),
    });
    table.push(...rows.map((row) => row.map((cell) => painted(cell, style))));
    return table
      .toString()
      .split('\n')
      .map((line) => `${line.trimEnd()}\n`)
      .join('');
  };
}

function painted(cell: Shown, style: Style): string {
  return cell.tone === undefined ? cell.text : style.paint(cell.tone, cell.text);
}
