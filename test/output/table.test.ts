import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { loadStyle, PLAIN } from '../../src/output/style.ts';
import { type TableColumn, type TableOptions, tabSeparated, terminalTable } from '../../src/output/table.ts';
import type { Shown } from '../../src/output/view.ts';
import { textOf } from './text-of.ts';

const columns: TableColumn[] = [
  { header: 'ID', shrink: 'never' },
  { header: 'Name' },
  { header: 'Routes', align: 'right' },
];

const rows = (...texts: string[][]): Shown[][] => texts.map((row) => row.map((text) => ({ text })));

const table = (body: Shown[][], asked: Partial<TableOptions> = {}): Promise<string> =>
  textOf(terminalTable(columns, body, { style: PLAIN, noHeaders: false, width: 80, ...asked }));

describe('a table on a terminal', () => {
  test('has headers in capitals and no borders', async () => {
    expect(await table(rows(['1', 'alice', '3'], ['10', 'bob', '12']))).toBe(
      ['ID  NAME   ROUTES', '1   alice       3', '10  bob        12', ''].join('\n'),
    );
  });

  test('without headers', async () => {
    expect(await table(rows(['1', 'alice', '3']), { noHeaders: true })).toBe('1  alice  3\n');
  });

  test('a dash stands for nothing', async () => {
    expect(await table(rows(['1', '', '3']), { noHeaders: true })).toBe('1  -  3\n');
  });

  test('cuts the widest column to fit, never the id', async () => {
    const text = await table(rows(['123456789012', 'a-very-long-name-of-a-device', '3']), { width: 30 });
    expect(text).toBe(['ID            NAME      ROUTES', '123456789012  a-very-…       3', ''].join('\n'));
  });

  test('leaves out what has no room, and says so', async () => {
    const narrow: TableColumn[] = [
      { header: 'ID', shrink: 'never' },
      { header: 'Name', least: 8 },
      { header: 'Note', drop: 1, least: 8 },
    ];
    const body = rows(['1', 'a-long-name', 'a-long-note']);
    const left: string[] = [];
    const drawn = (width: number, whole = false) =>
      textOf(
        terminalTable(narrow, body, {
          style: PLAIN,
          noHeaders: true,
          width,
          whole,
          leftOut: (headers) => left.push(...headers),
        }),
      );
    expect(await drawn(22)).toBe('1  a-long-n…  a-long-…\n');
    expect(left).toEqual([]);
    expect(await drawn(20)).toBe('1  a-long-name\n');
    expect(left).toEqual(['NOTE']);
    expect(await drawn(20, true)).toBe('1  a-long-…  a-long…\n');
  });

  test('leaves out a column without anything in it, where that is its way', async () => {
    const quiet: TableColumn[] = [{ header: 'ID' }, { header: 'Tags', hideEmpty: true }, { header: 'Name' }];
    const drawn = (...body: string[][]) =>
      textOf(terminalTable(quiet, rows(...body), { style: PLAIN, noHeaders: false, width: 80 }));
    expect(await drawn(['1', '', ''], ['2', '', 'b'])).toBe('ID  NAME\n1   -\n2   b\n');
    expect(await drawn(['1', 'x', ''], ['2', '', 'b'])).toBe('ID  TAGS  NAME\n1   x     -\n2   -     b\n');
  });

  test('what a name hides cannot make a line or a colour', async () => {
    const text = await table(rows(['1', 'a\nb\u001b[31m', '\u202e3']), { noHeaders: true });
    expect(text).toBe('1  a\\nb\\x1b[31m  \\u202e3\n');
  });

  test('wide characters keep the columns in line', async () => {
    const text = await table(rows(['1', '王小明', '3'], ['2', '👩‍💻', '4'], ['3', 'Jörg', '5']));
    expect(text).toBe(
      ['ID  NAME    ROUTES', '1   王小明       3', '2   👩‍💻           4', '3   Jörg         5', ''].join(
        '\n',
      ),
    );
    expect(
      new Set(
        text
          .trimEnd()
          .split('\n')
          .map((line) => stringWidth(line)),
      ),
    ).toEqual(new Set([18]));
  });

  test('wide characters are cut whole', async () => {
    const text = await table(rows(['1', '王小明王小明', '3']), { width: 17, noHeaders: true });
    expect(text).toBe('1  王小明王小…  3\n');
  });

  test('colour takes no room', async () => {
    const style = await loadStyle(1);
    const text = await table([[{ text: '1' }, { text: 'up', tone: 'good' }, { text: '3' }]], { style });
    expect(text).toBe(
      [
        '\u001b[1mID\u001b[22m  \u001b[1mNAME\u001b[22m  \u001b[1mROUTES\u001b[22m',
        '1   \u001b[32mup\u001b[39m         3',
        '',
      ].join('\n'),
    );
  });
});

describe('short and long lists look the same', () => {
  const body = Array.from({ length: 400 }, (_, index): Shown[] => [
    { text: `${index}` },
    index % 7 === 0 ? { text: '' } : { text: `node ${'x'.repeat(index % 31)} `, tone: 'good' },
    { text: `${index * 7}`, ...(index % 2 ? { tone: 'bad' as const } : {}) },
  ]);

  test.each([0, 1] as const)('at colour level %i', async (level) => {
    const style = await loadStyle(level);
    const long = await table(body, { style, width: 36, noHeaders: true });
    // The widest of each column is in every part, so that all parts get the same widths.
    const [widest = []] = body.filter((row) => row[1]?.text.length === 36);
    const last = body.slice(-1);
    const parts = [0, 50, 100, 150, 200, 250, 300, 350].map((from) =>
      table([...body.slice(from, from + 50), widest, ...last], { style, width: 36, noHeaders: true }),
    );
    const short = (await Promise.all(parts)).flatMap((text) => text.split('\n').slice(0, 50));
    expect(long.split('\n').slice(0, -1)).toEqual(short);
  });

  test('a hundred thousand rows leave in pieces', async () => {
    let pieces = 0;
    let lines = 0;
    const many = Array.from({ length: 100_000 }, (_, index) => rows([`${index}`, 'alice', '1'])[0] ?? []);
    for await (const piece of terminalTable(columns, many, { style: PLAIN, noHeaders: true, width: 80 })) {
      pieces++;
      lines += piece.split('\n').length - 1;
    }
    expect(lines).toBe(100_000);
    expect(pieces).toBeGreaterThan(100);
  });
});

describe('a table in a pipe', () => {
  test('is separated by tabs, uncut, with a header', () => {
    const name = 'a-very-long-name'.repeat(20);
    expect([...tabSeparated(columns, rows(['1', name, '']), { noHeaders: false })].join('')).toBe(
      `ID\tNAME\tROUTES\n1\t${name}\t\n`,
    );
  });

  test('a tab or newline in a value stays in its field', () => {
    expect([...tabSeparated(columns, rows(['1', 'a\tb\nc', '3']), { noHeaders: true })].join('')).toBe(
      '1\ta\\tb\\nc\t3\n',
    );
  });
});
