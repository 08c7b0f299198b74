import { expect, test } from 'vitest';
import { needsPager, pagerCommand, systemPager } from '../../src/terminal/pager.ts';
import { fakeTerminal } from './fake-terminal.ts';

const { stdout } = fakeTerminal();
const screen = Object.assign(stdout, { columns: 10, rows: 4 });
const inPipe = Object.assign(fakeTerminal().stdout, { isTTY: false });

test.each<[string, string, Record<string, string>, boolean]>([
  ['as many lines as fit above a prompt', 'a\nb\nc\n', {}, false],
  ['a line more', 'a\nb\nc\nd\n', {}, true],
  ['a line that wraps', `a\nb\n${'c'.repeat(11)}\n`, {}, true],
  ['a terminal that cannot go back', 'a\nb\nc\nd\n', { TERM: 'dumb' }, false],
  ['a screen that is read aloud', 'a\nb\nc\nd\n', { HS_ACCESSIBLE: '1' }, false],
])('%s', (_, text, env, paged) => {
  expect(needsPager(text, { stdout: screen, env })).toBe(paged);
  expect(needsPager(text, { stdout: inPipe, env })).toBe(false);
});

test.each<[Record<string, string>, NodeJS.Platform, readonly string[] | undefined]>([
  [{}, 'linux', ['less']],
  [{}, 'win32', undefined],
  [{ PAGER: 'more' }, 'win32', ['more']],
  [{ PAGER: 'more', HS_PAGER: 'less -S' }, 'linux', ['less', '-S']],
  [{ PAGER: 'more', HS_PAGER: '' }, 'linux', ['more']],
  [{ PAGER: 'more', HS_PAGER: 'cat' }, 'linux', undefined],
  [{ HS_PAGER: `"/opt/my less" -P 'a b'` }, 'linux', ['/opt/my less', '-P', 'a b']],
  [{ HS_PAGER: ' ' }, 'linux', undefined],
])('%j on %s is %j', (env, platform, command) => {
  expect(pagerCommand(env, platform)).toEqual(command);
});

test('a pager that is not there shows nothing', async () => {
  const pager = systemPager({ env: { HS_PAGER: '/nonexistent/pager' }, platform: 'linux' });
  expect(await pager.show('text')).toBe('not here');
  expect(pager.isShowing).toBe(false);
});

test('one that is closed early is no failure', async () => {
  const pager = systemPager({ env: { HS_PAGER: 'true', PATH: process.env['PATH'] }, platform: 'linux' });
  expect(await pager.show('text\n'.repeat(100_000))).toBe('shown');
});
