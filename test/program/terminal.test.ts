import { afterAll, beforeAll, describe, expect } from 'vitest';
import { testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';
import { makeTerminals, type Terminals } from '../support/terminal.ts';

const hs = useProgram({ seed: 'demo' });
let terminals: Terminals;
beforeAll(async () => {
  terminals = await makeTerminals();
});
afterAll(() => terminals.end());

const test = testWith('tmux', 'env');
const open = (
  line: string,
  { columns = 100, env = {} }: { columns?: number; env?: Record<string, string> } = {},
) => terminals.open(['hs', ...line.split(' ')], { env: hs.env(env), columns });

describe('a table', () => {
  for (const columns of [60, 100]) {
    test(`keeps each row on one line of ${columns} columns`, async () => {
      const { code, text } = await (await open('nodes list --quiet', { columns })).ended();
      const lines = text.split('\n');
      expect({ code, lines: lines.length }).toEqual({
        code: 0,
        lines: hs.sandbox.store.nodes.all().length + 1,
      });
      expect(lines[0]).toMatch(/^ID +NAME .* STATE/);
      expect(
        lines.every((line) => line.length <= columns),
        text,
      ).toBe(true);
    });
  }

  test('in a pipe keeps every word, though stderr is a terminal', async () => {
    const { text } = await (
      await terminals.open(['sh', '-c', 'hs nodes list -o wide | cat'], { env: hs.env(), columns: 200 })
    ).ended();
    expect(text).toContain('100.64.0.1, fd7a:115c:a1e0::1');
    expect(text).not.toContain('…');
  });
});

describe('colours', () => {
  const cases: readonly [how: string, line: string, env: Record<string, string>, coloured: boolean][] = [
    ['on a terminal', 'users list', {}, true],
    ['with NO_COLOR', 'users list', { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR', 'users list', { NO_COLOR: '' }, true],
    ['with TERM=dumb', 'users list', { TERM: 'dumb' }, false],
    ['with TERM=dumb and FORCE_COLOR', 'users list', { TERM: 'dumb', FORCE_COLOR: '1' }, true],
    ['with FORCE_COLOR=0', 'users list', { FORCE_COLOR: '0' }, false],
    ['with --color never', 'users list --color never', {}, false],
    ['with --color always and NO_COLOR', 'users list --color always', { NO_COLOR: '1' }, true],
    ['of an error', 'users show nobody', {}, true],
    ['of an error with --color never', 'users show nobody --color never', {}, false],
    ['never in JSON', 'users list -o json', {}, false],
  ];
  for (const [how, line, env, coloured] of cases) {
    test(`${how}: ${coloured ? 'some' : 'none'}`, async () => {
      const screen = await open(line, { env });
      await screen.ended();
      expect((await screen.text({ colours: true })).includes('\u001b')).toBe(coloured);
    });
  }

  test('in a pipe: none in a table, which is for programs there, and in an error where it is asked for', async () => {
    for (const env of [{}, { FORCE_COLOR: '1' }])
      expect((await hs.run('users list', { env })).out).not.toContain('\u001b');
    expect((await hs.run('users list --color always')).out).not.toContain('\u001b');
    expect((await hs.run('users show nobody')).err).not.toContain('\u001b');
    expect((await hs.run('users show nobody --color always')).err).toContain('\u001b');
    expect((await hs.run('users show nobody', { env: { FORCE_COLOR: '1' } })).err).toContain('\u001b');
  });
});

describe('a yes or no', () => {
  const exists = (id: number) => hs.sandbox.store.nodes.get(id) !== undefined;

  test('is no for a bare Enter', async () => {
    const screen = await open('nodes delete id:2');
    await screen.shows('(y/N)');
    await screen.type('Enter');
    const { code, text } = await screen.ended();
    expect({ code, last: text.split('\n').at(-1) }).toEqual({
      code: 1,
      last: 'Error: Aborted, nothing changed',
    });
    expect(exists(2)).toBe(true);
  });

  for (const [key, code] of [
    ['C-c', 130],
    ['C-d', 1],
  ] as const) {
    test(`is no for ${key}, and says that nothing changed`, async () => {
      const screen = await open('nodes delete id:2');
      await screen.shows('(y/N)');
      await screen.type(key);
      const ended = await screen.ended();
      expect(ended).toEqual({ code, text: expect.stringMatching(/\nError: .*, nothing changed$/) });
      expect(exists(2)).toBe(true);
    });
  }

  test('is yes for y', async () => {
    const screen = await open('nodes delete id:2');
    await screen.shows('(y/N)');
    await screen.type('y', 'Enter');
    expect(await screen.ended()).toEqual({
      code: 0,
      text: expect.stringMatching(/\nDeleted node bobs-macbook-pro/),
    });
    expect(exists(2)).toBe(false);
  });

  test('is asked on stderr: what stdout is for stays clean', async () => {
    const line = 'hs nodes delete id:4 -o name > deleted; echo "exit $?"; cat deleted';
    const screen = await terminals.open(['sh', '-c', `cd "$HOME"; ${line}`], { env: hs.env(), columns: 100 });
    await screen.shows('(y/N)');
    await screen.type('y', 'Enter');
    const { text } = await screen.ended();
    expect(text.split('\n').slice(-2)).toEqual(['exit 0', '4']);
  });
});

describe('a name to be typed', () => {
  test('refuses anything else', async () => {
    await hs.sandbox.core.call('CreateUser', { name: 'nobody-else' }, { trusted: true });
    const screen = await open('users delete nobody-else');
    await screen.shows('Type nobody-else to go on');
    await screen.type('y', 'Enter');
    expect(await screen.ended()).toEqual({
      code: 1,
      text: expect.stringMatching(/\nError: Aborted, nothing changed$/),
    });
  });

  test('goes on with exactly that', async () => {
    const screen = await open('users delete nobody-else');
    await screen.shows('Type nobody-else to go on');
    await screen.type('nobody-else', 'Enter');
    expect(await screen.ended()).toEqual({
      code: 0,
      text: expect.stringMatching(/\nDeleted user nobody-else/),
    });
  });
});

describe('the user of a new pre-auth key, where there are several', () => {
  const newest = () => hs.sandbox.store.preAuthKeys.all().at(-1);

  test('is picked from a list with the arrow keys', async () => {
    const screen = await open('preauthkeys create');
    await screen.shows('Which user?');
    await screen.type('Down', 'Enter');
    const { code, text } = await screen.ended();
    expect(code).toBe(0);
    expect(newest()).toMatchObject({ userId: 2 });
    expect(text.split('\n').at(-1)).toBe(newest()?.secret);
  });

  test('is picked by number where the screen is read aloud', async () => {
    const screen = await open('preauthkeys create', { env: { HS_ACCESSIBLE: '1' } });
    await screen.shows('Which user? [1-3]');
    await screen.type('3', 'Enter');
    expect(await screen.ended()).toMatchObject({ code: 0 });
    expect(newest()).toMatchObject({ userId: 3 });
  });

  test('is asked line by line on a terminal that cannot redraw, and Ctrl-C ends it', async () => {
    const before = newest();
    const screen = await open('preauthkeys create', { env: { TERM: 'dumb' } });
    await screen.shows('Which user? [1-3]');
    await screen.type('C-c');
    expect(await screen.ended()).toEqual({
      code: 130,
      text: expect.stringMatching(/Error: .*, nothing changed$/),
    });
    expect(newest()).toEqual(before);
  });

  test('is left alone by Ctrl-C', async () => {
    const before = newest();
    const screen = await open('preauthkeys create');
    await screen.shows('Which user?');
    await screen.type('C-c');
    expect(await screen.ended()).toEqual({
      code: 130,
      text: expect.stringMatching(/Error: .*, nothing changed$/),
    });
    expect(newest()).toEqual(before);
  });

  for (const [why, line, env] of [
    ['under CI', 'preauthkeys create', { CI: 'true' }],
    ['with --no-input', 'preauthkeys create --no-input', {}],
  ] as const) {
    test(`is not asked ${why}`, async () => {
      expect(await (await open(line, { env })).ended()).toEqual({
        code: 2,
        text: expect.stringMatching(
          /--user must say which\n--user is one of: alice, bob, carol@example\.com$/,
        ),
      });
    });
  }
});

describe('text from a server', () => {
  const NASTY = 'eve\u001b]0;taken over\u0007\u001b[2J\u001b[31m red\r\nID 1 \u202eniam';

  test('is shown and not obeyed', async () => {
    const user = await hs.sandbox.core.call(
      'CreateUser',
      { name: 'eve', displayName: NASTY },
      { trusted: true },
    );
    const key = hs.sandbox.devices.knock({ hostname: NASTY });
    await hs.sandbox.core.call('RegisterNode', { user: 'eve', key }, { trusted: true });
    const node = hs.sandbox.store.nodes.all().at(-1);
    const { id } = user['user'] as { id: string };

    const { out } = await hs.run(`users show id:${id}`);
    expect(out).toContain('eve\\x1b]0;taken over\\x07\\x1b[2J\\x1b[31m red\\r\\nID 1 \\u202eniam');
    for (const line of [
      'users list',
      `users show id:${id}`,
      'nodes list -o wide',
      `nodes show id:${node?.id}`,
    ]) {
      // Wide enough that no cell is cut: what is looked for is whether it is all there and does nothing.
      const screen = await open(line, { columns: 400 });
      const title = await screen.title();
      const { code, text } = await screen.ended();
      expect({ code, title: await screen.title() }, line).toEqual({ code: 0, title });
      expect(text, line).toContain('eve\\x1b]0;taken');
    }
  });
});
