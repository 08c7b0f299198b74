import type { Config } from '../config/config.ts';
import { formatRange } from '../domain/release.ts';
import type { NamedServer } from '../headscale/connect.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { keyEndPhrase, ownApiKey } from '../operations/own-api-key.ts';
import { HsCommand } from './hs-command.ts';
import { type LoginWish, loginServer } from './login-server.ts';
import { reach } from './reach.ts';
import type { ServerTarget } from './server-target.ts';

/** What a server showed that took a key. */
interface Verified {
  /** The transport to keep: `http` saves the next command from trying gRPC first. */
  readonly transport: 'http' | 'auto';
  /** `Headscale 0.29 over gRPC`. */
  readonly server: string;
  /** `; the key ends in 90 days`; empty where there is none. */
  readonly keyEnd: string;
}

/** The base of `hs login`: finds a server and tries a key on it; lets go of every connection, whatever happens. */
export abstract class LoginCommand extends HsCommand {
  readonly #opened: HeadscaleApi[] = [];
  #apiKey: string | undefined;

  /** Finds the server from what was typed; see {@link loginServer} and {@link reach}. No key is sent. */
  protected async reach(
    url: string | undefined,
    flags: LoginWish['flags'],
    config: Config,
  ): Promise<ServerTarget> {
    const say = (text: string) => this.out.note(text);
    const server = await loginServer({ url, flags }, config, this.deps, say);
    const { address, api } = await reach(server, this.deps, say);
    this.#opened.push(api);
    return { ...server, address };
  }

  /**
   * Tries the key with one call.
   * @throws HsError `credentials` where the server refuses it
   */
  protected async verify(server: NamedServer, apiKey: string | undefined): Promise<Verified> {
    this.#apiKey = apiKey;
    const api = await this.deps.connect({ ...server, apiKey, signal: this.deps.signal });
    this.#opened.push(api);
    const own = await ownApiKey(api, apiKey);
    const { range } = await api.release();
    const { transport } = api;
    return {
      transport: transport === 'HTTP' ? 'http' : 'auto',
      server: range ? `Headscale ${formatRange(range)} over ${transport}` : transport,
      keyEnd: keyEndPhrase(own, this.deps.now()),
    };
  }

  override get secrets(): readonly string[] {
    return this.#apiKey === undefined ? [] : [this.#apiKey];
  }

  protected override async end(): Promise<void> {
    for (const api of this.#opened) api.close();
  }
}
