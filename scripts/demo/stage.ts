import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { readShellLine } from '../shell-words.ts';
import { PROGRAM, type RunningServer, startServer } from './server.ts';

/** One command line of the demo and what it printed, stdout and stderr in the order they came. */
export interface Step {
  readonly comment: string | undefined;
  readonly line: string;
  readonly output: string;
  readonly exit: number;
  readonly inReadme: boolean;
  readonly picture: string | undefined;
}

export interface StepOptions {
  /** Said above the command line. */
  readonly comment?: string;
  /** The exit code it has to end with; 0 where not given. */
  readonly exit?: number;
  /** Whether the README shows it too. */
  readonly inReadme?: boolean;
  /** The name of the picture in docs/pictures/ that it is in; steps of the same name stand in it one below the other. */
  readonly picture?: string;
  /** What it finds on standard input; nothing where not given. */
  readonly stdin?: string;
}

export interface StageOptions {
  /** Told of each step once it has ended as it should. */
  readonly onStep: (step: Step) => void;
  /** Columns of the terminal that tables are fitted to. */
  readonly columns: number;
  readonly coloured: boolean;
}

/** Where scenes are played: a sandbox, and the built program as a person would run it. */
export class Stage {
  readonly server: RunningServer;
  readonly #options: StageOptions;
  readonly #folder: string;
  /** What names the server, until somebody logs in. */
  #named: Readonly<Record<string, string>>;

  private constructor(server: RunningServer, options: StageOptions) {
    this.server = server;
    this.#options = options;
    this.#folder = mkdtempSync(path.join(tmpdir(), 'hs-demo-'));
    this.#named = { HS_ADDRESS: server.address, HS_API_KEY: server.apiKey };
    writeFileSync(this.#path('no-keyring.mjs'), NO_KEYRING);
  }

  /** Starts `hs sandbox` with these arguments, plays the scene, and stops the sandbox whatever happens. */
  static async with(
    args: readonly string[],
    options: StageOptions,
    scene: (stage: Stage) => Promise<void>,
  ): Promise<void> {
    const stage = new Stage(await startServer(args, environment()), options);
    try {
      await scene(stage);
    } finally {
      rmSync(stage.#folder, { recursive: true, force: true });
      await stage.server.stop();
    }
  }

  /** Logs in, as a step of its own: from here on nothing else names the server. */
  async login(options: Omit<StepOptions, 'stdin'>): Promise<void> {
    const { address, apiKey } = this.server;
    this.#named = {};
    await this.run(`hs login ${address} --api-key-stdin < key`, { ...options, stdin: apiKey });
  }

  /** Runs a command line. Throws where it does not end with the exit code that is expected. */
  async run(
    line: string,
    { comment, exit: expected = 0, inReadme = false, picture, stdin }: StepOptions = {},
  ): Promise<void> {
    const { words, env } = readShellLine(line);
    const { output, exit } = await this.#hs(words.slice(1), env, stdin);
    if (words[0] !== 'hs' || exit !== expected) {
      throw new Error(`${line}\n${output}ended with ${exit}, and ${expected} was expected`);
    }
    this.#options.onStep({ comment, line, output, exit, inReadme, picture });
  }

  async #hs(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    stdin: string | undefined,
  ): Promise<{ output: string; exit: number }> {
    const { columns, coloured } = this.#options;
    const file = this.#path('output');
    // Both streams go to one file, so that what they say stays in the order it was said.
    const sink = openSync(file, 'w');
    // There may be no terminal here; the program is told that stdout is one, so that it prints what people see.
    const facts = `{isTTY:true,columns:${columns},getWindowSize:()=>[${columns},24]}`;
    const asTerminal = `data:text/javascript,Object.assign(process.stdout,${facts})`;
    const child = spawn(process.execPath, ['--import', asTerminal, PROGRAM, ...args], {
      stdio: ['pipe', sink, sink],
      env: {
        ...environment(),
        ...this.#ownFiles(),
        ...this.#named,
        ...(coloured ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
        ...env,
      },
    });
    // A command that ends without reading breaks this pipe, and that is its right.
    child.stdin?.on('error', () => {}).end(stdin ?? '');
    try {
      const exit = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => resolve(code ?? 1));
      });
      return { output: readFileSync(file, 'utf8'), exit };
    } finally {
      closeSync(sink);
    }
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }

  /** What keeps contexts, history and keys of the demo away from those of whoever runs it. */
  #ownFiles(): Readonly<Record<string, string>> {
    return {
      HS_CONFIG_DIR: this.#path('config'),
      XDG_STATE_HOME: this.#path('state'),
      XDG_CACHE_HOME: this.#path('cache'),
      NODE_OPTIONS: `--import=${pathToFileURL(this.#path('no-keyring.mjs')).href}`,
    };
  }
}

/** The keyring is asked by a Node of its own, which reads its program from the command line: it ends at once. */
const NO_KEYRING = "if (process.execArgv.includes('--input-type=module')) process.exit();\n";

/** This process's environment without anything that names a server, a format or a colour. */
function environment(): NodeJS.ProcessEnv {
  const foreign = /^(HS_|HEADSCALE_|FORCE_COLOR$|NO_COLOR$|CLICOLOR)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
