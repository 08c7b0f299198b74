import { describe, expect, test, vi } from 'vitest';
import { plainPrompter } from '../../src/terminal/plain-prompter.ts';
import { canAsk, nobodyToAsk, type Prompter } from '../../src/terminal/prompter.ts';
import { terminalPrompter } from '../../src/terminal/terminal-prompter.ts';
import { type FakeTerminal, fakeTerminal } from './fake-terminal.ts';

/** Stands for what makes text safe: what it has seen is in guillemets. */
const clean = (text: string): string => `«${text}»`;

const CHOICES = [
  { name: 'alice', value: { id: '1' } },
  { name: 'bob', value: { id: '2' } },
];

interface Kind {
  readonly make: (terminal: FakeTerminal, signal: AbortSignal) => Prompter;
  /** How the second choice is picked. */
  readonly second: string;
}

const kinds: Record<string, Kind> = {
  redrawing: {
    make: (terminal, signal) => terminalPrompter(terminal, { signal, clean, coloured: false }),
    second: '\u001b[B\r',
  },
  plain: { make: (terminal, signal) => plainPrompter(terminal, { signal, clean }), second: '2\r\n' },
};

function start(kind: string): { terminal: FakeTerminal; prompter: Prompter; abort: AbortController } {
  const terminal = fakeTerminal();
  const abort = new AbortController();
  const found = kinds[kind];
  if (!found) throw new Error(`no prompter of the kind ${kind}`);
  return { terminal, abort, prompter: found.make(terminal, abort.signal) };
}

describe.each(Object.keys(kinds))('the %s prompter', (kind) => {
  test.each([
    ['y\r\n', true],
    ['yes\r\n', true],
    ['n\r\n', false],
    ['\r\n', false],
  ])('takes %j for %s', async (keys, answer) => {
    const { terminal, prompter } = start(kind);
    terminal.typeAfter('Go on?', keys);
    expect(await prompter.confirm('Go on?')).toBe(answer);
    expect(terminal.screen()).toContain('y/N');
    expect(terminal.printed()).toBe('');
  });

  test.each([
    ['laptop\r\n', true],
    ['laptop2\r\n', false],
    ['LAPTOP\r\n', false],
    ['\r\n', false],
  ])('a name typed as %j: %s', async (keys, answer) => {
    const { terminal, prompter } = start(kind);
    terminal.typeAfter('Type laptop', keys);
    expect(await prompter.typed('Type laptop', 'laptop')).toBe(answer);
  });

  test('a name with a space at its end can be typed as it is', async () => {
    const { terminal, prompter } = start(kind);
    terminal.typeAfter('Type it', 'a \r\n');
    expect(await prompter.typed('Type it', 'a ')).toBe(true);
  });

  test('answers the value of the choice picked', async () => {
    const { terminal, prompter } = start(kind);
    terminal.typeAfter('bob', kinds[kind]?.second ?? '');
    expect(await prompter.select('Which user?', CHOICES)).toBe(CHOICES[1]?.value);
  });

  test('shows no text that was not made safe', async () => {
    const { terminal, prompter } = start(kind);
    terminal.typeAfter('bob', kinds[kind]?.second ?? '');
    await prompter.select('Which user?', CHOICES);
    for (const text of ['Which user?', 'alice', 'bob']) expect(terminal.screen()).toContain(`«${text}`);
  });

  test('an input that ends without an answer is no answer', async () => {
    const { terminal, prompter } = start(kind);
    terminal.endAfter('Go on?');
    await expect(prompter.confirm('Go on?')).rejects.toMatchObject({ code: 'aborted' });
  });

  test('an abort from outside is an interruption', async () => {
    const { terminal, prompter, abort } = start(kind);
    terminal.stderr.once('data', () => abort.abort());
    await expect(prompter.typed('Type laptop', 'laptop')).rejects.toMatchObject({ code: 'interrupted' });
  });
});

describe('keys that end a question of the redrawing prompter', () => {
  const questions: Record<string, (prompter: Prompter) => Promise<unknown>> = {
    confirm: (prompter) => prompter.confirm('Now?'),
    typed: (prompter) => prompter.typed('Now?', 'x'),
    select: (prompter) => prompter.select('Now?', CHOICES),
  };

  test.each(
    Object.keys(questions).flatMap((name) => [
      [name, 'Ctrl-C', '\u0003', 'interrupted'] as const,
      [name, 'Ctrl-D', '\u0004', 'aborted'] as const,
    ]),
  )('%s: %s', async (name, _key, keys, code) => {
    const { terminal, prompter } = start('redrawing');
    terminal.typeAfter('Now?', keys);
    await expect(questions[name]?.(prompter)).rejects.toMatchObject({ name: 'HsError', code });
  });
});

describe('the plain prompter', () => {
  test('asks again until the answer is one', async () => {
    const { terminal, prompter } = start('plain');
    terminal.typeAfter('[y/N]', 'maybe\n');
    terminal.typeAfter('Answer y or n.', 'y\n');
    expect(await prompter.confirm('Go on?')).toBe(true);
  });

  test.each(['0', '3', 'bob', '1.5', ''])('takes no %j for a number in the list', async (typed) => {
    const { terminal, prompter } = start('plain');
    terminal.typeAfter('[1-2]', `${typed}\n`);
    terminal.typeAfter('Answer with a number from 1 to 2.', '1\n');
    expect(await prompter.select('Which?', CHOICES)).toBe(CHOICES[0]?.value);
  });

  test('moves no cursor', async () => {
    const { terminal, prompter } = start('plain');
    terminal.typeAfter('[1-2]', '2\n');
    await prompter.select('Which?', CHOICES);
    expect(terminal.screen()).not.toContain('\u001b');
  });
});

test.each([
  [true, true],
  [false, false],
])('colour wanted: %s, there: %s', async (coloured, there) => {
  // The library asks the process as well, where tests have no terminal.
  vi.stubEnv('FORCE_COLOR', '1');
  vi.stubEnv('NO_COLOR', undefined);
  const terminal = fakeTerminal();
  const prompter = terminalPrompter(terminal, { signal: new AbortController().signal, clean, coloured });
  terminal.typeAfter('bob', '\r');
  await prompter.select('Which?', CHOICES);
  vi.unstubAllEnvs();
  expect(/\u001b\[\d+m/.test(terminal.screen())).toBe(there);
});

describe('whether there is somebody to ask', () => {
  const there = { stdin: { isTTY: true }, stderr: { isTTY: true }, env: {}, noInput: false };

  test.each([
    ['a terminal', there, true],
    ['stdin is a pipe', { ...there, stdin: { isTTY: false } }, false],
    ['stderr is a file', { ...there, stderr: { isTTY: false } }, false],
    ['--no-input', { ...there, noInput: true }, false],
    ['CI', { ...there, env: { CI: 'true' } }, false],
    ['any CI', { ...there, env: { CI: 'yes' } }, false],
    ['CI said to be none', { ...there, env: { CI: 'false' } }, true],
    ['an empty CI', { ...there, env: { CI: '' } }, true],
  ])('%s', (_what, surroundings, answer) => {
    expect(canAsk(surroundings)).toBe(answer);
  });

  test('where nobody is, every question fails at once', async () => {
    for (const asked of [
      nobodyToAsk.confirm('Go on?'),
      nobodyToAsk.typed('Go on?', 'x'),
      nobodyToAsk.select('Go on?', CHOICES),
    ]) {
      await expect(asked).rejects.toMatchObject({
        code: 'nobody_to_ask',
        message: 'There is nobody to ask: Go on?',
      });
    }
  });
});
