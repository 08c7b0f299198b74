import type { FilterFields } from '../../domain/filter/field.ts';
import type { LazyList } from '../../domain/lazy-list.ts';
import type { CallOptions, HeadscaleApi } from '../../headscale/port.ts';
import { forFilter } from '../../operations/current-owners.ts';
import { chosenItems, renderList } from '../../output/render.ts';
import type { View } from '../../output/view.ts';
import type { Drawing, Room } from '../watch/teller.ts';
import { WatchCommand } from '../watch/watch-command.ts';
import { listFilter } from './list-filter.ts';

/** What one noun has to be listed by. */
export interface Listing<T, Row> {
  readonly view: View<Row>;
  readonly fields: FilterFields<T>;
  read(api: HeadscaleApi, options?: CallOptions): Promise<LazyList<T>>;
  /** What is shown of one of them, where that is not all of it. */
  row?(item: T): Row;
  /** What the server leaves out of the list. */
  unlisted?(api: HeadscaleApi): Promise<string | undefined>;
}

/** The base of commands that list what a server has. */
export abstract class ListCommand extends WatchCommand {
  /** Lists what there is of a noun, narrowed, sorted and cut as the flags say; with --watch again and again. */
  protected async list<T, Row>(
    flags: Readonly<Record<string, unknown>> & { readonly watch?: number | undefined },
    { view, fields, read, row, unlisted }: Listing<T, Row>,
  ): Promise<void> {
    this.out.check(view);
    const filter = listFilter(flags, fields);
    // What has no row of its own is shown as it was read.
    const rowOf = row ?? ((item: T) => item as unknown as Row);
    let isAny = false;
    const fitting = function* (items: Iterable<T>, now: number): Generator<Row> {
      for (const item of items) {
        isAny = true;
        if (filter === undefined || filter.matches(item, now)) yield rowOf(item);
      }
    };
    if (flags.watch !== undefined) {
      const draw = (rows: readonly Row[], room: Room) => this.#drawing(rows, view, room);
      return await this.watch(flags, flags.watch, {
        view,
        read: async (api) => [...fitting(await read(forFilter(api, filter)), this.deps.now())],
        draw,
      });
    }
    const api = await this.connect(flags);
    const items = await read(forFilter(api, filter));
    const leftOut = await unlisted?.(api);
    if (leftOut !== undefined) this.out.note(leftOut);
    const none = () => (filter && isAny ? `No ${view.many} match ${filter.text}` : `No ${view.many}`);
    const isWhole = filter === undefined && row === undefined;
    const rows = isWhole ? (items as LazyList<unknown> as LazyList<Row>) : fitting(items, this.deps.now());
    await this.out.list(rows, view, { none });
  }

  /** The first of them alone where there is no room for all: nobody waits for what is not seen. */
  async #drawing<Row>(rows: readonly Row[], view: View<Row>, room: Room): Promise<Drawing> {
    const leftOut: string[] = [];
    const options = await this.out.renderOptions(room.columns);
    const chosen = chosenItems(rows, view, options);
    const drawn = chosen.slice(0, room.rows);
    const asTheyAre = {
      ...options,
      sort: [],
      leftOut: (headers: readonly string[]) => leftOut.push(...headers),
    };
    const text = (await Array.fromAsync(renderList(drawn, view, asTheyAre))).join('');
    const heading = `${chosen.length} ${chosen.length === 1 ? view.one : view.many}`;
    return { text, leftOut, more: chosen.length - drawn.length, heading };
  }
}
