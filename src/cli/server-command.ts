import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { canAsk } from '../terminal/prompter.ts';
import { connectionFlags } from './flags/connection.ts';
import { globalFlags } from './flags/global.ts';
import { HsCommand } from './hs-command.ts';
import { readOnlyApi } from './read-only.ts';
import { readServer, readSettings, type ServerTarget } from './server-target.ts';
import type { WishedUser } from './user-choice.ts';

/** The base of every command that talks to a server. */
export abstract class ServerCommand extends HsCommand {
  static override baseFlags = { ...globalFlags, ...connectionFlags };

  #target: ServerTarget | undefined;
  #api: HeadscaleApi | undefined;
  /** A connection was let go of. */
  #again = false;

  /** The server that is talked to; known once it is connected to. */
  protected get server(): ServerTarget {
    if (!this.#target) throw new Error('no server has been connected to yet');
    return this.#target;
  }

  /**
   * The port to the server that flags, variables and contexts name; the same one each time.
   * @throws HsError `usage`, `not_found` or `credentials`; nothing is sent
   */
  protected async connect(flags: Readonly<Record<string, unknown>>): Promise<HeadscaleApi> {
    if (this.#api) return this.#api;
    const target = this.#target ?? (await this.choose(flags));
    const opened = await this.#open(target);
    const api = this.deps.env['HS_DEBUG'] === '1' ? await this.#told(opened) : opened;
    this.#api = target.readOnly ? readOnlyApi(api, target.context ?? '') : api;
    return this.#api;
  }

  /** Lets go of the connection: the next `connect` makes another, and asks nobody on the way. */
  protected disconnect(): void {
    this.#api?.close();
    this.#api = undefined;
    this.#again = true;
  }

  async #open(target: ServerTarget): Promise<HeadscaleApi> {
    const wish = { ...target, signal: this.callSignal };
    if (this.#again) return await this.deps.connect({ ...wish, noInput: true });
    return this.deps.opened?.api ?? (await this.deps.connect(wish));
  }

  async #told(api: HeadscaleApi): Promise<HeadscaleApi> {
    const { toldCalls } = await import('./told-calls.ts');
    return toldCalls(api, { now: this.deps.now, say: (text) => this.out.note(text) });
  }

  /** What cuts short the calls that are under way: Ctrl-C. */
  protected get callSignal(): AbortSignal {
    return this.deps.signal;
  }

  /** The server alone, without a connection; `keyless` goes on where a key is missing. Throws as `connect` does. */
  protected async choose(
    flags: Readonly<Record<string, unknown>>,
    options: { readonly keyless?: boolean } = {},
  ): Promise<ServerTarget> {
    const { opened } = this.deps;
    for (const notice of opened?.notices ?? []) this.out.note(notice);
    this.#target ??=
      opened?.target ?? (await readServer(flags, this.deps, (text) => this.out.note(text), options));
    return this.#target;
  }

  /** The format that the context wants. What is wrong with the choice of a server is told when it is connected to. */
  protected override async usualFormat(
    flags: Readonly<Record<string, unknown>>,
  ): Promise<string | undefined> {
    const { opened } = this.deps;
    try {
      return (opened?.target.settings ?? (await readSettings(flags, this.deps, () => {}))).format.value;
    } catch (error) {
      if (error instanceof HsError) return undefined;
      throw error;
    }
  }

  /** The user a command line names, else the one that the context means. */
  protected userWish(named: string | undefined): WishedUser {
    const { defaultUser, context } = this.server;
    return {
      named,
      usual: defaultUser === undefined ? undefined : { name: defaultUser, context: context ?? '' },
    };
  }

  /** Says on stderr what was done, and where: people have more than one server. */
  protected report(done: string): void {
    const where = this.#target === undefined ? '' : ` on ${this.#target.address.text}`;
    this.out.note(`${done}${where}`);
  }

  override get secrets(): readonly string[] {
    return this.#target?.apiKey === undefined ? [] : [this.#target.apiKey];
  }

  /** At a terminal, that the key in use is near its end: once a day, without asking the server. */
  override async afterwards(): Promise<void> {
    const { stdout, stderr } = this.deps.streams;
    const { machine, quiet } = this.out.how;
    const somebodyReads = canAsk({ stdin: stdout, stderr, env: this.deps.env, noInput: false });
    if (!this.#target || !somebodyReads || machine || quiet) return;
    const { keyEndLine } = await import('./key-end-line.ts');
    const line = await keyEndLine(this.#target, this.deps);
    if (line !== undefined) this.out.note(line);
  }

  protected override async end(): Promise<void> {
    this.#api?.close();
  }
}
