import { Readable, Writable } from 'node:stream';
import type { Dependencies } from '../../src/cli/dependencies.ts';
import { describeCommand } from '../../src/cli/describe.ts';
import { describeAll } from '../../src/cli/manifest.ts';
import { oclifConfig } from '../../src/cli/oclif-config.ts';
import { readTextFile } from '../../src/cli/read-text-file.ts';
import { type Commands, run } from '../../src/cli/run.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { type Contexts, contextsIn } from '../../src/config/contexts.ts';
import { runOfficial } from '../../src/dropin/run.ts';
import { HsError } from '../../src/errors.ts';
import type { FileFacts } from '../../src/files/file-system.ts';
import { type KeptFiles, keptFilesIn } from '../../src/files/kept-files.ts';
import { connectHeadscale, type NamedServer } from '../../src/headscale/connect.ts';
import type { HeadscaleApi } from '../../src/headscale/port.ts';
import { SshTunnels } from '../../src/headscale/ssh/tunnels.ts';
import type { RecordedCall } from '../../src/sandbox/core.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import type { Clipboard } from '../../src/terminal/clipboard.ts';
import type { Pager } from '../../src/terminal/pager.ts';
import type { InputStream, OutputStream } from '../../src/terminal/streams.ts';
import { type Edit, scriptedEditor } from './scripted-editor.ts';
import { type Answer, scriptedPrompter } from './scripted-prompter.ts';

/** The version that commands under test say they are. */
export const TEST_VERSION = '9.8.7';

/** What one command line meets. Without a wish: no server, an empty environment, pipes on all three streams. */
export interface RunOptions {
  /** Sets HS_ADDRESS and HS_API_KEY to this server's. */
  readonly sandbox?: RunningSandbox;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Whether all three streams are terminals, how wide they are (80 where not said) and how high. */
  readonly tty?: boolean | { readonly columns: number; readonly rows?: number };
  /** What is answered to questions, in their order. */
  readonly answers?: readonly Answer[];
  /** What happens before each answer. */
  readonly whenAsked?: () => Promise<void>;
  /** Milliseconds since 1970; the real clock where not given. */
  readonly now?: number;
  /** What happens while a command waits; one that waits without this fails. */
  readonly whileWaiting?: (ms: number) => Promise<void>;
  /** What is copied goes here; without it there is no clipboard. */
  readonly clipboard?: string[];
  /** What a person does in the editor, one after the other: the text that is there to the text that is saved. */
  readonly edits?: readonly Edit[];
  /** The system that ssh would be started on; the one of the tests where not given. */
  readonly platform?: NodeJS.Platform;
  /** What is shown a screen at a time goes here; without it there is no pager. */
  readonly paged?: string[];
  /** Files that can be read, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Reads files of this machine instead of those. */
  readonly realFiles?: boolean;
  /** Certificates of this machine's own store, in PEM. */
  readonly ca?: string | undefined;
  /** Servers and keys that are remembered; none without a wish, and no folder to keep any in. */
  readonly contexts?: Contexts;
  /** What hs remembers between commands, and what it can make again; no folder to keep any in without a wish. */
  readonly state?: KeptFiles;
  readonly cache?: KeptFiles;
  /** What becomes of every connection: it may fail as a test wants. */
  readonly through?: (api: HeadscaleApi, server: NamedServer) => HeadscaleApi;
  /** What every write to stdout fails with. */
  readonly stdoutFails?: 'EPIPE' | 'ENOSPC';
  /** Ctrl-C once this text has been printed on stdout. */
  readonly interruptAfter?: string;
  /** Ctrl-C once this call has reached the server. */
  readonly interruptAt?: AbortSignal;
}

/** What came of it. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** stdout as the JSON document it must be. */
  json(): unknown;
  /** stderr as the one JSON object it must be. */
  errorJson(): unknown;
  /** The calls that reached the server meanwhile. */
  readonly calls: readonly RecordedCall[];
  /** Names of those calls that change something. */
  readonly changes: readonly string[];
  /** What was asked at the terminal. */
  readonly asked: readonly string[];
  /** Texts of the editor that were not discarded, by their files. */
  readonly drafts: ReadonlyMap<string, string>;
}

/** Runs one command line in process, from the words typed to the exit code. Fails where an answer is left over. */
export async function runHs(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return await runInProcess((deps) => run(argv, COMMANDS_UNDER_TEST, deps), options);
}

/** The same for a line that is read as the official client reads it: `hs headscale …`. */
export async function runHeadscale(words: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return await runInProcess((deps) => runOfficial(words, deps, { platform: 'linux', arch: 'x64' }), options);
}

