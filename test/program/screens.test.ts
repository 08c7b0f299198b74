import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

const hs = useProgram({ seed: 'demo' });
const test = testWith('tmux', 'env');
let terminals: Terminals;

/** Names as people and devices have them, and as an attacker would. */
const NAMES = [
  '日本語のサーバー機',
  'café-de-l’été-e\u0301toile',
  'שרת-מרכזי-בירושלים',
  'خادم-الملفات',
  'กระต่ายน้อย',
  'eve\u001b]0;taken\u0007\u001b[2J\u001b[31mred',
  'two\r\nlines\tand a tab',
  '\u202egnp.exe\u2066hidden\u200b',
];

const LISTS: readonly [line: string, rows: number, head: RegExp, state?: RegExp][] = [
  ['nodes list', 9, / STATE( |$)/, /online|offline|expired|never/],
  ['users list', 3, /^ID +NAME/],
  ['routes list', 5, / STATE( |$)/, /serving|pending|approved/],
  ['preauthkeys list', 5, / STATE( |$)/, /unused|used up|expired|in use/],
  ['apikeys list', 2, /^ID +PREFIX/],
];

beforeAll(async () => {
  terminals = await makeTerminals();
  const { store } = hs.sandbox;
  for (const [index, name] of NAMES.entries()) {
    store.nodes.update(index + 1, { givenName: name, hostname: name });
  }
  store.users.update(1, { displayName: NAMES[0] ?? '', name: 'alice' });
  store.users.update(2, { displayName: NAMES[5] ?? '' });
  store.users.update(3, { displayName: NAMES[2] ?? '' });
});
afterAll(() => terminals.end());

async function shown(line: string, columns: number, env: Record<string, string> = {}) {
  const screen = await terminals.open(['hs', ...line.split(' ')], { env: hs.env(env), columns, rows: 50 });
  const { code, text } = await screen.ended();
  expect({ code, title: (await screen.title()).includes('taken') }, line).toEqual({ code: 0, title: false });
  // Nothing of what a name would do to a terminal has happened, or is left to happen.
  expect(text, line).not.toMatch(/[\u202e\u2066\u200b]/);
  return text.split('\n');
}

describe.each([40, 80, 200])('on %d columns', (columns) => {
  for (const [line, count, head, state] of LISTS) {
    test(`hs ${line} keeps a line for each, and its columns straight`, async () => {
      const [header = '', ...rows] = await shown(`${line} --quiet`, columns);
      expect(header).toMatch(head);
      expect(rows, rows.join('\n')).toHaveLength(count);
      for (const row of rows) expect(stringWidth(row), row).toBeLessThanOrEqual(columns);
      if (!state) return;
      const place = stringWidth(header.slice(0, header.indexOf('STATE')));
      for (const row of rows) {
        const at = row.search(state);
        expect([at > 0, stringWidth(row.slice(0, at))], row).toEqual([true, place]);
      }
    });
  }

  test('hs status breaks its lines between words', async () => {
    const lines = await shown('status', columns);
    for (const line of lines.filter((one) => !one.startsWith('    hs '))) {
      expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
    }
  });

  test('the details of a node with a hostile name show what it is made of', async () => {
    const text = (await shown('nodes show id:6', columns)).join('');
    expect(text).toContain('eve\\x1b]0;taken\\x07');
  });

  test('what is read aloud is one field a line, and is drawn once', async () => {
    const lines = await shown('nodes list --quiet', columns, { HS_ACCESSIBLE: '1' });
    expect(lines.filter((line) => /^ID: +\d+$/.test(line))).toHaveLength(9);
    expect(lines.filter((line) => line.startsWith('State:'))).toHaveLength(9);
  });
});
