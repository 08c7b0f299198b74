import type { Dependencies } from '../cli/dependencies.ts';
import { readOnlyApi } from '../cli/read-only.ts';
import { rememberedChanges } from '../cli/remembered-changes.ts';
import { readServer, type ServerTarget } from '../cli/server-target.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { visible } from '../output/safe-text.ts';
import { colourLevel, loadStyle } from '../output/style.ts';
import { readLine } from '../terminal/read-line.ts';
import { readText } from '../terminal/stdin.ts';
import { writeAll } from '../terminal/streams.ts';
import type { Call } from './call.ts';
import { COMPLETION_END, completionText } from './complete.ts';
import { during } from './errors/context-error.ts';
import { inGoWords } from './errors/file-error.ts';
import { OfficialError } from './errors/official-error.ts';
import { CONNECTING } from './errors/official-text.ts';
import type { GoMachine } from './go-machine.ts';
import type { OfficialFlag } from './grammar/flag.ts';
import { CONFIG, FORCE } from './grammar/global-flags.ts';
import type { ParsedLine } from './grammar/parse-line.ts';
import { helpOf } from './help.ts';
import type { Data } from './output/data.ts';
import type { OfficialFormat } from './output/format.ts';
import { officialTable, type TableColumn } from './output/table.ts';
import { type JsonOf, writtenData } from './output/write-data.ts';

/** Where the official client looks for a server where nothing names one. */
const USUAL_SOCKET = '/var/run/headscale/headscale.sock';

const NAME_A_SERVER =
  'Name one: HS_ADDRESS and HS_API_KEY (or HEADSCALE_CLI_ADDRESS and HEADSCALE_CLI_API_KEY), or once `hs login URL`.';

/** Files that are standard input. By their names they cannot be opened where it is a socket. */
const STDIN: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0']);

/** What counts for a yes, in any case. */
const YES: ReadonlySet<string> = new Set(['y', 'yes', 'sure']);

/** Runs the commands of one line against the operations and the port that the native commands use. */
export class OfficialCall implements Call {
  readonly args: readonly string[];
  readonly machine: GoMachine;
  readonly #line: ParsedLine;
  readonly #format: OfficialFormat;
  readonly #deps: Dependencies;
  readonly #notes: string[] = [];
  #target: Promise<ServerTarget> | undefined;
  #api: Promise<HeadscaleApi> | undefined;
  #apiKey: string | undefined;
  /** Nothing named a server. */
  #isUsualServer = false;

  constructor(line: ParsedLine, format: OfficialFormat, deps: Dependencies, machine: GoMachine) {
    this.machine = machine;
    this.args = line.args;
    this.#line = line;
    this.#format = format;
    this.#deps = deps;
  }

  /** Secrets that no message may repeat, beside those of the environment. */
  get secrets(): readonly string[] {
    return this.#apiKey === undefined ? [] : [this.#apiKey];
  }

  /** What to do where the server is not reached; undefined where the error itself says it best. */
  get advice(): string | undefined {
    return this.#isUsualServer ? NAME_A_SERVER : undefined;
  }

  now(): number {
    return this.#deps.now();
  }

