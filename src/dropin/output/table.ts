import { visible } from '../../output/safe-text.ts';
import type { Style, Tone } from '../../output/style.ts';
import { measureFor } from '../../output/text-width.ts';

/** One cell: its lines, and what colour they have on a terminal. */
export interface Cell {
  readonly lines: readonly string[];
  readonly tone?: Tone | undefined;
}

/** A column of a table. */
export interface TableColumn<T> {
  readonly header: string;
  /** What stands in it: a text, or a cell of several lines or with a colour. */
  cell(item: T): string | Cell;
}

const SEPARATOR = ' | ';

/**
 * A table as the official client draws it: ` | ` between the columns, every cell filled up to the width of its column,
 * an empty line at the end. Text is made safe: what a server says cannot draw on a terminal or make a line of its own.
 */
export async function officialTable<T>(
  columns: readonly TableColumn<T>[],
  items: readonly T[],
  style: Style,
): Promise<string> {
  const head = columns.map(({ header }): Cell => ({ lines: [header], tone: 'accent' }));
  const rows = [head, ...items.map((item) => columns.map(({ cell }) => safe(cell(item))))];
  const measure = await measureFor(rows.flatMap((row) => row.flatMap(({ lines }) => lines)));
  const widths = columns.map((_, index) =>
    rows.reduce(
      (widest, row) =>
        (row[index]?.lines ?? []).reduce((most, line) => Math.max(most, measure.width(line)), widest),
      0,
    ),
  );
  const separator = style.paint('dim', SEPARATOR);
  const drawn = rows.flatMap((row) => {
    const height = Math.max(1, ...row.map(({ lines }) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      row
        .map(({ lines, tone }, index) => {
          const text = lines[line] ?? '';
          const filler = ' '.repeat((widths[index] ?? 0) - measure.width(text));
          return `${tone === undefined ? text : style.paint(tone, text)}${filler}`;
        })
        .join(separator),
    );
  });
  return `${drawn.join('\n')}\n\n`;
}

function safe(cell: string | Cell): Cell {
  const { lines, tone } = typeof cell === 'string' ? { lines: [cell], tone: undefined } : cell;
  return { lines: lines.map(visible), tone };
}
