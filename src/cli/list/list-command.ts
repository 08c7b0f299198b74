import type { FilterFields } from '../../domain/filter/field.ts';
import type { CallOptions, HeadscaleApi } from '../../headscale/port.ts';
import type { View } from '../../output/view.ts';
import { ServerCommand } from '../server-command.ts';
import { listFilter } from './list-filter.ts';

/** What one noun has to be listed by. */
export interface Listing<T, Row> {
  readonly view: View<Row>;
  readonly fields: FilterFields<T>;
  read(api: HeadscaleApi, options?: CallOptions): Promise<readonly T[]>;
  /** What is shown of one of them. */
  row(item: T): Row;
}

/** The base of commands that list what a server has. */
export abstract class ListCommand extends ServerCommand {
  /** Lists what there is of a noun, narrowed, sorted and cut as the flags say. */
  protected async list<T, Row>(
    flags: Readonly<Record<string, unknown>>,
    { view, fields, read, row }: Listing<T, Row>,
  ): Promise<void> {
    this.out.check(view);
    const filter = listFilter(flags, fields);
    const items = await read(await this.connect(flags));
    const now = this.deps.now();
    const fitting = filter === undefined ? items : items.filter((item) => filter.matches(item, now));
    const none = filter && items.length > 0 ? `No ${view.many} match ${filter.text}` : undefined;
    await this.out.list(fitting.map(row), view, { none });
  }
}
