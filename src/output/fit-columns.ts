/** One column to be fitted: its natural width, and how far it may be cut. */
export interface FittedColumn {
  readonly width: number;
  readonly shrink: 'never' | 'first' | 'last';
}

/** Narrower than this a column tells nothing. */
const NARROWEST = 6;

/**
 * The widths with which a row fits into `available` columns, `gap` of them between each two. First those that may go
 * first are cut, then the others, always the widest before the narrower. What may never be cut keeps its width, and
 * none gets under six columns: a terminal too narrow even for that wraps the lines.
 */
export function fitColumns(columns: readonly FittedColumn[], available: number, gap: number): number[] {
  let widths = columns.map((column) => column.width);
  for (const round of ['first', 'last'] as const) {
    const excess = sum(widths) + gap * (columns.length - 1) - available;
    if (excess <= 0) break;
    widths = cutWidest(
      widths,
      columns.map((column) => column.shrink === round),
      excess,
    );
  }
  return widths;
}

/** Takes `excess` columns away from the widest of those that may be cut, down to a common level. */
function cutWidest(widths: readonly number[], may: readonly boolean[], excess: number): number[] {
  const room = (level: number): number =>
    sum(widths.map((width, index) => (may[index] ? Math.max(0, width - level) : 0)));
  let level = Math.max(NARROWEST, ...widths);
  while (level > NARROWEST && room(level) < excess) level--;
  let spare = Math.max(0, room(level) - excess);
  return widths.map((width, index) => {
    if (!may[index] || width <= level) return width;
    // What the last step took too much goes back to the first columns, one each.
    const back = spare > 0 ? 1 : 0;
    spare -= back;
    return level + back;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
