import type { Config } from '../../config/config.ts';
import type { Context, Trust } from '../../config/context.ts';
import { formatRange } from '../../domain/release.ts';
import { HsError } from '../../errors.ts';
import type { NamedServer } from '../../headscale/connect.ts';
import { elsewhereOn } from '../../headscale/diagnose/elsewhere.ts';
import { shownCertificate } from '../../headscale/diagnose/shown-certificate.ts';
import type { HeadscaleApi } from '../../headscale/port.ts';
import { countTailnet, type TailnetCount } from '../../operations/count-tailnet.ts';
import { keyEnd, ownApiKey } from '../../operations/own-api-key.ts';
import { HsCommand } from '../hs-command.ts';
import type { ServerTarget } from '../server-target.ts';
import { shadowedBy } from '../shadowed.ts';
import { type Look, trustIn, trustOfMachine } from './doubt.ts';
import { judgedTrust } from './judge-certificate.ts';
import { keptKey, type LoginKey, type LoginKeyFlags, loginKey, loginKeyWish } from './login-key.ts';
import { filesToKeep, loginServer, trustToKeep } from './login-server.ts';
import { keyMakersAddress, makeKeyOver } from './make-key.ts';
import { loginProgress } from './progress.ts';
import { reach } from './reach.ts';
import { nameForContext, saveContext } from './save-context.ts';
import { fromElsewhere, loginSummary } from './summary.ts';

/** What the command line says of a login. */
export interface LoginFlags extends LoginKeyFlags {
  readonly context?: string | undefined;
  readonly user?: string | undefined;
  readonly 'login-server'?: string | undefined;
  readonly 'read-only': boolean;
  readonly 'no-input': boolean;
  readonly plaintext: boolean;
  readonly insecure: boolean;
}

/** A server that was found, and whom a key may be sent to. */
interface LoginTarget {
  readonly server: ServerTarget;
  /** Who vouches for it from now on. */
  readonly trust: Trust;
}

/** What a server showed that took a key. */
interface Verified {
  /** The transport to keep: `http` saves the next command from trying gRPC first. */
  readonly transport: Context['transport'];
  /** `Headscale 0.29 over gRPC`. */
  readonly server: string;
  /** `in 90 days`; undefined where there is none. */
  readonly keyEnd: string | undefined;
  readonly count: TailnetCount | undefined;
}

/** The base of `hs login`: finds a server and tries a key on it; lets go of every connection, whatever happens. */
export abstract class LoginCommand extends HsCommand {
  readonly #opened: HeadscaleApi[] = [];
  #apiKey: string | undefined;

  /** Finds the server, gets a key, tries it, and keeps both as the current context; says what came of it. */
  protected async logIn(url: string | undefined, flags: LoginFlags): Promise<Context> {
    const wish = loginKeyWish(flags);
    const { config } = await this.deps.contexts.file.read();
    const found = await this.#reach(url, flags, config);
    const { text: address, host } = found.server.address;
    const name = nameForContext(config, flags.context, host, address);
    const goOn = (key: LoginKey) => this.#keep(name, found, key, flags);
    if (wish.kind === 'make') return await this.#withMadeKey(wish.over, found, goOn);
    const key = await loginKey(wish, found.server.address, {
      ...this.texts,
      runCommand: (argv) => this.deps.contexts.keyFromCommand(argv),
      kept: () => keptKey(config.contexts.get(name), this.deps, (text) => this.out.note(text)),
      prompter: this.prompter(flags),
      show: (lines) => this.out.question(lines),
    });
    return await goOn(key);
  }

