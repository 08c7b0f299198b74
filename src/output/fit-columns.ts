/** One column to be fitted: its natural width, and how far it may be cut. */
export interface FittedColumn {
  readonly width: number;
  readonly shrink: 'never' | 'first' | 'last';
  /** Narrower than this it tells nothing; 6 where not said. */
  readonly least?: number | undefined;
  /** What goes as a whole where there is no room for all, 1 before 2; never where not said. */
  readonly drop?: number | undefined;
}

/** Narrower than this a column tells nothing. */
const NARROWEST = 6;

/**
 * The places of those columns that have room together, each at the least it needs: the others go as a whole, in their
 * order, rather than that all are cut until none tells anything.
 */
export function columnsWithRoom(columns: readonly FittedColumn[], available: number, gap: number): number[] {
  let kept = columns.map((_, index) => index);
  const need = () => sum(kept.map((index) => leastOf(columns[index]))) + gap * (kept.length - 1);
  const leaving = kept
    .filter((index) => columns[index]?.drop !== undefined)
    .sort((a, b) => (columns[a]?.drop ?? 0) - (columns[b]?.drop ?? 0));
  for (const index of leaving) {
    if (need() <= available) break;
    kept = kept.filter((other) => other !== index);
  }
  return kept;
}

function leastOf(column: FittedColumn | undefined): number {
  if (column === undefined) return 0;
  const { width, shrink, least = NARROWEST } = column;
  return shrink === 'never' ? width : Math.min(width, least);
}

/**
 * The widths with which a row fits into `available` columns, `gap` of them between each two. First those that may go
 * first are cut, then the others, always the widest before the narrower. What may never be cut keeps its width, and
 * none gets under six columns: a terminal too narrow even for that wraps the lines.
 */
export function fitColumns(columns: readonly FittedColumn[], available: number, gap: number): number[] {
  let widths = columns.map((column) => column.width);
  const rounds = [
    { may: 'first', least: true },
    { may: 'last', least: true },
    { may: 'last', least: false },
  ] as const;
  for (const round of rounds) {
    const excess = sum(widths) + gap * (columns.length - 1) - available;
    if (excess <= 0) break;
    widths = cutWidest(
      widths,
      columns.map(({ shrink, least = NARROWEST }) => {
        if (shrink === 'never' || (shrink !== round.may && round.least)) return Number.POSITIVE_INFINITY;
        return round.least ? least : NARROWEST;
      }),
      excess,
    );
  }
  return widths;
}

/** Takes `excess` columns away from the widest, down to a common level; none gets narrower than its own least. */
function cutWidest(widths: readonly number[], least: readonly number[], excess: number): number[] {
  const floor = (index: number, level: number) => Math.max(level, least[index] ?? 0);
  const room = (level: number): number =>
    sum(widths.map((width, index) => Math.max(0, width - floor(index, level))));
  let level = Math.max(NARROWEST, ...widths);
  while (level > NARROWEST && room(level) < excess) level--;
  let spare = Math.max(0, room(level) - excess);
  return widths.map((width, index) => {
    const to = floor(index, level);
    if (width <= to) return width;
    // What the last step took too much goes back to the first columns, one each.
    const back = spare > 0 && to === level ? 1 : 0;
    spare -= back;
    return to + back;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
