import { allOf, type Filter } from '../domain/filter/filter.ts';
import { type Instant, toMillis } from '../domain/instant.ts';
import { formatRelative } from '../domain/relative-time.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { hasEnded, isGone, isLongOver } from '../operations/done-already.ts';
import type { KeyTies } from '../operations/key-ties.ts';
import type { ChangeFlags } from './change-command.ts';
import { chosenOf, filtersOf } from './many/choice.ts';
import type { ItemPlan, ManyWords } from './many/item-plan.ts';
import type { KeyEnd, KeyKind } from './many/key-kinds.ts';
import { ManyCommand } from './many/many-command.ts';

const WORDS: Readonly<Record<KeyEnd, { readonly todo: string; readonly done: string }>> = {
  expire: { todo: 'Expire', done: 'Expired' },
  delete: { todo: 'Delete', done: 'Deleted' },
};

/** What commands read that end keys. */
interface KeyFlags extends ChangeFlags {
  readonly filter?: readonly string[] | undefined;
}

/** The base of commands that end keys of one kind. */
export abstract class KeyEndCommand<
  K extends { readonly id: string; readonly expiration: Instant | null },
> extends ManyCommand {
  protected abstract readonly kind: KeyKind<K>;

  /** Ends the keys that are named, or fit the filter. */
  protected async endKeys(how: KeyEnd, named: readonly string[] = [], flags: KeyFlags): Promise<void> {
    const { kind } = this;
    const asks = `${WORDS[how].todo} ${kind.one}`;
    const typed = { word: 'KEY', named, filter: flags.filter, fields: kind.fields, asks };
    const choice = await this.choice(typed, flags);
    const api = await this.connect(flags);
    await kind.require(api, how);
    // Also the check that they exist: 0.28 and 0.29 answer OK for a pre-auth key that does not.
    const all = await kind.list(api);
    const lookup = {
      find: (reference: string) => kind.find(reference, all),
      idOf: ({ id }: K) => id,
      fits: (key: K) => key,
    };
    const ties = await kind.ties(api, how);
    const keys = chosenOf(choice, all, lookup, this.deps.now());
    const plans = keys.map((key) => this.#plan(api, how, key, ties(key)));
    await this.changeAll(plans, wordsOf(how, kind.noun), flags, () => kind.list(api));
  }

  /**
   * Deletes the keys that are of no use any more and fit the filters; wants their number typed.
   * @param useless what of no use means
   * @param mayGo those of them that may go, of all
   */
  protected async pruneKeys(
    flags: KeyFlags,
    useless: Filter<K>,
    mayGo: (useless: readonly K[], all: readonly K[]) => readonly K[] = (keys) => keys,
  ): Promise<void> {
    const { kind } = this;
    const filter = allOf([useless, ...filtersOf(flags.filter, kind.fields)]) ?? useless;
    this.requireSomebodyToAsk(`Prune ${kind.noun}s`, flags);
    const api = await this.connect(flags);
    await kind.require(api, 'delete');
    const all = await kind.list(api);
    const now = this.deps.now();
    const ties = await kind.ties(api, 'delete');
    const keys = mayGo(
      all.filter((key) => filter.matches(key, now)),
      all,
    );
    const held = keys.filter((key) => ties(key).holds);
    for (const key of held) {
      this.out.note(`Left alone: ${kind.describe(key)}. ${ties(key).facts.join('. ')}`);
    }
    const plans = keys
      .filter((key) => !held.includes(key))
      .map((key) => {
        const plan = this.#plan(api, 'delete', key, ties(key));
        return { ...plan, facts: [...uselessFacts(key, now), ...plan.facts], ask: { type: '1' } };
      });
    const words = { ...wordsOf('delete', kind.noun), none: 'Nothing to prune' };
    await this.changeAll(plans, words, flags, () => kind.list(api));
  }

  /** How one key is ended. The one in use goes last: the others need it. */
  #plan(api: HeadscaleApi, how: KeyEnd, key: K, ties: KeyTies): ItemPlan {
    const { kind } = this;
    const { todo, done } = WORDS[how];
    const now = this.deps.now();
    const inUse = kind.isInUse(key, this.server.apiKey);
    const label = kind.describe(key);
    const list = () => kind.list(api);
    return {
      target: { id: key.id, name: kind.nameOf(key) },
      label,
      title: `${todo} ${kind.noun} ${label}`,
      facts: [...(inUse ? ['It is the key in use: the next command will need another'] : []), ...ties.facts],
      warnings: ties.warnings,
      ask: inUse ? { type: kind.nameOf(key) } : 'confirm',
      last: inUse,
      unchanged:
        how === 'expire' && isLongOver(key.expiration, now)
          ? `Nothing to expire: ${kind.noun} ${label} expired ${formatRelative(key.expiration, now)}`
          : undefined,
      async apply() {
        await kind.end(api, how, key);
        return `${done} ${kind.noun} ${label}`;
      },
      isDone: () => (how === 'delete' ? isGone(list, key) : hasEnded(list, key, now)),
    };
  }
}

/** Why a key is of no use any more. */
function uselessFacts(
  { used, expiration }: { readonly used?: boolean; readonly expiration: Instant | null },
  now: number,
): string[] {
  const isOver = expiration !== null && toMillis(expiration) <= now;
  return [...(used ? ['Used'] : []), ...(isOver ? [`Expired ${formatRelative(expiration, now)}`] : [])];
}

/** The words for ending many keys of a kind. */
function wordsOf(how: KeyEnd, noun: string): ManyWords {
  const { todo, done } = WORDS[how];
  return {
    title: (count) => `${todo} ${count} ${noun}${count === 1 ? '' : 's'}`,
    none: `No ${noun} is meant, so none was ${done.toLowerCase()}`,
  };
}