  /** Tries the key and keeps it. */
  async #keep(name: string, found: LoginTarget, key: LoginKey, flags: LoginFlags): Promise<Context> {
    const { address, settings } = found.server;
    const { transport, ...verified } = await this.#verify(found, key.apiKey);
    const { context, notices } = await saveContext(
      this.deps.contexts,
      {
        name,
        address: address.text,
        transport,
        trust: found.trust,
        serverName: settings.serverName.value,
        clientCertificate: filesToKeep(settings.clientCertificate.value),
        loginServer: flags['login-server'],
        defaultUser: flags.user,
        readOnly: flags['read-only'],
      },
      key,
    );
    const elsewhere = this.prompter(flags) && fromElsewhere(address);
    for (const line of [...notices, ...loginSummary({ context, address, ...verified })]) this.out.note(line);
    if (elsewhere !== undefined) this.out.note(elsewhere);
    for (const line of shadowedBy(this.deps.env, name)) this.out.note(line);
    return context;
  }

  /**
   * Finds the server from what was typed, and has its certificate judged where nobody vouches for it; see
   * {@link loginServer}, `reach` and `judgedTrust`. No key is sent.
   */
  async #reach(url: string | undefined, flags: LoginFlags, config: Config): Promise<LoginTarget> {
    const { target, wish } = await loginServer({ url, flags }, config, this.deps, (text) =>
      this.out.note(text),
    );
    const progress = loginProgress(target.address, this.deps, this.out);
    const { connect, signal, tunnels, env } = this.deps;
    const look: Look = (server) => shownCertificate(server, tunnels);
    const found = await reach(wish, { connect, signal, env, look, elsewhere: elsewhereOn }, (text) =>
      progress.say(text),
    ).finally(() => progress.stop());
    this.#opened.push(found.api);
    const trust = found.doubt
      ? await judgedTrust(found.doubt, {
          prompter: this.prompter(flags),
          show: (lines) => this.out.question(lines),
        })
      : usualTrust(found.pinned, target);
    const { address } = found;
    const { transport } = wish.server;
    return { trust, server: { ...target, address, transport, trust: connectingTrust(trust, target) } };
  }

  /**
   * Tries the key with one call, and counts what it reaches.
   * @throws HsError `credentials` where the server refuses it
   */
  async #verify({ server }: LoginTarget, apiKey: string | undefined): Promise<Verified> {
    this.#apiKey = apiKey;
    const api = await this.deps.connect({ ...server, apiKey, signal: this.deps.signal });
    this.#opened.push(api);
    const own = await ownApiKey(api, apiKey);
    const [{ range }, count] = await Promise.all([api.release(), countTailnet(api)]);
    const { transport } = api;
    return {
      transport: server.settings.transport.value === 'grpc' ? 'grpc' : transport === 'HTTP' ? 'http' : 'auto',
      server: range ? `Headscale ${formatRange(range)} over ${transport}` : transport,
      keyEnd: keyEnd(own, this.deps.now()),
      count,
    };
  }

  /**
   * Makes a key over a socket of the server and goes on with it. Where that comes to nothing, the key is made useless
   * again.
   */
  async #withMadeKey(
    typed: string,
    { server }: LoginTarget,
    goOn: (key: LoginKey) => Promise<Context>,
  ): Promise<Context> {
    const say = (text: string) => this.out.note(text);
    const { timeoutMs, noInput } = server;
    const address = keyMakersAddress(typed, server.address);
    const maker: NamedServer = { address, apiKey: undefined, trust: {}, timeoutMs, noInput };
    const made = await makeKeyOver({ ...maker, signal: this.deps.signal }, this.deps, say);
    this.#apiKey = made.apiKey;
    for (const line of made.said) say(line);
    try {
      return await goOn({ kind: 'given', apiKey: made.apiKey });
    } catch (error) {
      say(await made.takeBack());
      if (!(error instanceof HsError) || error.code !== 'credentials') throw error;
      throw new HsError(
        'credentials',
        `${server.address.text} refuses the key that was made over ${address.text}: they may not be the same Headscale`,
        { hint: 'Compare what both say: hs version --address ADDRESS', cause: error },
      );
    }
  }

  override get secrets(): readonly string[] {
    return this.#apiKey === undefined ? [] : [this.#apiKey];
  }

  protected override async end(): Promise<void> {
    for (const api of this.#opened) api.close();
  }
}

function usualTrust(pinned: Parameters<typeof trustIn>[0] | undefined, { settings }: ServerTarget): Trust {
  return pinned === undefined ? trustToKeep(settings.trust.value) : { kind: 'pinned', certificate: pinned };
}

/** How the connection goes by that trust, with what else was said of TLS. */
function connectingTrust(trust: Trust, target: ServerTarget): ServerTarget['trust'] {
  if (trust.kind === 'pinned') return trustIn(trust.certificate, target.trust);
  const vouchedNow = target.settings.trust.value.kind === 'pinned';
  return vouchedNow ? trustOfMachine(target.trust) : target.trust;
}
