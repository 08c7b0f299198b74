import type { ApiKeySource } from '../config/api-key-source.ts';
import { originText } from '../config/setting.ts';
import type { ApiKey, NewApiKey } from '../domain/api-key.ts';
import { formatRelative } from '../domain/relative-time.ts';
import { describeApiKey } from '../domain/resolve-api-key.ts';
import { HsError } from '../errors.ts';
import { asksForKey, typedAddress } from '../headscale/named-address.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { DEFAULT_API_KEY_LIFETIME, endOfLifetime, SHOWN_ONCE } from '../operations/new-key.ts';
import { isOwnApiKey } from '../operations/own-api-key.ts';
import { rotateApiKey } from '../operations/rotate-api-key.ts';
import type { KeyKeeper, Rotation } from '../operations/rotation.ts';
import { expireCommand } from '../operations/rotation-failures.ts';
import { newApiKeyView } from '../output/views/new-api-key.ts';
import type { Proposal } from './approval.ts';
import { ChangeCommand, type ChangeFlags } from './change-command.ts';
import { placeName, printedKeyKeeper, storedKeyKeeper } from './key-keepers.ts';
import { rememberedChanges } from './remembered-changes.ts';
import type { ServerTarget } from './server-target.ts';

/** What is wished of a rotation. */
export interface RotateFlags extends ChangeFlags {
  readonly expiration?: string | undefined;
  readonly print: boolean;
  readonly 'keep-old': boolean;
}

/** The key in use, and every key that is listed beside it. */
interface KeyInUse {
  readonly secret: string;
  readonly old: ApiKey;
  readonly before: readonly ApiKey[];
}

type StoredSource = Extract<ApiKeySource, { kind: 'stored' }>;

/** The base of `hs apikeys rotate`: knows where the key in use is kept, and opens connections with either key. */
export abstract class RotateCommand extends ChangeCommand {
  readonly #opened: HeadscaleApi[] = [];
  #newSecret: string | undefined;

  protected async rotate(flags: RotateFlags): Promise<void> {
    const lifetime = flags.expiration ?? DEFAULT_API_KEY_LIFETIME;
    // What is wrong with it is said before anything is asked.
    const now = this.deps.now();
    const expiration = endOfLifetime(lifetime, now);
    const target = await this.choose(flags);
    const source = storedSource(target, flags.print);
    this.requireSomebodyToAsk('Rotate the API key in use', flags);
    const api = await this.connect(flags);
    const key = keyInUse(target, await api.listApiKeys());
    const { old } = key;
    const proposal = proposalOf(target, old, { source, expiration, now, keepOld: flags['keep-old'] });
    const apply = () => rotateApiKey(this.#rotation(api, key, source, lifetime, flags));
    const made = await this.approved({ proposal, apply }, flags);
    if (made && !source) return;
    if (made) this.out.note(inUseNow(made, target, now));
    const status = made ? 'changed' : 'would-change';
    await this.out.results([
      { id: made?.id ?? '', name: made?.prefix ?? 'API key', status },
      { id: old.id, name: old.prefix, status: flags['keep-old'] ? 'unchanged' : status },
    ]);
  }

  override get secrets(): readonly string[] {
    return this.#newSecret === undefined ? super.secrets : [...super.secrets, this.#newSecret];
  }

  /** Nothing of the key that was in use: it is the past. */
  override async afterwards(): Promise<void> {}

  protected override async end(): Promise<void> {
    for (const api of this.#opened) api.close();
    await super.end();
  }

  /** A person may have thought about it for a while: the time counts from now. */
  #rotation(
    api: HeadscaleApi,
    key: KeyInUse,
    source: StoredSource | undefined,
    lifetime: string,
    flags: RotateFlags,
  ): Rotation {
    const now = this.deps.now();
    const aim = aimOf(this.server);
    return {
      ...key,
      api,
      expiration: endOfLifetime(lifetime, now),
      now,
      keepOld: flags['keep-old'],
      keeper: this.#keeper(key, source, aim),
      aim,
      stop: this.deps.signal,
      openNew: async (secret) => {
        this.#newSecret = secret;
        const fresh = await this.#open(secret, flags, this.deps.signal);
        this.#opened.push(fresh);
        return fresh;
      },
      openBack: (secret) => this.#open(secret, flags, undefined),
      done: (text) => this.report(text),
      note: (text) => this.out.note(text),
    };
  }

  async #open(apiKey: string, { note }: ChangeFlags, signal: AbortSignal | undefined): Promise<HeadscaleApi> {
    const server = { ...this.server, apiKey, signal };
    const say = (text: string) => this.out.note(text);
    return rememberedChanges(await this.deps.connect(server), server, this.deps, { note, say });
  }

