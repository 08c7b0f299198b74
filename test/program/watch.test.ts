import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

const hs = useProgram({ seed: 'demo' });
let terminals: Terminals;
beforeAll(async () => {
  terminals = await makeTerminals();
});
afterAll(() => terminals.end());

const onTerminal = testWith('tmux', 'env');

describe('in a pipe', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('a watch ends with 0 at %s', async (signal) => {
    const { child, ended, said } = hs.start(['users', 'list', '--watch']);
    await said('carol@example.com');
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, signal: null, err: '' });
  });

  test('a change is told while it goes on', async () => {
    const { child, ended, said } = hs.start(['users', 'list', '--watch=1s']);
    await said('carol@example.com');
    await hs.sandbox.core.call('CreateUser', { name: 'frank' }, { trusted: true });
    expect(await said('"added"')).toContain('"name":"frank"');
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 0 });
  });
});

describe('on a terminal', () => {
  onTerminal('a list is drawn over, and Ctrl-C brings back what was there before', async () => {
    const line = 'trap : INT; echo before; hs users list --watch=1s; echo "ended with $?"';
    const screen = await terminals.open(['sh', '-c', line], { env: hs.env(), columns: 80, rows: 12 });
    await screen.shows('Ctrl-C ends');
    expect(await screen.text()).not.toContain('before');
    await hs.sandbox.core.call('CreateUser', { name: 'grace' }, { trusted: true });
    await screen.shows('grace');
    expect((await screen.text()).match(/Ctrl-C ends/g)).toHaveLength(1);
    await screen.type('C-c');
    expect(await screen.ended()).toEqual({ code: 0, text: 'before\nended with 0' });
  });

  for (const columns of [40, 80, 200]) {
    onTerminal(`of ${columns} columns every node keeps its line, and the rest is counted`, async () => {
      const screen = await terminals.open(['hs', 'nodes', 'list', '--watch'], {
        env: hs.env(),
        columns,
        rows: 7,
      });
      await screen.shows('… 6 more');
      const lines = (await screen.text()).split('\n');
      expect(lines).toHaveLength(7);
      expect(lines[0]).toMatch(/^9 nodes at \d\d:\d\d:\d\d, every 5s/);
      expect(lines[3]).toMatch(/^1 +router-ber/);
      await screen.type('C-c');
      expect(await screen.ended()).toMatchObject({ code: 0 });
    });
  }
});
