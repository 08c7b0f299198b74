import type { HeadscaleServer } from '../headscale/connect.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { connectionFlags } from './flags/connection.ts';
import { globalFlags } from './flags/global.ts';
import { HsCommand } from './hs-command.ts';
import { readServer } from './server-target.ts';

/** The base of every command that talks to a server. */
export abstract class ServerCommand extends HsCommand {
  static override baseFlags = { ...globalFlags, ...connectionFlags };

  #target: HeadscaleServer | undefined;
  #api: HeadscaleApi | undefined;

  /** The server the flags and variables name. Throws `usage` or `credentials`; nothing is sent. */
  protected server(flags: Readonly<Record<string, unknown>>): HeadscaleServer {
    this.#target ??= readServer(flags, this.deps, (notice) => this.out.note(notice));
    return this.#target;
  }

  /** The port to that server; the same one each time. */
  protected async connect(flags: Readonly<Record<string, unknown>>): Promise<HeadscaleApi> {
    this.#api ??= await this.deps.connect({ ...this.server(flags), signal: this.deps.signal });
    return this.#api;
  }

  /** Says on stderr what was done, and where: people have more than one server. */
  protected report(done: string): void {
    const where = this.#target === undefined ? '' : ` on ${this.#target.address.text}`;
    this.out.note(`${done}${where}`);
  }

  override get secrets(): readonly string[] {
    return this.#target?.apiKey === undefined ? [] : [this.#target.apiKey];
  }

  protected override async end(): Promise<void> {
    this.#api?.close();
  }
}
