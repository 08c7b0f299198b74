import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';

const execute = promisify(execFile);

/** Runs a program and puts its exit code into a file: tmux 3.3 does not always get to know it. Ctrl-C is for the program. */
const KEEP_EXIT_CODE = 'trap : INT; "$@"; printf %s "$?" > "$0"';

/** How often the screen is looked at, in milliseconds: a condition is waited for, however long it takes. */
const LOOK = { interval: 50, timeout: 20_000 };

/** One program on a terminal of its own. */
export interface Screen {
  /** What is on the screen and above it, without trailing spaces; with `colours` as escape sequences. */
  text(options?: { readonly colours?: boolean }): Promise<string>;
  /** Waits until a text is on the screen. */
  shows(text: string): Promise<void>;
  /** Types: names of keys of tmux (`Enter`, `Down`, `C-c`), each a key; anything else as it stands. */
  type(...keys: readonly string[]): Promise<void>;
  /** Waits for the end of the program and answers its exit code, and the screen. */
  ended(): Promise<{ code: number; text: string }>;
  /** The title of the window, which a program can change with an escape sequence. */
  title(): Promise<string>;
}

/** Terminals, made by a tmux of their own. */
export interface Terminals {
  /** Runs a program with exactly these variables. */
  open(
    argv: readonly string[],
    options: {
      readonly env: Readonly<Record<string, string>>;
      readonly columns: number;
      readonly rows?: number;
    },
  ): Promise<Screen>;
  end(): Promise<void>;
}

/** Starts nothing yet; the first program brings its tmux along. */
export async function makeTerminals(): Promise<Terminals> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hs-terminal-'));
  const config = path.join(folder, 'tmux.conf');
  // A pane whose program has ended stays, with its screen.
  await writeFile(
    config,
    'set -g remain-on-exit on\nset -g remain-on-exit-format ""\nset -g history-limit 5000\n',
  );
  let opened = 0;
  const tmux = async (...argv: readonly string[]): Promise<string> => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, LC_ALL: 'C.UTF-8', TERM: 'xterm-256color' };
    const socket = path.join(folder, 'socket');
    return (await execute('tmux', ['-u', '-S', socket, '-f', config, ...argv], { env })).stdout;
  };
  return {
    async open(argv, { env, columns, rows = 24 }) {
      opened += 1;
      const session = `s${opened}`;
      const exitCode = path.join(folder, `${session}-exit-code`);
      const variables = Object.entries({ TERM: 'screen-256color', ...env }).map(
        ([name, value]) => `${name}=${value}`,
      );
      await tmux(
        ...['new-session', '-d', '-s', session, '-x', String(columns), '-y', String(rows)],
        ...['--', 'env', '-i', ...variables, 'sh', '-c', KEEP_EXIT_CODE, exitCode, ...argv],
      );
      return screenOf(session, exitCode, tmux);
    },
    async end() {
      if (opened > 0) await tmux('kill-server');
      await rm(folder, { recursive: true, maxRetries: 5 });
    },
  };
}

function screenOf(
  session: string,
  exitCode: string,
  tmux: (...argv: readonly string[]) => Promise<string>,
): Screen {
  const ask = async (format: string) => (await tmux('display-message', '-p', '-t', session, format)).trim();
  const text: Screen['text'] = async ({ colours = false } = {}) => {
    const screen = await tmux('capture-pane', '-p', '-S', '-', ...(colours ? ['-e'] : []), '-t', session);
    return screen.replace(/[ \t]+$/gm, '').trimEnd();
  };
  return {
    text,
    shows: (wanted) => expect.poll(() => text(), LOOK).toContain(wanted),
    type: async (...keys) => void (await tmux('send-keys', '-t', session, ...keys)),
    async ended() {
      await expect.poll(() => ask('#{pane_dead}'), LOOK).toBe('1');
      return { code: Number(await readFile(exitCode, 'utf8')), text: await text() };
    },
    title: () => ask('#{pane_title}'),
  };
}
