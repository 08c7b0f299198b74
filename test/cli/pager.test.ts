import { describe, expect, test } from 'vitest';
import { useTailnet } from '../support/tailnet.ts';

const net = useTailnet({ seed: 'demo' });
const tty = { columns: 80, rows: 10 };

/** Runs a line on a terminal of ten rows; answers what went to the pager and what did not. */
async function paged(line: string, options = {}) {
  const pages: string[] = [];
  const { code, out } = await net.hs(line, { tty, paged: pages, ...options });
  expect(code).toBe(0);
  return { pages, out };
}

describe('a text longer than the screen', () => {
  test.each(['--help', 'help output', 'nodes list --help', 'nodes'])(
    'hs %s goes to the pager',
    async (line) => {
      const { pages, out } = await paged(line);
      expect({ pages: pages.length, out }).toEqual({ pages: 1, out: '' });
      expect((await net.hs(line, { tty })).out).toBe(pages[0]);
    },
  );

  test.each(['help output --no-pager', 'nodes list --help --no-pager'])('hs %s does not', async (line) => {
    const { pages, out } = await paged(line);
    expect(pages).toEqual([]);
    expect(out.split('\n').length).toBeGreaterThan(10);
  });

  test('nor in a pipe', async () => {
    expect((await paged('help output', { tty: false })).pages).toEqual([]);
  });

  test('a policy goes there too, byte for byte', async () => {
    const text = `{\n${'  // a line\n'.repeat(20)}"acls": []}`;
    await net.hs('policy set p.hujson --yes', { files: { 'p.hujson': text } });
    expect(await paged('policy get')).toEqual({ pages: [text], out: '' });
    expect(await paged('policy get --no-pager')).toEqual({ pages: [], out: text });
    expect(await paged('policy get', { tty: false })).toEqual({ pages: [], out: text });
  });

  test('lists do not: they are narrowed down', async () => {
    expect((await paged('nodes list', { tty: { columns: 80, rows: 5 } })).pages).toEqual([]);
  });
});

test('a text that fits is printed', async () => {
  expect((await paged('help exit-codes', { tty: { columns: 80, rows: 40 } })).pages).toEqual([]);
});
