import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

/** The file that `hs` runs; it needs a build. */
const PROGRAM = path.join(import.meta.dirname, '..', '..', 'bin', 'hs.js');

/** What a started program meets. */
interface ProgramOptions {
  /** Beside PATH, HOME and the server of the sandbox; undefined takes one of those away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A text, then the end. Without one it is a pipe that nobody writes to and nobody ends. */
  readonly stdin?: string;
  /** An open file for stdout instead of a pipe. */
  readonly stdout?: number;
}

/** How a program ended. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A program that was started. */
interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What stands on stdout, once the text is there or on stderr; fails where the program ends without having said it. */
  said(text: string): Promise<string>;
}

/** The built program, each time in a process of its own, with an empty home and nothing else in its environment. */
export interface Program {
  readonly sandbox: RunningSandbox;
  /** An empty folder, gone after the tests. It is the home of the program too. */
  readonly folder: string;
  /** Everything that a started program finds in its environment. */
  env(more?: ProgramOptions['env']): Record<string, string>;
  /** Starts `hs` with these words. */
  start(argv: readonly string[], options?: ProgramOptions): Started;
  /** Runs `hs` with these words to its end; a text is split at its spaces. */
  run(line: string | readonly string[], options?: ProgramOptions): Promise<Ended>;
  /** Runs another program, for which `hs` is on the PATH. */
  runOther(file: string, argv: readonly string[], options?: ProgramOptions): Promise<Ended>;
}

/** Starts one server for a file of tests (0.29 and empty where nothing else is said), and ends what is left after it. */
export function useProgram(options: Partial<SandboxOptions> = {}): Program {
  const children = new Set<ChildProcess>();
  let running: { sandbox: RunningSandbox; folder: string } | undefined;
  const now = () => {
    if (!running) throw new Error('the program runs only inside a test');
    return running;
  };

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hs-program-'));
    await mkdir(path.join(folder, 'bin'));
    await symlink(PROGRAM, path.join(folder, 'bin', 'hs'));
    running = { folder, sandbox: await startSandbox({ release: '0.29', ...options }) };
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await running?.sandbox.stop();
    if (running) await rm(running.folder, { recursive: true, maxRetries: 5 });
  });

  const env = (more: ProgramOptions['env'] = {}) => {
    const { folder, sandbox } = now();
    const all = {
      PATH: [path.join(folder, 'bin'), path.dirname(process.execPath), '/usr/bin', '/bin'].join(
        path.delimiter,
      ),
      HOME: folder,
      HS_ADDRESS: sandbox.address,
      HS_API_KEY: sandbox.apiKey,
      ...more,
    };
    return Object.fromEntries(Object.entries(all).filter((entry) => entry[1] !== undefined)) as Record<
      string,
      string
    >;
  };
  const launch = (file: string, argv: readonly string[], how: ProgramOptions = {}): Started => {
    const child = spawn(file, argv, {
      env: env(how.env),
      cwd: now().folder,
      stdio: ['pipe', how.stdout ?? 'pipe', 'pipe'],
    });
    children.add(child);
    child.once('close', () => children.delete(child));
    // A program that ends without reading breaks this pipe, and that is its right.
    child.stdin?.on('error', () => {});
    if (how.stdin !== undefined) child.stdin?.end(how.stdin);
    return follow(child);
  };
  const start: Program['start'] = (argv, how) => launch(process.execPath, [PROGRAM, ...argv], how);

  return {
    get sandbox() {
      return now().sandbox;
    },
    get folder() {
      return now().folder;
    },
    env,
    start,
    run: (line, how) => start(typeof line === 'string' ? line.split(' ') : line, how).ended,
    runOther: (file, argv, how) => launch(file, argv, how).ended,
  };
}

function follow(child: ChildProcess): Started {
  let out = '';
  let err = '';
  let over = false;
  const waiting = new Set<() => void>();
  const look = () => {
    for (const check of waiting) check();
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    look();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    look();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = true;
      look();
      resolve({ code, signal, out, err });
    });
  });
  return {
    child,
    ended,
    said: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = out.includes(text) || err.includes(text);
          if (!found && !over) return;
          waiting.delete(check);
          if (found) resolve(out);
          else reject(new Error(`it ended without saying ${JSON.stringify(text)}: ${out}${err}`));
        };
        waiting.add(check);
        check();
      }),
  };
}