  value<T>(flag: OfficialFlag<T>): T {
    return flag.parse(this.#line.texts.get(flag.name) ?? []);
  }

  connect(): Promise<HeadscaleApi> {
    this.#api ??= during(CONNECTING, async () => {
      const target = await this.#server();
      const api = await this.#deps.connect({ ...target, signal: this.#deps.signal });
      const allowed = target.readOnly ? readOnlyApi(api, target.context ?? '') : api;
      return rememberedChanges(allowed, target, this.#deps, {
        note: undefined,
        say: (text) => this.note(text),
      });
    });
    return this.#api;
  }

  async server(): Promise<{ readonly address: string; readonly apiKey: string | undefined }> {
    const { address, apiKey } = await during(CONNECTING, () => this.#server());
    return { address: address.text, apiKey };
  }

  async readFile(path: string): Promise<string> {
    const { streams, signal, readTextFile } = this.#deps;
    if (STDIN.has(path)) return await readText(streams.stdin, { signal });
    try {
      return readTextFile(path);
    } catch (error) {
      throw inGoWords(error, path);
    }
  }

  async confirm(question: string, warning?: string): Promise<boolean> {
    if (this.value(FORCE)) {
      if (warning !== undefined) this.note(warning);
      return true;
    }
    if (warning !== undefined) this.#say(warning);
    const { stdin, stderr } = this.#deps.streams;
    stderr.write(`${question} [y/n] `);
    const line = await readLine(stdin, this.#deps.signal);
    if (line === undefined) {
      throw new OfficialError('the input ended at the question, so nothing was done: --force answers yes');
    }
    const [word = ''] = line.trim().split(/\s+/);
    return YES.has(word.toLowerCase());
  }

  async refuseWhereSevere(native: string): Promise<void> {
    const { settings, context } = await this.#server();
    if (settings.confirm.value !== 'severe' || this.#deps.streams.stdin.isTTY) return;
    throw new HsError(
      'nobody_to_ask',
      `The context ${context ?? ''} wants this named, and --force does not`,
      {
        hint: `${native} does it.`,
      },
    );
  }

  async answer(sentence: string, data: Data): Promise<void> {
    await this.#write(this.#format === 'human' ? `${sentence}\n` : this.#written(data));
  }

  async done(data: Data): Promise<void> {
    if (this.#format !== 'human') await this.#write(this.#written(data));
  }

  async list<T>(columns: readonly TableColumn<T>[], items: readonly T[], data: Data): Promise<void> {
    if (this.#format !== 'human') return await this.#write(this.#written(data));
    const { streams, env } = this.#deps;
    const style = await loadStyle(colourLevel({ flag: 'auto', env, isTTY: streams.stdout.isTTY }));
    await this.#write(await officialTable(columns, items, style));
  }

  async secret(secret: string, data: Data, expireCommand: string): Promise<void> {
    const lost = (cause?: unknown) =>
      new HsError('failed', 'the new key was made, but it could not be written, and it is shown only once', {
        hint: `Expire it and make another: ${expireCommand}`,
        cause,
      });
    const written = this.#format === 'human' ? `${secret}\n` : this.#written(data);
    try {
      if ((await writeAll(this.#deps.streams.stdout, [written])) === 'closed') throw lost();
    } catch (cause) {
      throw lost(cause);
    }
  }

  async text(text: string): Promise<void> {
    await this.#write(text);
  }

  note(text: string): void {
    if (this.#format === 'human') this.#say(text);
    else this.#notes.push(text);
  }

  async help(words: readonly string[]): Promise<void> {
    const { text, known } = helpOf(this.#line.path[0], words);
    if (known) await this.#write(text);
    else this.#deps.streams.stderr.write(text);
  }

  async complete(words: readonly string[]): Promise<void> {
    await this.#write(completionText(this.#line.path[0], words));
    this.#deps.streams.stderr.write(COMPLETION_END);
  }

  /** Says what was left for the end: with a machine format an error is the one thing on stderr. */
  flushNotes(): void {
    for (const note of this.#notes.splice(0)) this.#say(note);
  }

  /** Lets go of the connection. */
  async close(): Promise<void> {
    (await this.#api?.catch(() => undefined))?.close();
  }

  #server(): Promise<ServerTarget> {
    this.#target ??= this.#readServer();
    return this.#target;
  }

  async #readServer(): Promise<ServerTarget> {
    const config = this.value(CONFIG);
    const flags = config === '' ? {} : { 'headscale-config': config };
    const note = (text: string) => this.note(text);
    const target = await readServer(flags, this.#deps, note, { usualSocket: USUAL_SOCKET });
    this.#apiKey = target.apiKey;
    this.#isUsualServer = target.settings.address.origin.kind === 'default';
    return target;
  }

  #written(data: Data): string {
    if (this.#format === 'human') throw new Error('people are told a sentence or a table');
    const jsonOf: JsonOf = this.#deps.env['HS_HEADSCALE_JSON'] === '0.30' ? '0.30' : '0.29';
    return writtenData(data, this.#format, jsonOf);
  }

  async #write(text: string): Promise<void> {
    await writeAll(this.#deps.streams.stdout, [text]);
  }

  #say(text: string): void {
    this.#deps.streams.stderr.write(`${visible(text)}\n`);
  }
}