  #keeper({ secret }: KeyInUse, source: StoredSource | undefined, aim: string): KeyKeeper {
    const show = async (key: NewApiKey) => {
      this.out.note(SHOWN_ONCE);
      await this.out.newSecret({
        secret: key.secret,
        item: key,
        view: newApiKeyView,
        expireCommand: expireCommand({ aim }, key),
      });
    };
    if (!source) return printedKeyKeeper(show);
    const kept = { context: source.owner, store: source.store, apiKey: secret };
    return storedKeyKeeper(this.deps.contexts, kept, show);
  }
}

/** Where the key is kept by hs; undefined where it is to be printed. Throws `usage` where neither can be. */
function storedSource(
  { address, context, settings }: ServerTarget,
  print: boolean,
): StoredSource | undefined {
  const { value: source, origin } = settings.apiKey;
  if (!asksForKey(address)) {
    throw new HsError('usage', `${address.text} asks for no API key, so none is in use there`, {
      hint: 'hs apikeys create makes a key, hs apikeys expire ends one.',
    });
  }
  if (source.kind === 'stored') {
    if (!print) return source;
    throw new HsError('usage', `The API key of context ${context} is kept by hs, so --print has no use`, {
      hint: 'Leave it out; hs apikeys create makes a key for somebody else.',
    });
  }
  if (print) return undefined;
  const from =
    source.kind === 'command' ? `${source.argv[0]}, which ${originText(origin)} names` : originText(origin);
  throw new HsError('usage', `The API key comes from ${from}, where hs can put no other`, {
    hint: `Add --print to get the new one on standard output, or let hs keep it: hs login ${typedAddress(address)}`,
  });
}

/** Finds the key in use; without knowing which it is, it could not be ended afterwards. */
function keyInUse({ address, apiKey }: ServerTarget, before: readonly ApiKey[]): KeyInUse {
  const old = before.find((key) => isOwnApiKey(key, apiKey));
  if (apiKey !== undefined && old) return { secret: apiKey, old, before };
  throw new HsError('failed', `${address.text} does not list the API key in use, so nothing was done`, {
    hint: 'Another key may have been put in by a reverse proxy; hs apikeys create makes a new one.',
  });
}

/** What follows a command that is to go to the same server. */
function aimOf({ context, address, settings }: ServerTarget): string {
  if (context !== undefined) return ` --context ${context}`;
  return settings.address.origin.kind === 'flag' ? ` --address ${typedAddress(address)}` : '';
}

/** What is about to happen, as it is asked: the name of the context is typed, or the prefix of the key. */
function proposalOf(
  { context, address }: ServerTarget,
  old: ApiKey,
  wish: Pick<Rotation, 'expiration' | 'now' | 'keepOld'> & { readonly source: StoredSource | undefined },
): Proposal {
  const { source, expiration, now, keepOld } = wish;
  const of = context === undefined ? '' : ` of context ${context}`;
  const end = old.expiration ? ` ${formatRelative(old.expiration, now)}` : '';
  return {
    title: `Rotate API key ${describeApiKey(old)}${of} on ${address.text}`,
    consequences: [
      `The new key ends ${formatRelative(expiration, now)} and ${source ? `is kept in ${placeName(source.store)}` : 'is printed once'}`,
      keepOld
        ? `The old key goes on working until it ends${end}`
        : 'The old key is expired then: whatever else uses it stops working',
    ],
    ask: { type: context ?? old.prefix },
  };
}

function inUseNow({ expiration }: NewApiKey, { context }: ServerTarget, now: number): string {
  return `Context ${context} uses the new key from now on${expiration ? `; it ends ${formatRelative(expiration, now)}` : ''}`;
}
