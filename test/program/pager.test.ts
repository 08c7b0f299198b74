import { afterAll, beforeAll, describe, expect } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

const hs = useProgram({ seed: 'demo' });
const test = testWith('tmux', 'env', 'less');
let terminals: Terminals;
beforeAll(async () => {
  terminals = await makeTerminals();
});
afterAll(() => terminals.end());

const open = (line: string, env: Record<string, string> = {}) =>
  terminals.open(['sh', '-c', `trap : INT; ${line}; echo "ended with $?"`], {
    env: hs.env(env),
    columns: 80,
    rows: 12,
  });

describe('help that is longer than the screen', () => {
  test('is shown by less, for which Ctrl-C is, until q', async () => {
    const screen = await open('hs help output');
    await screen.shows('-o, --output FORMAT');
    expect(await screen.text()).not.toContain('stdout, everything else');
    await screen.type('C-c');
    // A terminal throws away what is typed while it passes Ctrl-C on.
    const atTheEnd = async () => {
      await screen.type('G');
      return await screen.text();
    };
    await expect.poll(atTheEnd, { timeout: 20_000 }).toContain('everything else to stderr');
    await screen.type('q');
    expect((await screen.ended()).text).toMatch(/ended with 0$/);
  });

  test('is shown by the pager that was asked for, without the key', async () => {
    const { text } = await (
      await open('hs help output', { HS_PAGER: 'sh -c "wc -l; env | grep -c ^HS_API_KEY"' })
    ).ended();
    expect(text).toMatch(/^\d+\n0\nended with 0$/);
  });

  test('is printed where the pager is not there', async () => {
    const { text } = await (await open('hs help output', { HS_PAGER: '/nonexistent/pager' })).ended();
    expect(text).toMatch(/^-o, --output FORMAT/);
    expect(text).toMatch(/ended with 0$/);
  });
});