async function runInProcess(
  program: (deps: Dependencies) => Promise<number>,
  options: RunOptions,
): Promise<Outcome> {
  const { sandbox, answers = [], files = {}, tty = false } = options;
  const interrupted = new AbortController();
  options.interruptAt?.addEventListener('abort', () => interrupted.abort(), { once: true });
  const terminal = {
    isTTY: tty !== false,
    columns: tty === false ? undefined : tty === true ? 80 : tty.columns,
    rows: typeof tty === 'boolean' ? undefined : tty.rows,
  };
  const stdout = new Screen(terminal, options.stdoutFails, (text) => {
    if (options.interruptAfter !== undefined && text.includes(options.interruptAfter)) interrupted.abort();
  });
  const stderr = new Screen(terminal);
  const prompter = scriptedPrompter(answers, options.whenAsked);
  const editor = scriptedEditor(options.edits ?? []);
  const env = { ...serverOf(sandbox), ...options.env };
  const tunnels = new SshTunnels({
    env: { PATH: process.env['PATH'], ...env },
    platform: options.platform ?? process.platform,
    mayAsk: () => false,
  });
  const deps: Dependencies = {
    streams: { stdin: input(options.stdin ?? '', terminal.isTTY), stdout, stderr },
    env,
    now: () => options.now ?? Date.now(),
    sleep: options.whileWaiting ?? (() => Promise.reject(new Error('a wait that no test is prepared for'))),
    prompter,
    clipboard: clipboardInto(options.clipboard),
    editor: editor.editor,
    pager: pagerInto(options.paged),
    readTextFile: options.realFiles ? readTextFile : (path) => fileText(files, path),
    contexts: options.contexts ?? noContexts(),
    state: options.state ?? NOTHING_KEPT,
    cache: options.cache ?? NOTHING_KEPT,
    connect: async (server) => {
      const trust = { ...(options.ca === undefined ? {} : { ca: options.ca }), ...server.trust };
      const api = await connectHeadscale({ ...server, trust }, tunnels);
      return options.through?.(api, server) ?? api;
    },
    tunnels,
    signal: interrupted.signal,
  };
  const before = sandbox?.calls.length ?? 0;
  const code = await program(deps);
  tunnels.closeAll();
  prompter.assertDone();
  editor.assertDone();
  const calls = sandbox?.calls.slice(before) ?? [];
  return {
    code,
    out: stdout.text,
    err: stderr.text,
    json: () => JSON.parse(stdout.text),
    errorJson: () => JSON.parse(stderr.text),
    calls,
    changes: calls.map(({ rpc }) => rpc).filter((rpc) => !/^(List|Get|Health|CheckPolicy)/.test(rpc)),
    asked: prompter.asked,
    drafts: editor.drafts,
  };
}

/** Every command there is, built with these dependencies and described by its own class. */
const COMMANDS_UNDER_TEST: Commands = {
  version: TEST_VERSION,
  ids: Object.keys(COMMANDS),
  async load(id, argv, deps) {
    const command = await COMMANDS[id]?.();
    if (!command) throw new Error(`no command ${id}`);
    return new command([...argv], oclifConfig('/'), deps);
  },
  describe: () => describeAll(COMMANDS),
  async describeOne(id) {
    const command = await COMMANDS[id]?.();
    return command && describeCommand(id, command);
  },
};

const FACTS: FileFacts = { platform: 'linux', pid: 1, isAlive: () => false, now: Date.now };

const NOTHING_KEPT = keptFilesIn(undefined, FACTS);

/** What remembers nothing. */
export function noContexts(): Contexts {
  return contextsIn({
    folder: undefined,
    facts: FACTS,
    env: {},
    keyringProcess: ['/nonexistent'],
    notice: () => {},
    signal: new AbortController().signal,
  });
}

function clipboardInto(copied: string[] | undefined): Clipboard {
  const none = () => Promise.reject(new HsError('usage', 'There is no clipboard here'));
  return copied === undefined
    ? { require: none, copy: none }
    : { require: async () => {}, copy: async (text) => void copied.push(text) };
}

function pagerInto(paged: string[] | undefined): Pager {
  return {
    isShowing: false,
    async show(text) {
      paged?.push(text);
      return paged ? 'shown' : 'not here';
    },
  };
}

function serverOf(sandbox: RunningSandbox | undefined): Record<string, string> {
  return sandbox === undefined ? {} : { HS_ADDRESS: sandbox.address, HS_API_KEY: sandbox.apiKey };
}

function fileText(files: Readonly<Record<string, string>>, path: string): string {
  const text = files[path];
  if (text === undefined) throw new HsError('usage', `${path} cannot be read: there is no such file`);
  return text;
}

function input(text: string, isTTY: boolean): InputStream {
  return Object.assign(Readable.from(text === '' ? [] : [text]), { isTTY });
}

/** A stream that keeps what is written to it. */
class Screen extends Writable implements OutputStream {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  text = '';
  readonly #failure: string | undefined;
  readonly #seen: (text: string) => void;

  constructor(
    facts: { isTTY: boolean; columns: number | undefined; rows: number | undefined },
    failure?: string,
    seen: (text: string) => void = () => {},
  ) {
    super({ decodeStrings: false });
    this.isTTY = facts.isTTY;
    this.columns = facts.columns;
    this.rows = facts.rows;
    this.#failure = failure;
    this.#seen = seen;
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    if (this.#failure) {
      done(Object.assign(new Error(`write ${this.#failure}`), { code: this.#failure }));
      return;
    }
    this.text += chunk.toString();
    done();
    this.#seen(this.text);
  }
}
