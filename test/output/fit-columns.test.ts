import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsWithRoom, type FittedColumn, fitColumns } from '../../src/output/fit-columns.ts';

const column = (width: number, shrink: FittedColumn['shrink'] = 'last'): FittedColumn => ({ width, shrink });

describe('fitting columns into a terminal', () => {
  test.each<[string, FittedColumn[], number, number[]]>([
    ['enough room', [column(10), column(20)], 80, [10, 20]],
    ['just enough', [column(10), column(20)], 32, [10, 20]],
    ['the widest goes first', [column(10), column(30)], 32, [10, 20]],
    ['then both', [column(20), column(30)], 22, [10, 10]],
    ['what one step takes too much goes back', [column(30), column(30)], 33, [16, 15]],
    ['an id is never cut', [column(30, 'never'), column(30)], 42, [30, 10]],
    ['some go before others', [column(30), column(30, 'first')], 50, [30, 18]],
    ['the others only when those are spent', [column(30), column(30, 'first')], 30, [22, 6]],
    ['nothing gets under six', [column(10, 'never'), column(40), column(3)], 5, [10, 6, 3]],
    ['no columns', [], 80, []],
    ['each down to its own least', [{ ...column(20), least: 15 }, column(20)], 28, [15, 11]],
    [
      'and no further before the others have none left',
      [{ ...column(20), least: 15 }, column(20)],
      23,
      [15, 6],
    ],
    ['then that too', [{ ...column(20), least: 15 }, column(20)], 20, [12, 6]],
  ])('%s', (_what, columns, available, widths) => {
    expect(fitColumns(columns, available, 2)).toEqual(widths);
  });

  const columns = fc.array(
    fc.record({
      width: fc.integer({ min: 1, max: 90 }),
      shrink: fc.constantFrom<FittedColumn['shrink']>('never', 'first', 'last'),
    }),
    { minLength: 1, maxLength: 12 },
  );

  test('nothing grows, and no room is wasted where something was cut', () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 10, max: 300 }), (wished, available) => {
        const widths = fitColumns(wished, available, 2);
        const total = widths.reduce((sum, width) => sum + width, 0) + 2 * (wished.length - 1);
        wished.forEach(({ width, shrink }, index) => {
          const fitted = widths[index] ?? 0;
          expect(fitted).toBeLessThanOrEqual(width);
          expect(fitted).toBeGreaterThanOrEqual(shrink === 'never' ? width : Math.min(width, 6));
        });
        const cut = wished.some(({ width }, index) => width !== widths[index]);
        if (cut) expect(total).toBeGreaterThanOrEqual(available);
        const least = wished.every(
          ({ width, shrink }, index) => widths[index] === (shrink === 'never' ? width : Math.min(width, 6)),
        );
        if (!least) expect(total).toBeLessThanOrEqual(available);
      }),
    );
  });
});

describe('columns with room', () => {
  const dropped = (width: number, drop: number, least?: number): FittedColumn => ({
    ...column(width),
    drop,
    least,
  });

  test.each<[string, FittedColumn[], number, number[]]>([
    ['all of them', [column(10), dropped(10, 1)], 22, [0, 1]],
    ['all of them, cut to what they need', [column(30), dropped(30, 1)], 14, [0, 1]],
    ['the first to go goes', [column(10), dropped(10, 2, 10), dropped(10, 1, 10)], 29, [0, 1]],
    ['then the next', [column(10), dropped(10, 2, 10), dropped(10, 1, 10)], 17, [0]],
    [
      'what never goes stays, room or not',
      [column(10, 'never'), dropped(10, 1), column(10, 'never')],
      5,
      [0, 2],
    ],
    ['what is never cut needs all of its width', [{ ...column(20, 'never'), drop: 1 }, column(10)], 20, [1]],
  ])('%s', (_what, columns, available, places) => {
    expect(columnsWithRoom(columns, available, 2)).toEqual(places);
  });
});
