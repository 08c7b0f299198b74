import { fromMillis, toRfc3339 } from '../../domain/instant.ts';
import { changesBetween, type SeenItem } from '../../output/item-changes.ts';
import type { RenderOptions } from '../../output/render.ts';
import type { JsonObject, View } from '../../output/view.ts';
import { type OutputStream, writeAll } from '../../terminal/streams.ts';
import { seenItems } from './seen-items.ts';
import type { Away, Teller, Told } from './teller.ts';

/** For programs: a JSON object a line, first for what is there, then for each change. See docs/schema. */
export class EventTeller<T> implements Teller<T> {
  readonly #view: View<T>;
  readonly #stream: OutputStream;
  readonly #options: () => Promise<RenderOptions>;
  /** Fields that are no change by themselves; those that were asked for are. */
  readonly #restless: ReadonlySet<string>;
  #seen: readonly SeenItem<T>[] | undefined;
  #isAway = false;

  constructor(
    view: View<T>,
    stream: OutputStream,
    options: () => Promise<RenderOptions>,
    asked: readonly string[],
  ) {
    this.#view = view;
    this.#stream = stream;
    this.#options = options;
    this.#restless = new Set(asked.length > 0 ? [] : view.restless);
  }

  async seen(items: readonly T[], at: number): Promise<Told> {
    const now = seenItems(items, this.#view, await this.#options());
    const before = this.#seen;
    const back = this.#isAway ? [{ type: 'reachable' }] : [];
    this.#seen = now;
    this.#isAway = false;
    const events = before
      ? changesBetween(before, now, this.#restless).map((change) => ({
          ...this.#named(change.type, change.seen),
          ...(change.type === 'changed' ? { before: change.before } : {}),
          item: change.seen.json,
        }))
      : now.map((seen) => ({ ...this.#named('present', seen), item: seen.json }));
    return await this.#tell([...back, ...events], at);
  }

  async away({ at, why }: Away): Promise<Told> {
    if (this.#isAway) return 'written';
    this.#isAway = true;
    return await this.#tell([{ type: 'unreachable', message: why }], at);
  }

  async end(): Promise<void> {}

  #named(type: string, { id, item }: SeenItem<T>) {
    return { type, id, name: this.#view.name?.(item) ?? id };
  }

  async #tell(events: readonly ({ readonly type: string } & JsonObject)[], at: number): Promise<Told> {
    const time = toRfc3339(fromMillis(at));
    return await writeAll(
      this.#stream,
      events.map(({ type, ...rest }) => `${JSON.stringify({ type, at: time, ...rest })}\n`),
    );
  }
}
